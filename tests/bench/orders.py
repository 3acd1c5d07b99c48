"""Rankings of files out of ranked passages, and what they are worth.

A file's place is that of its best passage. What the program folds under a passage as a copy of it
stands right behind it.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from tests.bench.judged import SAMPLED, Sample, ndcg, recall, reciprocal_rank

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from tests.bench.program import Answer, Hit

Value = float | None


class Worth(NamedTuple):
    """What one ranking is worth, each 0 to 1."""

    ndcg: float
    recall: float
    mrr: float


def worth(ranking: Sequence[str], grades: Mapping[str, int]) -> Worth:
    """nDCG@10, recall@100 and MRR@10 of one query's ranking."""
    return Worth(ndcg(ranking, grades), recall(ranking, grades), reciprocal_rank(ranking, grades))


def _scored(hits: Iterable[Hit]) -> Iterator[tuple[str, float]]:
    """File names with their scores, copies right behind what they were folded under."""
    for hit in hits:
        yield PurePath(hit.path).name, hit.score
        for copy in hit.copies:
            yield PurePath(copy.path).name, copy.score


def given(answer: Answer) -> list[str]:
    """The files in the order that the program gave."""
    return list(dict.fromkeys(name for name, _ in _scored(answer.hits)))


def ordered_by(answer: Answer, value: Callable[[Hit], Value]) -> list[str]:
    """The files by the best value among their passages; those without one are left out.

    Equal values stay in the order that the program gave.
    """
    valued = [(found, hit) for hit in answer.hits if (found := value(hit)) is not None]
    ordered = sorted(valued, key=lambda pair: -pair[0])
    return list(dict.fromkeys(name for name, _ in _scored(hit for _, hit in ordered)))


def by_words(hit: Hit) -> Value:
    """BM25; None for a passage without a word of the query."""
    return hit.parts.sparse or None


def by_meaning(hit: Hit) -> Value:
    """The dense model's cosine; None where it does not know the language."""
    return hit.parts.dense


def samples(name: str, answer: Answer, grades: Mapping[str, int]) -> list[Sample]:
    """The first files of a ranking with the scores that were shown, for the calibration."""
    shown: dict[str, float] = {}
    for file, score in _scored(answer.hits):
        shown.setdefault(file, score)
    first = list(shown.items())[:SAMPLED]
    return [
        Sample(name, answer.id, rank, score, int(file in grades))
        for rank, (file, score) in enumerate(first, 1)
    ]
