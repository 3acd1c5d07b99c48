"""What every vector store promises, whichever Milvus is behind it."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.host.cancellation import Token
from engine.store import filters as f
from engine.store.fingerprints import fingerprints, joined
from engine.store.vectors import Place as FilePlace
from engine.store.vectors import VectorStore
from tests.contract.conftest import DIM, Place
from tests.contract.passages import (
    found,
    plain,
    row_vectors,
    with_sparse,
    with_spread_keys,
)


def test_a_new_store_is_empty(store: VectorStore) -> None:
    assert (store.count(), store.file_counts(), found(store)) == (0, {}, set())
    assert store.search_sparse(np.array([1], np.uint32), np.ones(1, np.float32), 5) == []


def test_dense_search_ranks_all_passages_by_inner_product(store: VectorStore) -> None:
    batch = plain(0, 300)
    store.insert(batch)
    query = batch.dense[17]
    expected = batch.dense @ query
    hits = store.search_dense(query, 300)
    assert hits[0].pk == 17
    assert {hit.pk for hit in hits} == set(range(300))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    np.testing.assert_allclose([h.score for h in hits], [expected[h.pk] for h in hits], atol=1e-5)


def test_sparse_search_ranks_the_passages_that_share_a_term(store: VectorStore) -> None:
    batch = plain(0, 300)
    store.insert(batch)
    terms, weights = batch.indices[:4], np.array([1, 2, 0.5, 3], np.float32)
    query = dict(zip(terms.tolist(), weights.tolist(), strict=True))
    expected: dict[int, float] = {}
    for row in range(300):
        _, ids, values = row_vectors(row, DIM, 5)
        if shared := [
            (i, v) for i, v in zip(ids.tolist(), values.tolist(), strict=True) if i in query
        ]:
            expected[row] = sum(query[i] * v for i, v in shared)
    hits = store.search_sparse(terms, weights, 300)
    assert {hit.pk for hit in hits} == set(expected)
    np.testing.assert_allclose([h.score for h in hits], [expected[h.pk] for h in hits], rtol=1e-4)


def test_the_limit_is_kept_and_a_larger_one_than_milvus_allows_is_harmless(
    store: VectorStore,
) -> None:
    store.insert(plain(0, 50))
    query = np.ones(DIM, np.float32)
    assert len(store.search_dense(query, 7)) == 7
    assert len(store.search_dense(query, 1_000_000)) == 50
    assert store.search_dense(query, 0) == []


def test_term_ids_use_all_of_32_bits(store: VectorStore) -> None:
    highest = 2**32 - 2
    row = plain(1, 1)
    store.insert(with_sparse(row, [highest, 2**31], [0.5, 0.25]))
    hits = store.search_sparse(np.array([highest], np.uint32), np.array([2.0], np.float32), 3)
    assert [(hit.pk, round(hit.score, 5)) for hit in hits] == [(1, 1.0)]


def test_a_passage_without_terms_is_kept_and_found_by_its_dense_vector_only(
    store: VectorStore,
) -> None:
    store.insert(with_sparse(plain(5, 1), [], []))
    assert store.count() == 1
    assert found(store) == {5}
    assert store.search_sparse(np.array([1], np.uint32), np.ones(1, np.float32), 5) == []
    assert store.search_sparse(np.array([], np.uint32), np.array([], np.float32), 5) == []


def test_upsert_replaces_and_insert_of_known_keys_does_too_at_a_server(store: VectorStore) -> None:
    store.insert(plain(0, 20))
    store.upsert(plain(10, 20, base="/new"))
    assert store.count() == 30
    assert found(store, f.Under("/new")) == set(range(10, 30))
    if store.kind == "server":
        store.insert(plain(0, 30))
        assert store.count() == 30
        assert len(store.search_dense(np.ones(DIM, np.float32), 100)) == 30


def test_deleting_many_files_leaves_the_others(store: VectorStore) -> None:
    store.insert(plain(0, 3_000, per_file=3))
    store.delete_files([*range(900), 5_000_000])
    assert found(store) == set(range(2_700, 3_000))
    assert store.file_counts() == dict.fromkeys(range(900, 1_000), 3)
    store.delete_files([])
    assert store.count() == 300


def test_files_are_counted_beyond_one_answers_limit(store: VectorStore) -> None:
    for first in range(0, 18_000, 2_000):
        store.insert(with_spread_keys(plain(first, 2_000)))
    store.upsert(plain(10, 290))  # some keys in one small corner, as hashes never are
    once, twice = dict.fromkeys(range(1_800), 10), dict.fromkeys(range(1, 30), 20)
    assert store.file_counts() == once | twice
    assert store.count() == 18_290


def test_retagged_files_are_found_at_their_new_place_with_their_old_vectors(
    store: VectorStore,
) -> None:
    batch = plain(0, 3_000, per_file=100)
    store.insert(batch)
    before = store.search_sparse(batch.indices[:5], batch.values[:5], 20)
    dense = store.search_dense(batch.dense[3], 20)
    store.retag({file: FilePlace(f"/neu/ordner/{file}.txt", "txt", 77) for file in range(25)})
    assert found(store, f.Under("/neu")) == set(range(2_500))
    assert store.count(f.ExtIn(("txt",))) == store.count(f.ModifiedBetween(77, 78)) == 2_500
    assert store.search_sparse(batch.indices[:5], batch.values[:5], 20) == before
    assert store.search_dense(batch.dense[3], 20) == dense
    assert store.count() == 3_000


def stacked(vectors: dict[int, NDArray[np.float32]], keys: list[int]) -> NDArray[np.float32]:
    return np.array([vectors[key] for key in keys])


def test_dense_vectors_come_back_as_they_were_written(place: Place) -> None:
    batch = with_spread_keys(plain(0, 9_000, per_file=100))
    batch.dense[-1] = 0  # as of a passage in a language that the model does not know
    keys = batch.pk.tolist()
    with place.opened() as store:
        store.insert(batch)
        found = store.dense_of([*keys, 7])
        assert found.keys() == set(keys)
        assert np.array_equal(stacked(found, keys), batch.dense)
        store.delete_files([0])
        store.upsert(replace(batch, dense=-batch.dense).rows(100, 200))
    with place.opened() as store:
        found = store.dense_of(keys[:300])
        assert found.keys() == set(keys[100:300])
        assert np.array_equal(stacked(found, keys[100:200]), -batch.dense[100:200])
        assert np.array_equal(stacked(found, keys[200:300]), batch.dense[200:300])
        assert store.dense_of([]) == {}


def test_everything_is_there_after_reopening(place: Place) -> None:
    batch = plain(0, 1_500)
    with place.opened() as store:
        store.insert(batch)
        store.delete_files([0])
        before = store.search_sparse(batch.indices[50:56], batch.values[50:56], 50)
    with place.opened() as store:
        assert store.count() == 1_490
        assert store.search_sparse(batch.indices[50:56], batch.values[50:56], 50) == before
        store.insert(plain(5_000, 10))
        assert store.count() == 1_500


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compact even what is small."""
    monkeypatch.setattr("engine.store.compacting.LEAST_BYTES", 1)


@pytest.mark.usefixtures("eager")
def test_dropping_and_compacting_leave_a_store_that_works(store: VectorStore) -> None:
    store.insert(plain(0, 500))
    store.delete_files(list(range(40)))
    store.compact(Token())
    assert found(store) == set(range(400, 500))
    store.insert(plain(0, 50))
    assert store.count() == 150
    store.drop()
    assert store.count() == 0
    store.insert(plain(0, 5))
    assert found(store) == set(range(5))


def test_fingerprints_are_those_of_the_rows(store: VectorStore) -> None:
    batch = plain(0, 300)
    store.insert(batch)
    expected = fingerprints(
        batch.pk.tolist(), batch.file.tolist(), batch.size.tolist(), list(batch.path)
    )
    stored = joined(list(store.fingerprints()))
    assert sorted(stored.files) == sorted(expected.files)
    assert set(stored.marks) == set(expected.marks)
    assert len(set(expected.marks)) == 300


def test_libraries_do_not_see_each_other(place: Place, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = Place(place.setting, tmp_path / "other", place.library + "2")
    with place.opened() as mine, other.opened() as theirs:
        mine.insert(plain(0, 10))
        theirs.insert(plain(50_000, 20))
        assert (mine.count(), theirs.count()) == (10, 20)
        assert found(mine) == set(range(10))
        mine.delete_files(list(range(10_000)))
        theirs.drop()
        mine.insert(plain(0, 3))
        assert (mine.count(), theirs.count()) == (3, 0)


def test_a_library_without_a_dense_model_has_words_only(place: Place) -> None:
    with place.opened(dim=0) as store:
        batch = plain(0, 10)
        store.insert(replace(batch, dense=np.zeros((10, 0), np.float32)))
        assert store.search_dense(np.zeros(0, np.float32), 5) == []
        assert store.dense_of([0, 1]) == {}
        hits = store.search_sparse(batch.indices[:5], batch.values[:5], 3)
        assert hits[0].pk == 0
    with place.opened(dim=0) as store:
        assert store.count() == 10


def test_searches_from_two_threads_agree_with_searches_one_by_one(store: VectorStore) -> None:
    batch = plain(0, 2_000)
    store.insert(batch)
    alone = [store.search_dense(batch.dense[i], 20) for i in range(20)]
    together: list[list[object]] = [[], []]

    def search(which: int) -> None:
        together[which] = [store.search_dense(batch.dense[i], 20) for i in range(20)]

    threads = [threading.Thread(target=search, args=(which,)) for which in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert together == [alone, alone]
