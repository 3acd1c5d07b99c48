"""Who of those that ask the embedder is served next, and how much at once."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from engine.models.pace import Pace, weight
from engine.models.turns import Turns

TEXTS = ["x" * 460] * 1000
HEAVY = weight(TEXTS[0])


def spawn(work: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def test_whoever_a_person_waits_for_goes_before_all_the_others():
    turns, served = Turns(), list[str]()

    def ask(name: str, waiting: threading.Event) -> None:
        waiting.set()
        with turns.ahead(10) if name == "person" else turns.behind():
            served.append(name)

    with turns.behind():
        threads: list[threading.Thread] = []
        for name in ("bulk", "bulk", "person", "bulk"):
            waiting = threading.Event()
            threads.append(spawn(lambda name=name, waiting=waiting: ask(name, waiting)))
            assert waiting.wait(10)
        turns_wanted(turns, 1)
    for thread in threads:
        thread.join(10)
    assert served == ["person", "bulk", "bulk", "bulk"]


def turns_wanted(turns: Turns, people: int) -> None:
    """Wait until so many people wait."""
    with turns._changed:
        assert turns._changed.wait_for(lambda: turns._people == people, 10)


def test_patience_ends_and_the_turn_is_still_to_be_had():
    turns = Turns()
    with turns.behind(), pytest.raises(TimeoutError), turns.ahead(0.01):
        pass
    with turns.ahead(1):
        pass


def test_a_turn_that_ended_badly_is_over():
    turns = Turns()
    with pytest.raises(ValueError, match="bad"), turns.behind():
        raise ValueError("bad")
    with turns.ahead(1):
        pass


def test_the_first_batch_is_small_and_later_ones_take_the_time_they_may():
    pace = Pace(step=0.3)
    assert pace.take(TEXTS, 0) == 4
    for _ in range(5):
        end = pace.take(TEXTS, 0)
        pace.learn(TEXTS[:end], end / 100)  # a hundred such texts a second
    assert pace.take(TEXTS, 0) == 30


def test_batches_grow_by_steps_and_shrink_at_once():
    pace = Pace(step=0.3)
    pace.learn(TEXTS[:4], 1e-9)
    assert pace.take(TEXTS, 0) == 16
    pace.learn(TEXTS[:16], 16.0)
    assert pace.take(TEXTS, 0) == 1


def test_a_batch_has_one_text_at_least_and_never_more_than_a_frame_holds():
    pace = Pace()
    assert pace.take(["x" * 1_000_000] * 2, 1) == 2
    for _ in range(20):
        pace.learn(TEXTS, 1e-9)
    assert pace.take(["x"] * 5000, 0) == 1024
    assert pace.take([], 0) == 0
