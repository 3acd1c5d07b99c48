"""The refined order by a cross-encoder in the embedder: real processes, small weights."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from engine.host.cancellation import Token
from engine.jobs.index import LibraryIndex
from engine.models.embedder_client import EmbedderClient
from engine.models.entry import ModelEntry
from engine.models.holdings import Holdings
from engine.models.local_folder import describe
from engine.models.onnx_pairs import OnnxPairModel
from engine.protocol.errors import Cancelled, ModelError
from engine.search.hits import Answer
from engine.search.pair_rerank import KEPT, PairReranker, PairScores, calibrated
from engine.search.searcher import Searcher
from engine.search.sources import Embedded
from tests.models.tiny_onnx import pairs
from tests.process.search_examples import indexed, models

PATIENT = 60.0
QUERY = "how long do cats sleep"
SUBJECTS = ("cat", "dog", "bank", "river", "city", "rain", "music", "piano", "loan", "kitten")
FILES = {
    f"{subject}.txt": f"Hours and hours: the {subject} sleeps, sits and rests on the mat with a "
    f"{other}; the query is how long cats do."
    for subject, other in zip(SUBJECTS, (*SUBJECTS[1:], "note"), strict=True)
}
HANGS_AT_THIRD = """
import threading
import msgspec
from engine.host.child import serve
from engine.models.embedder import Embedder
from engine.models.embedder_messages import Request, ScorePairs

embedder, asked = Embedder(), []

def handle(frame):
    if isinstance(msgspec.msgpack.decode(frame, type=Request), ScorePairs):
        asked.append(frame)
    if len(asked) > 2:
        threading.Event().wait()
    yield from embedder.answer(frame)

serve(handle)
"""


@pytest.fixture(scope="module")
def entry(tmp_path_factory: pytest.TempPathFactory) -> ModelEntry:
    folder = tmp_path_factory.mktemp("weights") / "tiny"
    pairs(folder)
    return describe(folder)


@pytest.fixture(scope="module")
def home(entry: ModelEntry, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("models")
    Holdings(home).keep(entry)
    return home


@pytest.fixture(scope="module")
def client(home: Path) -> Iterator[EmbedderClient]:
    with closing(EmbedderClient(home=home)) as client:
        yield client


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LibraryIndex]:
    root = tmp_path_factory.mktemp("files")
    for name, text in FILES.items():
        (root / name).write_text(text)
    with indexed(tmp_path_factory.mktemp("state"), root) as opened:
        yield opened


def reranker(
    entry: ModelEntry, client: EmbedderClient, scores: PairScores, budget: float = PATIENT
) -> PairReranker:
    return PairReranker(entry, Embedded(entry, client), scores, budget=budget)


def test_the_order_is_refined_by_what_the_model_says_of_each_pair(
    library: LibraryIndex, entry: ModelEntry, client: EmbedderClient
):
    firsts: list[Answer] = []
    with closing(Searcher(library, models(reranker(entry, client, PairScores(KEPT))))) as searcher:
        answer = searcher.search(QUERY, interim=firsts.append)
    assert answer.reranked
    assert answer.models == ("static-minilm-256", entry.id)
    assert answer.notes == ()
    said = OnnxPairModel(Path(entry.folder)).scores(QUERY, [hit.text for hit in answer.hits])
    shown = [hit.parts.rerank or 0 for hit in answer.hits]
    np.testing.assert_allclose(shown, calibrated(said, 0), atol=1e-5)
    assert len(set(shown)) == len(FILES)
    assert [hit.path for hit in firsts[0].hits] != [hit.path for hit in answer.hits]


def test_typing_back_asks_the_model_for_nothing(
    library: LibraryIndex, entry: ModelEntry, client: EmbedderClient, home: Path
):
    scores = PairScores(KEPT)
    with closing(Searcher(library, models(reranker(entry, client, scores)))) as searcher:
        before = searcher.search(QUERY)
    assert len(scores) == len(FILES)
    dead = EmbedderClient([sys.executable, "-c", "raise SystemExit(9)"], home=home)
    with (
        closing(dead),
        closing(Searcher(library, models(reranker(entry, dead, scores)))) as searcher,
    ):
        after = searcher.search(QUERY)
        other = searcher.search("how long do dogs sleep")
    assert after.reranked
    assert [hit.score for hit in after.hits] == [hit.score for hit in before.hits]
    assert not other.reranked
    assert [note.code for note in other.notes] == ["not-reranked"]


def test_what_was_scored_before_the_time_was_over_is_used(entry: ModelEntry, home: Path):
    texts, scores = list(FILES.values()), PairScores(KEPT)
    hangs = EmbedderClient([sys.executable, "-c", HANGS_AT_THIRD], home=home)
    with closing(hangs):
        hangs.score(entry.id, QUERY, ["loaded"], timeout=PATIENT)
        asked = reranker(entry, hangs, scores, budget=1.0).begin(QUERY)
        made = asked.similarities(texts, Token())
    assert np.isnan(made).tolist() == [False] * 5 + [True] * 5
    assert len(scores) == 5


def test_without_a_single_score_the_first_order_stands(entry: ModelEntry, home: Path):
    dead = EmbedderClient([sys.executable, "-c", "raise SystemExit(9)"], home=home)
    with closing(dead), pytest.raises(ModelError):
        reranker(entry, dead, PairScores(KEPT)).begin(QUERY).similarities(["a"], Token())


def test_called_off_before_it_begins_nothing_is_scored(entry: ModelEntry, client: EmbedderClient):
    token, scores = Token(), PairScores(KEPT)
    asked = reranker(entry, client, scores).begin(QUERY)
    token.cancel()
    with pytest.raises(Cancelled):
        asked.similarities(list(FILES.values()), token)
    assert len(scores) == 0


def test_no_text_has_no_score(entry: ModelEntry, client: EmbedderClient):
    asked = reranker(entry, client, PairScores(KEPT)).begin(QUERY)
    assert asked.similarities([], Token()).shape == (0,)
