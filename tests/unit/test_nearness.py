"""How near passages are by dense and learned sparse vectors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.models.bm25 import analyse_query
from engine.models.entry import ModelEntry
from engine.models.vectors import Floats, SparseVector
from engine.search.alikeness import alikeness
from engine.search.candidates import Candidates
from engine.search.nearness import nearness
from engine.search.question import Question
from engine.search.ranking import Ranking
from engine.search.signatures import signatures
from engine.store.catalogue_rows import PassageRow
from engine.store.open import StoreSetting, open_store
from engine.store.rows import SparseColumn
from engine.store.vectors import VectorStore
from tests.contract.passages import plain

HALF = np.sqrt(0.5)
DENSE = np.array([[1, 0], [0, 1], [0, 0], [0.6, 0.8]], np.float32)
LEARNED = [{1: 1.0}, {1: 0.6, 7: 0.8}, {9: 1.0}, {}]


def entry(unrelated: float) -> ModelEntry:
    return ModelEntry(
        id="m",
        name="M",
        kinds=("dense", "sparse"),
        family="bge-m3",
        dim=2,
        licence="MIT",
        unrelated=unrelated,
    )


def question(
    dense: list[float] | None, learned: dict[int, float] | None, unrelated: float = 0.0
) -> Question:
    return Question(
        text="",
        language="",
        analysis=analyse_query("", ()),
        terms=np.zeros(0, np.uint32),
        weights=np.zeros(0, np.float32),
        common=frozenset(),
        attainable=0.0,
        mean=1.0,
        dense=None if dense is None else np.array(dense, np.float32),
        model=entry(unrelated),
        learned=None if learned is None else vector(learned),
    )


def vector(weights: dict[int, float]) -> SparseVector:
    return SparseVector(
        np.array(sorted(weights), np.uint32),
        np.array([weights[term] for term in sorted(weights)], np.float32),
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VectorStore]:
    folder: Path = tmp_path_factory.mktemp("store")
    rows = [vector(weights) for weights in LEARNED]
    column = SparseColumn(
        np.cumsum([0, *(len(row.indices) for row in rows)]).astype(np.int64),
        np.concatenate([row.indices for row in rows]),
        np.concatenate([row.values for row in rows]),
    )
    store = open_store(StoreSetting(), folder, "a", 2, learned=True)
    store.insert(replace(plain(0, 4), dense=DENSE, learned=column))
    yield store
    store.close()


def near(store: VectorStore, asked: Question) -> list[float]:
    return [round(value, 4) for value in nearness(asked, store, [0, 1, 2, 3, 99]).tolist()]


def test_one_kind_of_vector_is_its_cosine(store: VectorStore) -> None:
    assert near(store, question([1, 0], None)) == [1, 0, 0, 0.6, 0]
    assert near(store, question(None, {1: 1})) == [1, 0.6, 0, 0, 0]
    assert near(store, question(None, {3: HALF, 7: HALF})) == [0, 0.5657, 0, 0, 0]


def test_two_kinds_are_mixed_as_one_to_three_tenths(store: VectorStore) -> None:
    expected = [1, 0.18 / 1.3, 0, 0.6 / 1.3, 0]
    assert near(store, question([1, 0], {1: 1})) == [round(value, 4) for value in expected]


def test_what_is_unrelated_is_at_0_and_the_same_text_at_1(store: VectorStore) -> None:
    assert near(store, question([0.6, 0.8], None, 0.6))[:2] == [0, 0.5]
    assert near(store, question(None, {1: 1}, 0.2))[:2] == [1, 0.5]
    # of two kinds only the dense one begins above 0, and it has 1 / 1.3 of the weight
    mixed = near(store, question([0.6, 0.8], {9: 1}, 0.6))
    assert mixed[0] == 0
    assert near(store, question([1, 0], {1: 1}, 0.6))[0] == 1


def test_without_vectors_nothing_is_near(store: VectorStore) -> None:
    assert near(store, question(None, None)) == [0] * 5
    assert len(nearness(question([1, 0], {1: 1}), store, [])) == 0


def test_a_near_copy_looks_alike_whatever_the_models_unrelated_texts_have_in_common(
    store: VectorStore,
):
    """The texts of some models have cosines of .75 where they have nothing in common."""
    for unrelated in (0.0, 0.75):
        asked = question([0.95, float(np.sqrt(1 - 0.95**2))], None, unrelated)
        shown = alikeness(ranking(nearness(asked, store, [0, 99])), asked)
        assert shown[0] > 0.8
        assert shown[1] < 0.05


def ranking(near: Floats) -> Ranking:
    """Candidates without a word of the question."""
    count = len(near)
    candidates = Candidates(
        passages=[PassageRow(pk, pk, 0, 0, 9, 0, "", "en", "") for pk in range(count)],
        bm25=np.zeros(count, np.float32),
        share=np.zeros(count, np.float32),
        cosine=near,
        wordwise=np.full(count, np.nan, np.float32),
        known=np.ones(count, np.bool_),
        weights=np.zeros((count, 0), np.float32),
        signatures=signatures(np.zeros(0, np.uint32), np.zeros(count + 1, np.int64)),
    )
    return Ranking(candidates, near, np.full(count, np.nan, np.float32))
