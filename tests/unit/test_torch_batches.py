"""How many texts a model of torch is given at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.models.errors import ModelDamagedError
from engine.models.torch_parts import Batches, Seat

pytest.importorskip("torch")

LENGTHS = [200] * 40 + [10] * 40


@pytest.fixture
def seat() -> Seat:
    return Seat(threads=1)


def holding(most: int, seen: list[list[int]]) -> Callable[[list[int]], list[int]]:
    """Return work that has memory for so many tokens."""

    def work(places: list[int]) -> list[int]:
        tokens = len(places) * max(LENGTHS[place] for place in places)
        if tokens > most:
            raise RuntimeError("CUDA out of memory. Tried to allocate 2.00 GiB")
        seen.append([LENGTHS[place] for place in places])
        return places

    return work


def run(batches: Batches, work: Callable[[list[int]], list[int]]) -> list[int]:
    return [place for places, made in batches.run(LENGTHS, work) for place in made if places]


def test_every_text_comes_once_and_texts_of_like_length_go_together(seat: Seat):
    seen: list[list[int]] = []
    assert sorted(run(Batches(seat), holding(10**9, seen))) == list(range(80))
    assert [max(some) for some in seen] == sorted((max(some) for some in seen), reverse=True)
    assert max(len(some) * max(some) for some in seen) <= 2_048
    assert max(map(len, seen)) > 2 * len(seen[0])


def test_batches_shrink_where_memory_does_not_do_and_stay_below(seat: Seat):
    seen: list[list[int]] = []
    batches = Batches(seat)
    for _ in range(10):
        assert sorted(run(batches, holding(500, seen))) == list(range(80))
    assert max(len(some) * max(some) for some in seen) <= 500
    refused: list[int] = []

    def work(places: list[int]) -> list[int]:
        try:
            return holding(500, [])(places)
        except RuntimeError:
            refused.append(len(places))
            raise

    run(batches, work)
    assert not refused


def test_batches_grow_slowly_while_memory_does(seat: Seat):
    seen: list[list[int]] = []
    batches = Batches(seat)
    for _ in range(10):
        run(batches, holding(10**9, seen))
    sizes = [len(some) * max(some) for some in seen]
    assert 2_048 < max(sizes) <= 4_096


def test_a_text_for_which_there_is_no_memory_at_all_is_the_end(seat: Seat):
    with pytest.raises(MemoryError):
        run(Batches(seat), holding(100, []))


def test_other_faults_are_not_taken_for_want_of_memory(seat: Seat):
    def work(_: list[int]) -> list[int]:
        raise RuntimeError("index out of range")

    with pytest.raises(ModelDamagedError, match="index"):
        run(Batches(seat), work)


def test_a_device_that_is_out_of_order_ends_the_process_and_is_not_blamed_on_the_model(seat: Seat):
    def work(_: list[int]) -> list[int]:
        raise RuntimeError("CUDA error: an illegal memory access was encountered")

    with pytest.raises(RuntimeError, match="illegal"):
        run(Batches(seat), work)


@pytest.mark.parametrize("told", ['{"dtype": "bfloat16"}', '{"torch_dtype": "float16"}', "{", "[]"])
def test_a_processor_counts_in_32_bits_whatever_the_weights_say(
    seat: Seat, tmp_path: Path, told: str
):
    import torch  # pyright: ignore[reportMissingImports]

    (tmp_path / "config.json").write_text(told)
    if seat.device == "cpu":
        assert seat.precision(tmp_path) is torch.float32
    seat.device = "cuda"
    assert seat.precision(tmp_path) in {torch.float16, torch.bfloat16}
