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
from engine.search.passage_vectors import LATEST, LEAST, SOON
from engine.search.several import Several
from engine.store.vector_cache import VectorCache
from tests.process.search_examples import RERANKER, comparing

PATIENT = 60.0
QUERY = "which crane lifts fruit"
TEXTS = [f"Crane number {number} lifts crates of fruit from ships." for number in range(30)]

SLOW = """
import threading
import msgspec
from engine.host.child import serve
from engine.models.embedder import Embedder, EmbedTexts

embedder = Embedder()

def handle(frame):
    asked = msgspec.msgpack.decode(frame, type=EmbedTexts)
    if not asked.queries:
        threading.Event().wait({seconds} * len(asked.texts))
    yield from embedder.answer(frame)

serve(handle)
"""


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[VectorCache]:
    cache = VectorCache(tmp_path / "vectors.sqlite")
    yield cache
    cache.close()


Slowly = Callable[[float], EmbedderClient]


@pytest.fixture
def slowly() -> Iterator[Slowly]:
    clients: list[EmbedderClient] = []

    def client(seconds: float) -> EmbedderClient:
        clients.append(EmbedderClient([sys.executable, "-c", SLOW.format(seconds=seconds)]))
        clients[-1].embed(RERANKER, ["warm"], queries=True, timeout=PATIENT)
        return clients[-1]

    yield client
    for one in clients:
        one.close()


def asked(client: EmbedderClient, cache: VectorCache, texts: list[str], *, typing: bool = True):
    reranker = comparing(find(RERANKER), client, cache, budget=PATIENT)
    return reranker.begin(QUERY, typing=typing).similarities(texts, Token())


def until(fact: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENT
    while not fact():
        assert time.monotonic() < ends
        threading.Event().wait(0.05)


def test_a_slow_machine_answers_with_the_best_placed_and_makes_the_rest_afterwards(
    slowly: Slowly, cache: VectorCache
) -> None:
    client = slowly(0.05)
    began = time.monotonic()
    found = asked(client, cache, TEXTS)
    took = time.monotonic() - began
    here = ~np.isnan(found)
    count = int(here.sum())
    assert LEAST <= count < len(TEXTS)
    assert here[:count].all()
    assert took < LATEST + SOON + 1.0  # a busy machine's share
    until(lambda: cache.count() == len(TEXTS))
    again = asked(client, cache, TEXTS)
    assert not np.isnan(again).any()
    np.testing.assert_allclose(again[here], found[here], atol=2e-3)


def test_a_very_slow_one_answers_with_what_there_is(slowly: Slowly, cache: VectorCache) -> None:
    client = slowly(0.5)
    began = time.monotonic()
    found = asked(client, cache, TEXTS)
    assert 1 <= int((~np.isnan(found)).sum()) < LEAST
    assert time.monotonic() - began < 20 * 0.5  # and not the 15 s of all


def test_whoever_does_not_wait_gets_the_whole_order(slowly: Slowly, cache: VectorCache) -> None:
    found = asked(slowly(0.03), cache, TEXTS, typing=False)
    assert not np.isnan(found).any()


def test_the_next_query_ends_the_making_of_what_is_left(slowly: Slowly, cache: VectorCache) -> None:
    client = slowly(0.1)
    reranker = comparing(find(RERANKER), client, cache, budget=PATIENT)
    reranker.begin(QUERY, typing=True).similarities(TEXTS, Token())
    reranker.begin("another one", typing=True)
    until(lambda: all(thread.name != "passages" for thread in threading.enumerate()))
    assert cache.count() < len(TEXTS)


def test_others_take_part_where_they_cost_nothing(slowly: Slowly, cache: VectorCache) -> None:
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
    slowly: Slowly, cache: VectorCache
) -> None:
    asked(slowly(0.0), cache, TEXTS[:20], typing=False)
    client = slowly(30.0)
    began = time.monotonic()
    found = asked(client, cache, TEXTS)
    assert np.isnan(found).tolist() == [False] * 20 + [True] * 10
    assert time.monotonic() - began < 5


def test_several_texts_to_compare_with_have_the_time_of_one(
    slowly: Slowly, cache: VectorCache
) -> None:
    reranker = comparing(find(RERANKER), slowly(0.5), cache, budget=PATIENT)
    texts = [QUERY, "a ship with oranges", "where is the harbour"]
    found = Several(reranker, texts, remote=False).begin("", typing=True)
    here = ~np.isnan(found.similarities(TEXTS, Token()))
    assert 1 <= here.sum() <= 4  # the first request's three, and not what three waits give


def test_the_nearest_of_several_texts_counts(slowly: Slowly, cache: VectorCache) -> None:
    reranker = comparing(find(RERANKER), slowly(0.0), cache, budget=PATIENT)
    texts = [QUERY, "a ship with oranges", "where is the harbour"]
    found = Several(reranker, texts, remote=False).begin("").similarities(TEXTS, Token())
    alone = [reranker.begin(text).similarities(TEXTS, Token()) for text in texts]
    np.testing.assert_allclose(found, np.max(alone, axis=0), atol=2e-3)
