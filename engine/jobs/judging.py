"""How well a model ranks the samples: questions with known answers against all passages there."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, cast

import msgspec
import numpy as np

from engine.models.bm25_function import BM25
from engine.models.entry import knows
from engine.models.registry import resources_folder

if TYPE_CHECKING:
    from pathlib import Path

    import numpy.typing as npt

    from engine.models.entry import ModelEntry
    from engine.models.vectors import Floats, Meanings

    Scores = npt.NDArray[np.float32]

DEPTH = 10
"""Files that count: nDCG@10."""
_CANDIDATES = 20
"""Passages that a reranker gets, the best by BM25."""


class Question(msgspec.Struct, frozen=True):
    """A question and the files that answer it, the best first."""

    text: str
    language: str
    files: tuple[str, ...]


class SamplePassage(NamedTuple):
    """A passage of a sample file."""

    file: str
    """Its path below the samples, with ``/``."""
    text: str


class _Judged(msgspec.Struct, frozen=True):
    version: int
    question: tuple[Question, ...]


Embed = Callable[[Sequence[str], bool], "Meanings"]
"""Vectors of texts; whether they are queries."""
Score = Callable[[str, Sequence[str]], "Floats"]
"""How well texts answer a query."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """nDCG@10 on the samples.

    Attributes:
        english: over the English questions, which all models can be compared by.
        others: over those in other languages that the model knows; 0 where it knows none.
    """

    english: float
    others: float


def questions() -> tuple[Question, ...]:
    """Return what is asked about the samples."""
    told = tomllib.loads((resources_folder() / "judged.toml").read_text(encoding="utf-8"))
    return msgspec.convert(told, _Judged).question


def sample_passages() -> list[SamplePassage]:
    """Return the passages of all samples, as they are indexed."""
    folder = resources_folder() / "samples"
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [
        SamplePassage(path.relative_to(folder).as_posix(), text)
        for path in files
        for text in _cut(path)
    ]


def _cut(path: Path) -> list[str]:
    from engine.read import read_document
    from engine.split import split_document

    document = read_document(path)
    headings = [(one.offset, one.level, one.title) for one in document.headings]
    return [one.text for one in split_document(document.text, document.page_starts, headings)]


def judge_vectors(entry: ModelEntry, embed: Embed) -> Judgement:
    """Judge the order by a model's vectors alone."""
    passages, asked = sample_passages(), questions()
    stored = embed([one.text for one in passages], False)  # noqa: FBT003 - as `Embed` says
    wanted = embed([one.text for one in asked], True)  # noqa: FBT003
    scores = wanted.dense @ stored.dense.T
    if stored.learned is not None and wanted.learned is not None:
        scores = scores + (wanted.learned @ stored.learned.T).toarray()
    return _judged(entry, asked, [_ndcg(one, passages, scores[n]) for n, one in enumerate(asked)])


def judge_words(entry: ModelEntry) -> Judgement:
    """Judge the order by BM25 alone."""
    passages, asked = sample_passages(), questions()
    scores = _bm25(passages, asked)
    return _judged(entry, asked, [_ndcg(one, passages, scores[n]) for n, one in enumerate(asked)])


def judge_pairs(entry: ModelEntry, score: Score) -> Judgement:
    """Judge a reranker's order of BM25's best 20 passages."""
    passages, asked = sample_passages(), questions()
    by_words = _bm25(passages, asked)
    found: list[float] = []
    for number, one in enumerate(asked):
        if not knows(entry, one.language):
            found.append(0.0)  # is left out below
            continue
        best = cast(
            "list[int]", np.argsort(-by_words[number], kind="stable")[:_CANDIDATES].tolist()
        )
        chosen = [passages[place] for place in best]
        found.append(_ndcg(one, chosen, score(one.text, [passage.text for passage in chosen])))
    return _judged(entry, asked, found)


def _judged(entry: ModelEntry, asked: Sequence[Question], gains: Sequence[float]) -> Judgement:
    english = [g for one, g in zip(asked, gains, strict=True) if one.language == "en"]
    others = [
        g
        for one, g in zip(asked, gains, strict=True)
        if one.language != "en" and knows(entry, one.language)
    ]
    return Judgement(_mean(english), _mean(others))


def _bm25(passages: Sequence[SamplePassage], asked: Sequence[Question]) -> Scores:
    model = BM25()
    texts = [one.text for one in passages]
    model.fit(texts)
    queries = model.encode_queries([one.text for one in asked])
    return np.asarray((queries @ model.encode_documents(texts).T).toarray(), np.float32)


def _ndcg(question: Question, passages: Sequence[SamplePassage], scores: Scores) -> float:
    """Return nDCG@10 over files, a file's place being that of its best passage.

    Source: Järvelin and Kekäläinen, Cumulated gain-based evaluation of IR techniques, 2002.
    """
    order: dict[str, None] = {}
    for place in cast("list[int]", np.argsort(-scores, kind="stable").tolist()):
        if scores[place] > 0:
            order.setdefault(passages[place].file)
    gains = {name: len(question.files) - rank for rank, name in enumerate(question.files)}
    reached = _discounted([gains.get(name, 0) for name in list(order)[:DEPTH]])
    return reached / _discounted(sorted(gains.values(), reverse=True))


def _discounted(gains: Sequence[int]) -> float:
    return sum((2**gain - 1) / math.log2(rank + 2) for rank, gain in enumerate(gains))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
