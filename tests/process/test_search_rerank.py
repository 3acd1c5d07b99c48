"""The refined order: by the transformer, from the cache, and without it when it fails."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from engine.host.cancellation import Token
from engine.jobs.index import LibraryIndex
from engine.models.embedder_client import EmbedderClient
from engine.models.registry import find
from engine.protocol.errors import Cancelled
from engine.protocol.messages import Similar
from engine.search.hits import Answer
from engine.search.likeness import Aim
from engine.search.searcher import Searcher
from engine.store.vector_cache import VectorCache
from tests.process.search_examples import RERANKER, comparing, indexed, models, write_files

PATIENT = 60.0

DIES_OF_PASSAGES = """
import os
import msgspec
from engine.host.child import serve
from engine.models.embedder import Embedder, EmbedTexts

embedder = Embedder()

def handle(frame):
    if not msgspec.msgpack.decode(frame, type=EmbedTexts).queries:
        os._exit(9)
    yield from embedder.answer(frame)

serve(handle)
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    write_files(folder)
    return folder


@pytest.fixture(scope="module")
def library(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LibraryIndex]:
    with indexed(tmp_path_factory.mktemp("state"), root) as opened:
        yield opened


@pytest.fixture(scope="module")
def client() -> Iterator[EmbedderClient]:
    client = EmbedderClient()
    yield client
    client.close()


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[VectorCache]:
    cache = VectorCache(tmp_path / "vectors.sqlite")
    yield cache
    cache.close()


@pytest.fixture
def searcher(
    library: LibraryIndex, client: EmbedderClient, cache: VectorCache
) -> Iterator[Searcher]:
    searcher = Searcher(library, models(comparing(find(RERANKER), client, cache, budget=PATIENT)))
    yield searcher
    searcher.close()


def name(answer: Answer) -> str:
    return Path(answer.hits[0].path).name


BY_MEANING = [
    ("I cannot fall asleep", "insomnia.md"),
    ("first aid for insect bites", "sting.txt"),
    ("getting my money back for a damaged purchase", "refund.txt"),
    ("how do people pay for their home", "mortgage.md"),
    ("eruption", "volcano.txt"),
    ("animal migration", "whales.txt"),
]


@pytest.mark.parametrize(("query", "expected"), BY_MEANING)
def test_a_query_that_shares_no_word_finds_its_answer(
    searcher: Searcher, query: str, expected: str
):
    answer = searcher.search(query)
    assert answer.reranked
    assert name(answer) == expected
    assert answer.hits[0].parts.rerank is not None
    scores = [hit.score for hit in answer.hits]
    assert scores == sorted(scores, reverse=True)
    assert [note.code for note in answer.notes] == ["word-nowhere"] * (" " not in query)


def test_what_is_like_a_passage_is_reranked_too(searcher: Searcher, root: Path):
    like = searcher.likeness(Similar(path=str(root / "health" / "sting.txt")))
    answer = searcher.search("", aim=Aim(like), limit=50)
    assert answer.reranked
    assert answer.hits[0].parts.rerank is not None
    assert "sting.txt" not in {Path(hit.path).name for hit in answer.hits}


def test_the_first_order_comes_before_the_refined_one(searcher: Searcher):
    firsts: list[Answer] = []
    answer = searcher.search("first aid for insect bites", interim=firsts.append)
    assert len(firsts) == 1
    assert not firsts[0].reranked
    assert all(hit.parts.rerank is None for hit in firsts[0].hits)
    assert firsts[0].seconds == answer.first_seconds <= answer.seconds


def test_vectors_are_computed_once(
    library: LibraryIndex, searcher: Searcher, client: EmbedderClient, cache: VectorCache
):
    before = searcher.search("eruption")
    kept = cache.count()
    assert kept >= len([hit for hit in before.hits if hit.parts.rerank is not None]) > 0
    dead = EmbedderClient([sys.executable, "-c", DIES_OF_PASSAGES])
    again = Searcher(library, models(comparing(find(RERANKER), dead, cache, budget=PATIENT)))
    after = again.search("eruption")
    assert after.reranked
    assert [hit.passage for hit in after.hits] == [hit.passage for hit in before.hits]
    assert cache.count() == kept
    again.close()
    dead.close()


def test_korean_is_not_reranked_by_an_english_model(searcher: Searcher, cache: VectorCache):
    firsts: list[Answer] = []
    answer = searcher.search("여권을 잃어버렸을 때", interim=firsts.append)
    assert name(answer) == "여권.txt"
    assert not answer.reranked
    assert firsts == []
    assert cache.count() == 0
    assert {note.code for note in answer.notes} <= {"language-unknown"}


def test_without_reranking_no_worker_is_asked(searcher: Searcher, cache: VectorCache):
    answer = searcher.search("eruption", rerank=False)
    assert not answer.reranked
    assert [note.code for note in answer.notes] == ["word-nowhere"]
    assert cache.count() == 0


def test_a_worker_that_dies_costs_the_refined_order_only(library: LibraryIndex, cache: VectorCache):
    client = EmbedderClient([sys.executable, "-c", DIES_OF_PASSAGES])
    searcher = Searcher(library, models(comparing(find(RERANKER), client, cache, budget=PATIENT)))
    firsts: list[Answer] = []
    answer = searcher.search("eruption", interim=firsts.append)
    assert not answer.reranked
    assert [note.code for note in answer.notes] == ["not-reranked"]
    assert answer.hits == firsts[0].hits
    assert name(answer) == "volcano.txt"
    searcher.close()
    client.close()


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="needs a process that can be stopped")
def test_a_worker_that_hangs_costs_the_refined_order_once(
    library: LibraryIndex, client: EmbedderClient, cache: VectorCache
):
    client.embed(RERANKER, ["loaded"], timeout=PATIENT)
    entry = find(RERANKER)
    impatient = Searcher(library, models(comparing(entry, client, cache, budget=0.5)))

    def stop(_: Answer) -> None:
        assert client.pid is not None
        os.kill(client.pid, signal.SIGSTOP)

    answer = impatient.search("eruption", interim=stop)
    assert not answer.reranked
    assert [note.code for note in answer.notes] == ["not-reranked"]
    assert answer.hits
    impatient.close()
    patient = Searcher(library, models(comparing(entry, client, cache, budget=PATIENT)))
    assert patient.search("eruption").reranked
    patient.close()


def test_a_worker_that_was_killed_between_searches_is_not_missed(
    searcher: Searcher, client: EmbedderClient
):
    client.embed(RERANKER, ["loaded"], timeout=PATIENT)
    assert client.pid is not None
    process = psutil.Process(client.pid)
    process.kill()
    process.wait(10)
    assert searcher.search("eruption").reranked


def test_called_off_between_the_orders_a_search_stops(searcher: Searcher, cache: VectorCache):
    token = Token()
    with pytest.raises(Cancelled):
        searcher.search("eruption", token=token, interim=lambda _: token.cancel())
    assert cache.count() == 0
