"""A person who waits gets the order that can be had soon; the rest is made for the next time."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.host.cancellation import Token
from engine.models.embedder_client import EmbedderClient
from engine.models.registry import find
from engine.search.passage_vectors import LEAST
from engine.search.several import Several
from engine.store.vector_cache import VectorCache
from tests.process.search_examples import RERANKER, comparing

PATIENT = 60.0
QUERY = "which crane lifts fruit"
TEXTS = [f"Crane number {number} lifts crates of fruit from ships." for number in range(30)]

SLOW = """
import threading
from pathlib import Path
import msgspec
from engine.host.child import serve
from engine.models.embedder import Embedder, EmbedTexts

embedder = Embedder()

def handle(frame):
    asked = msgspec.msgpack.decode(frame, type=EmbedTexts)
    if not asked.queries:
        threading.Event().wait(float(Path({pace!r}).read_text()) * len(asked.texts))
    yield from embedder.answer(frame)

serve(handle)
"""


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[VectorCache]:
    cache = VectorCache(tmp_path / "vectors.sqlite")
    yield cache
    cache.close()


class Worker:
    """A worker that takes so many seconds for each text; started once, for that takes longest."""

    def __init__(self, pace: Path) -> None:
        self._pace = pace
        self.client = EmbedderClient([sys.executable, "-c", SLOW.format(pace=str(pace))])
        self(0.0)
        self.client.embed(RERANKER, ["warm"], queries=True, timeout=PATIENT)

    def __call__(self, seconds: float) -> EmbedderClient:
        beside = self._pace.with_suffix(".new")  # it may be read at any moment
        beside.write_text(str(seconds))
        beside.replace(self._pace)
        return self.client


@pytest.fixture(scope="module")
def worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    worker = Worker(tmp_path_factory.mktemp("worker") / "pace")
    yield worker
    worker.client.close()


@pytest.fixture
def slowly(worker: Worker) -> Iterator[Worker]:
    yield worker
    worker(0.0)
    until(nothing_is_made)


def asked(client: EmbedderClient, cache: VectorCache, texts: list[str], *, typing: bool = True):
    reranker = comparing(find(RERANKER), client, cache, budget=PATIENT)
    return reranker.begin(QUERY, typing=typing).similarities(texts, Token())


def until(fact: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENT
    while not fact():
        assert time.monotonic() < ends
        threading.Event().wait(0.05)


def nothing_is_made() -> bool:
    return all(thread.name != "passages" for thread in threading.enumerate())


def test_a_slow_machine_answers_with_the_best_placed_and_makes_the_rest_afterwards(
    slowly: Worker, cache: VectorCache
) -> None:
    client = slowly(0.05)
    found = asked(client, cache, TEXTS)
    here = ~np.isnan(found)
    count = int(here.sum())
    assert 1 <= count < len(TEXTS)  # it went before all were made
    assert here[:count].all()
    until(lambda: cache.count() == len(TEXTS))
    again = asked(client, cache, TEXTS)
    assert not np.isnan(again).any()
    np.testing.assert_allclose(again[here], found[here], atol=2e-3)


def test_a_very_slow_one_answers_with_what_there_is(slowly: Worker, cache: VectorCache) -> None:
    client = slowly(0.5)
    found = asked(client, cache, TEXTS)
    assert 1 <= int((~np.isnan(found)).sum()) < LEAST


def test_whoever_does_not_wait_gets_the_whole_order(slowly: Worker, cache: VectorCache) -> None:
    found = asked(slowly(0.03), cache, TEXTS, typing=False)
    assert not np.isnan(found).any()


def test_the_next_query_ends_the_making_of_what_is_left(slowly: Worker, cache: VectorCache) -> None:
    client = slowly(0.1)
    reranker = comparing(find(RERANKER), client, cache, budget=PATIENT)
    reranker.begin(QUERY, typing=True).similarities(TEXTS, Token())
    reranker.begin("another one", typing=True)
    until(nothing_is_made)
    assert cache.count() < len(TEXTS)


def test_others_take_part_where_they_cost_nothing(slowly: Worker, cache: VectorCache) -> None:
    client = slowly(0.0)
    reranker = comparing(find(RERANKER), client, cache, budget=PATIENT)
    kept = TEXTS[10:20]
    reranker.begin(QUERY).similarities(kept, Token())
    more = [*TEXTS[20:25], *kept]
    found = reranker.begin(QUERY, typing=True).similarities(TEXTS[:5], Token(), more)
    assert found.shape == (20,)
    assert np.isnan(found[5:10]).all()
    assert not np.isnan(found[10:]).any()
    alone = reranker.begin(QUERY).similarities(TEXTS[:5], Token(), more)
    assert np.isnan(alone[5:]).all()  # the same question, always the same answer


def test_what_is_at_hand_is_enough_while_the_worker_is_away(
    tmp_path: Path, cache: VectorCache
) -> None:
    worker = Worker(tmp_path / "pace")
    try:
        asked(worker(0.0), cache, TEXTS[:20], typing=False)
        found = asked(worker(30.0), cache, TEXTS)  # to wait would take more than its patience
        assert np.isnan(found).tolist() == [False] * 20 + [True] * 10
    finally:
        worker.client.close()
    until(nothing_is_made)


def test_several_texts_to_compare_with_have_the_time_of_one(
    slowly: Worker, cache: VectorCache
) -> None:
    reranker = comparing(find(RERANKER), slowly(0.5), cache, budget=PATIENT)
    texts = [QUERY, "a ship with oranges", "where is the harbour"]
    found = Several(reranker, texts, remote=False).begin("", typing=True)
    here = ~np.isnan(found.similarities(TEXTS, Token()))
    assert 1 <= here.sum() <= 4  # the first request's three, and not what three waits give


def test_the_nearest_of_several_texts_counts(slowly: Worker, cache: VectorCache) -> None:
    reranker = comparing(find(RERANKER), slowly(0.0), cache, budget=PATIENT)
    texts = [QUERY, "a ship with oranges", "where is the harbour"]
    found = Several(reranker, texts, remote=False).begin("").similarities(TEXTS, Token())
    alone = [reranker.begin(text).similarities(TEXTS, Token()) for text in texts]
    np.testing.assert_allclose(found, np.max(alone, axis=0), atol=2e-3)
