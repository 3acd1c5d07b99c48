"""What a store promises of learned sparse vectors, beside those of the words and the dense ones."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.host.cancellation import Token
from engine.store import filters as f
from engine.store.milvus_errors import StoreDimensionError
from engine.store.open import StoreSetting
from engine.store.rows import RowBatch, SparseColumn, SparseRow
from engine.store.vectors import Place as FilePlace
from engine.store.vectors import VectorStore
from tests.contract.conftest import DIM, Place
from tests.contract.passages import found, learned_column, learning, plain, with_spread_keys

ROOT = Path(__file__).parents[2]


@pytest.fixture(params=[0, DIM], ids=["learned alone", "learned and dense"])
def dim(request: pytest.FixtureRequest) -> int:
    return request.param


@pytest.fixture
def store(place: Place, dim: int) -> Iterator[VectorStore]:
    with place.opened(dim, learned=True) as opened:
        yield opened


def rows_for(dim: int, first: int, count: int, *, base: str = "/d") -> RowBatch:
    batch = plain(first, count, base=base)
    return learning(batch, dim=0 if not dim else None)


def beside(place: Place) -> Place:
    """Return where another library is."""
    folder = place.folder / "beside"
    folder.mkdir()
    return replace(place, library=place.library + "2", folder=folder)


def row_of(column: SparseColumn, place: int) -> SparseRow:
    one = column.rows(place, place + 1)
    return SparseRow(one.indices, one.values)


def scores(batch: RowBatch, query: SparseRow) -> dict[int, float]:
    """Return the inner products that are above 0, by key."""
    weights = dict(zip(query.indices.tolist(), query.values.tolist(), strict=True))
    assert batch.learned is not None
    told: dict[int, float] = {}
    for place, key in enumerate(batch.pk.tolist()):
        row = row_of(batch.learned, place)
        pairs = zip(row.indices.tolist(), row.values.tolist(), strict=True)
        if shared := [weights[term] * weight for term, weight in pairs if term in weights]:
            told[key] = sum(shared)
    return told


def same(one: SparseRow, other: SparseRow) -> bool:
    return np.array_equal(one.indices, other.indices) and np.array_equal(one.values, other.values)


def all_same(store: VectorStore, batch: RowBatch) -> bool:
    told = store.learned_of(batch.pk.tolist())
    assert batch.learned is not None
    keys: list[int] = batch.pk.tolist()
    rows = (row_of(batch.learned, place) for place in range(len(batch)))
    return all(same(told[key], row) for key, row in zip(keys, rows, strict=True))


def test_a_search_ranks_the_passages_that_share_a_term_by_their_cosine(
    store: VectorStore, dim: int
) -> None:
    batch = rows_for(dim, 0, 400)
    store.insert(batch)
    assert store.learns
    assert batch.learned is not None
    query = row_of(batch.learned, 17)
    expected = scores(batch, query)
    hits = store.search_learned(*query, 400)
    assert hits[0].pk == 17
    assert hits[0].score == pytest.approx(1, abs=1e-5)
    assert {hit.pk for hit in hits} == set(expected)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    np.testing.assert_allclose([h.score for h in hits], [expected[h.pk] for h in hits], rtol=1e-4)
    assert len(store.search_learned(*query, 7)) == 7


def test_filters_narrow_a_search(store: VectorStore, dim: int) -> None:
    batch = rows_for(dim, 0, 300)
    store.insert(batch)
    assert batch.learned is not None
    query = row_of(batch.learned, 17)
    for where, keys in (
        (f.FileIn((1, 2)), range(10, 30)),
        (f.Not(f.FileIn((1, 2))), [*range(10), *range(30, 300)]),
        (f.Under("/nowhere"), []),
        (f.And((f.ModifiedBetween(15, 40), f.Not(f.PkIn((17,))))), [15, 16, *range(18, 40)]),
    ):
        told = {hit.pk for hit in store.search_learned(*query, 300, where)}
        assert told == scores(batch, query).keys() & set(keys)


def test_words_dense_and_learned_vectors_do_not_disturb_each_other(place: Place) -> None:
    batch = rows_for(DIM, 0, 200)
    with place.opened(learned=True) as both:
        both.insert(batch)
        words = both.search_sparse(batch.indices[:5], batch.values[:5], 20)
        dense = both.search_dense(batch.dense[3], 20)
        assert found(both) == set(range(200))
    with beside(place).opened() as plainly:
        plainly.insert(replace(batch, learned=None))
        assert plainly.search_sparse(batch.indices[:5], batch.values[:5], 20) == words
        assert plainly.search_dense(batch.dense[3], 20) == dense


def test_learned_vectors_come_back_as_they_were_written(place: Place, dim: int) -> None:
    batch = with_spread_keys(rows_for(dim, 0, 3_000))
    with place.opened(dim, learned=True) as store:
        store.insert(batch)
        assert all_same(store, batch)
        store.delete_files([0])
        other = replace(batch.rows(100, 200), learned=learned_column(np.arange(9_000, 9_100)))
        store.upsert(other)
    with place.opened(dim, learned=True) as store:
        told = store.learned_of(batch.pk[:300].tolist())
        assert told.keys() == set(batch.pk[10:300].tolist())
        assert all_same(store, other)
        assert all_same(store, batch.rows(200, 3_000))
        assert store.learned_of([]) == {}


def test_a_passage_without_any_is_kept_and_never_found_by_them(
    store: VectorStore, dim: int
) -> None:
    batch = rows_for(dim, 0, 3)
    zero = np.array([0], np.uint32)  # a word like any other: "[PAD]" or "!" of some vocabularies
    column = SparseColumn(np.array([0, 0, 1, 1]), zero, np.ones(1, np.float32))
    store.insert(replace(batch, learned=column))
    store.insert(replace(rows_for(dim, 5, 2), learned=SparseColumn.empty(2)))
    assert store.count() == 5
    assert [tuple(hit) for hit in store.search_learned(zero, np.ones(1, np.float32), 9)] == [(1, 1)]
    sizes = {key: len(row.values) for key, row in store.learned_of([0, 1, 2, 5, 6, 7]).items()}
    assert sizes == {0: 0, 1: 1, 2: 0, 5: 0, 6: 0}
    assert store.search_learned(zero[:0], np.ones(0, np.float32), 9) == []


def test_removed_and_replaced_passages_are_not_found_any_more(store: VectorStore, dim: int) -> None:
    batch = rows_for(dim, 0, 100)
    store.insert(batch)
    assert batch.learned is not None
    query = row_of(batch.learned, 17)
    store.delete_files([1])
    assert 17 not in {hit.pk for hit in store.search_learned(*query, 100)}
    store.insert(batch.rows(10, 20))
    assert store.search_learned(*query, 100)[0].pk == 17
    store.upsert(replace(batch.rows(10, 20), learned=SparseColumn.empty(10)))
    assert {hit.pk for hit in store.search_learned(*query, 100)}.isdisjoint(range(10, 20))
    assert store.count() == 100


def test_an_empty_store_has_none_and_moves_nothing(place: Place, dim: int) -> None:
    for _ in range(2):  # a store in which nothing ever was, and one that was emptied
        with place.opened(dim, learned=True) as store:
            assert store.learned_of([1]) == {}
            store.retag({1: FilePlace("/a", "", 1)})
            assert store.search_learned(np.ones(1, np.uint32), np.ones(1, np.float32), 5) == []
            store.insert(rows_for(dim, 0, 5))
            store.delete_files([0])


def test_they_move_with_their_file(store: VectorStore, dim: int) -> None:
    batch = rows_for(dim, 0, 500)
    store.insert(batch)
    store.insert(replace(rows_for(dim, 500, 10), learned=SparseColumn.empty(10)))
    store.retag({file: FilePlace(f"/neu/{file}.txt", "txt", 77) for file in range(25)})
    assert store.count(f.Under("/neu")) == 250
    assert all_same(store, batch)
    assert all(not len(row.values) for row in store.learned_of(range(500, 510)).values())


@pytest.mark.usefixtures("eager")
def test_compacting_and_dropping_leave_a_store_that_works(store: VectorStore, dim: int) -> None:
    batch = rows_for(dim, 0, 500)
    store.insert(batch)
    store.delete_files(list(range(40)))
    store.compact(Token())
    assert all_same(store, batch.rows(400, 500))
    store.drop()
    assert store.learned_of([400]) == {}
    store.insert(batch.rows(0, 50))
    assert all_same(store, batch.rows(0, 50))


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compact even what is small."""
    monkeypatch.setattr("engine.store.compacting.LEAST_BYTES", 1)


def test_what_was_made_for_another_kind_of_model_is_not_opened(embedded: Place) -> None:
    for before, after in ((False, True), (True, False)):
        folder = embedded.folder / str(before)
        folder.mkdir()
        place = replace(embedded, folder=folder)
        with place.opened(learned=before) as store:
            batch = rows_for(DIM, 0, 5)
            store.insert(batch if before else replace(batch, learned=None))
        with pytest.raises(StoreDimensionError), place.opened(learned=after):
            pass
        with place.opened(learned=before) as store:
            assert store.count() == 5


def test_on_a_server_each_kind_of_model_has_its_own_rows(server_uri: str, tmp_path: Path) -> None:
    place = Place(StoreSetting(uri=server_uri), tmp_path, "shared")
    batch = rows_for(DIM, 0, 5)
    with place.opened(learned=True) as learned, place.opened() as plainly:
        learned.insert(batch)
        assert (learned.count(), plainly.count()) == (5, 0)
        plainly.insert(replace(batch.rows(0, 2), learned=None))
        learned.drop()
        assert (learned.count(), plainly.count()) == (0, 2)


def test_rows_that_do_not_fit_are_refused(store: VectorStore, place: Place, dim: int) -> None:
    batch = rows_for(dim, 0, 3)
    with pytest.raises(StoreDimensionError):
        store.insert(replace(batch, learned=None))
    assert batch.learned is not None
    for weight in (0.0, -1.0, float("nan"), float("inf")):
        values = batch.learned.values.copy()
        values[1] = weight
        with pytest.raises(ValueError, match="must be"):
            store.insert(replace(batch, learned=replace(batch.learned, values=values)))
    indices = batch.learned.indices.copy()
    indices[1] = 2**32 - 1
    with pytest.raises(ValueError, match="must be"):
        store.insert(replace(batch, learned=replace(batch.learned, indices=indices)))
    assert store.count() == 0
    with beside(place).opened(dim) as plainly:
        with pytest.raises(StoreDimensionError):
            plainly.insert(batch)
        assert plainly.search_learned(batch.indices[:3], batch.values[:3], 5) == []
        assert plainly.learned_of([0]) == {}
        assert not plainly.learns


def test_every_one_of_2_to_the_32_terms_can_be_used(store: VectorStore, dim: int) -> None:
    terms = np.array([2**31, 2**32 - 3], np.uint32)
    column = SparseColumn(np.array([0, 2]), terms, np.array([0.6, 0.8], np.float32))
    store.insert(replace(rows_for(dim, 0, 1), learned=column))
    hits = store.search_learned(terms[1:], np.ones(1, np.float32), 3)
    assert [(hit.pk, round(hit.score, 5)) for hit in hits] == [(0, 0.8)]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_a_killed_writer_loses_no_learned_vector_that_was_acknowledged(embedded: Place) -> None:
    script = (
        "import sys, pathlib\n"
        "from engine.store.open import StoreSetting, open_store\n"
        "from tests.contract.passages import learning, plain\n"
        "folder = pathlib.Path(sys.argv[1])\n"
        "store = open_store(StoreSetting(), folder, 'a', 8, learned=True)\n"
        "for first in range(int(sys.argv[2]), 10**9, 50):\n"
        "    store.insert(learning(plain(first, 50))); print(first + 50, flush=True)\n"
    )
    rng, done = random.Random(5), 0
    for _ in range(2):
        command = [sys.executable, "-c", script, str(embedded.folder), str(done)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as writer:
            assert writer.stdout
            for _ in range(rng.randint(5, 20)):
                done = int(writer.stdout.readline())
            writer.send_signal(signal.SIGKILL)
            done = max([done, *(int(line) for line in writer.stdout if line.endswith("\n"))])
        with embedded.opened(learned=True) as store:
            assert all_same(store, rows_for(DIM, 0, done))
            done = 50 * -(-store.count() // 50)
