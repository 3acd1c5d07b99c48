"""What a search finds."""

from __future__ import annotations

import msgspec

WEAK_SCORE = 0.2
"""Hits below this similarity are shown apart, as weaker matches: fewer than one in five is an
answer. Of training queries without any answer three in a hundred show a hit above it."""


def whole_percent(score: float) -> int:
    """Return a similarity as 0 to 100; what is weak stays below 20: .197 is 19."""
    share = min(max(score, 0.0), 1.0)
    weak_most = round(100 * WEAK_SCORE) - 1
    return min(round(100 * share), weak_most) if share < WEAK_SCORE else round(100 * share)


class WordWeight(msgspec.Struct, frozen=True, kw_only=True):
    """A word of the query that a passage has."""

    word: str
    """In the query's spelling."""
    weight: float
    """Its share of the passage's BM25, 0 and up."""


class Parts(msgspec.Struct, frozen=True, kw_only=True):
    """What a score is made of; None where that part did not take place."""

    dense: float | None = None
    """Cosine between query and passage by the dense model, -1 to 1."""
    sparse: float | None = None
    """BM25, 0 and up."""
    rerank: float | None = None
    """The reranker's similarity, -1 to 1."""
    words: tuple[WordWeight, ...] = ()
    """Heaviest first."""


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """A passage that says what a better placed one says, in the same words or nearly so."""

    library: str
    path: str
    title: str
    modified: float
    """Seconds since the epoch."""
    page: int
    line: int = 0
    start: int
    end: int
    passage: int
    """Its key in its library."""
    score: float
    same: bool
    """Whether to the letter; otherwise a few words differ."""
    version: bool = False
    """Whether the names of both files tell that they are versions of one document; then figures
    may differ as well."""


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A passage that answers a query."""

    rank: int
    """1 is best."""
    library: str
    path: str
    title: str
    """The document's title; the file's name where it has none."""
    media_type: str
    modified: float
    """Seconds since the epoch."""
    size: int
    """The file's, in bytes."""
    page: int
    """1 and up; 0 where the format has no pages."""
    line: int = 0
    """Where the passage begins in the file, 1 and up; 0 where the format has no lines or they are
    not known."""
    start: int
    end: int
    """Character offsets in the extracted text, end exclusive."""
    heading: str
    """The headings above the passage joined by `` › ``; may be empty."""
    language: str
    """ISO 639-1, or empty when unknown."""
    text: str
    score: float
    """Similarity, 0 to 1: the chance, as far as it was measured, that a person would call the
    passage an answer. Compares between queries; never rises from one hit to the next."""
    parts: Parts
    terms: tuple[str, ...]
    """The query's words that the passage contains, in the query's spelling."""
    marks: tuple[tuple[int, int], ...]
    """Where they stand: character offsets in ``text``, ascending, not overlapping."""
    passage: int
    """The passage's key in its library."""
    best: tuple[int, int] = (0, 0)
    """The sentence that answers best: character offsets in ``text``; empty where it is not told."""
    away: bool = False
    """Its drive or folder is not there at present: it can be read here, not opened."""
    copies: tuple[Copy, ...] = ()
    """Passages folded under this one, in other files or this one, best first."""
