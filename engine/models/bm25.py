"""BM25 as vectors: what the passage stores, what the query asks, what one passage scores.

A passage's vector holds saturated term counts, which depend on the passage and on the mean length
alone. The query's holds each term's share times its live inverse document frequency. Their inner
product is BM25, and adding or removing files never touches another file's vector.
Source: Robertson & Zaragoza 2009, The Probabilistic Relevance Framework, eq. 3.15.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.models.contractions import pieces
from engine.models.language import detect, small_words
from engine.models.terms import (
    Kind,
    Segment,
    document_terms,
    forms,
    normalise,
    segments,
    term_id,
)
from engine.models.terms_place import PlacedText
from engine.models.terms_runs import asked

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

K1 = 1.5  # nDCG@10 against 1.2: English +.001, Korean +.008 (scifact_train, ko_welfare_train)
B = 0.75
EXACT = 0.1
"""Share of a word's weight that asks for its exact form; the rest asks for its stem.

The document holds both. .1 ranks as the stem alone does, more loses; the exact form breaks ties
and is all that a passage shares with a query whose language was not recognised.
"""
SMALL = 0.1
"""Weight of the languages' small words ("the", "which"): +.003 on scifact_train; never 0, so that a
query of nothing else still asks for something.
"""
_EXACT_BY = {"vi": 0.7}  # whose other form lacks the accents, which tell words apart there
_ENDINGS = {0: 1.0, 1: 1.0, 2: 0.3}
"""By the number of Korean words in a query, the weight of a pair with a particle or an ending: a
word by itself is meant as it is. With .1, and `SMALL` for words that only ask, nDCG@10 rises by
.048 on ko_welfare_train (.3: .045)."""
_ENDING = 0.1
_HANGUL = re.compile("[\uac00-\ud7a3]+")
_NAME = (0.3, 0.7)  # a dotted or underscored name: weight of the whole, of each part
_HYPHENATED = (0.1, 0.9)  # "state-of-the-art": the parts carry the meaning
_LETTERS_AND_HYPHENS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")

FrequencyOf = Callable[[Sequence[int]], Mapping[int, int]]
"""Document frequencies of some terms; what is not in the answer occurs nowhere."""


class SparseVector(NamedTuple):
    """Dimensions (uint32, ascending) and their values (float32, finite, > 0)."""

    indices: NDArray[np.uint32]
    values: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """One distinct term of a query.

    Attributes:
        id: the dimension.
        surface: the piece of the query, in the query's spelling, that it first came from.
        share: how much of a word's weight it carries; of n places where it stands, √n times that.
        word: index into `QueryTerms.words` of the word that it first belongs to.
        spans: every [start, end) in the query.
    """

    id: int
    surface: str
    share: float
    word: int
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class QueryTerms:
    """A query, analysed: its text, stem languages, words in its spelling and distinct terms."""

    text: str
    languages: tuple[str, ...]
    words: tuple[str, ...]
    terms: tuple[QueryTerm, ...]

    def weigh(self, frequency_of: FrequencyOf, total: int) -> SparseVector:
        """Return the query's vector: share x idf of each term that occurs anywhere.

        Args:
            frequency_of: document frequencies by term id.
            total: number of passages.
        """
        found = frequency_of([term.id for term in self.terms])
        known = sorted((t.id, t.share, found[t.id]) for t in self.terms if found.get(t.id, 0) > 0)
        weights = idf([df for _, _, df in known], total) * np.array([s for _, s, _ in known])
        return SparseVector(
            np.array([term for term, _, _ in known], np.uint32), weights.astype(np.float32)
        )


def saturate(
    counts: ArrayLike, lengths: ArrayLike, mean: float, *, k1: float = K1, b: float = B
) -> NDArray[np.float32]:
    """BM25's document-side weights, in (0, k1 + 1).

    Args:
        counts: how often each term occurs in its passage.
        lengths: for each of the counts, the length of its passage in words.
        mean: mean length of all passages; 0 or less counts as 1.
        k1: how slowly repetition saturates.
        b: how much long passages are held back.
    """
    often = np.asarray(counts, np.float32)
    relative = np.asarray(lengths, np.float32) / np.float32(mean if mean > 0 else 1)
    held = np.float32(k1) * (np.float32(1 - b) + np.float32(b) * relative)
    return (often * np.float32(k1 + 1) / (often + held)).astype(np.float32, copy=False)


def idf(frequencies: ArrayLike, total: int) -> NDArray[np.float64]:
    """Inverse document frequency log(1 + (N - df + .5) / (df + .5)), > 0 for every df.

    A frequency above `total` (terms that share a dimension, a count in flux) counts as `total`.
    """
    df = np.minimum(np.asarray(frequencies, np.float64), total)
    return np.log1p((total - df + 0.5) / (df + 0.5))


def analyse_query(text: str, languages: Sequence[str] = ()) -> QueryTerms:
    """Analyse a query's words.

    Args:
        text: free words as the person typed them.
        languages: ISO 639-1 of the stems to ask for. Empty: the query's own, English if unknown.
            With several the stems share the weight, so name those that the passages are in.
    """
    spoken = tuple(dict.fromkeys(languages)) or (detect(text) or "en",)
    placed = PlacedText(text)
    ending = _ENDINGS.get(sum(1 for _ in _HANGUL.finditer(placed.text)), _ENDING)
    words: list[str] = []
    shares: dict[int, float] = {}
    places: dict[int, list[tuple[int, tuple[int, int]]]] = {}
    short = {place for start, end in pieces(placed.text) for place in range(start, end)}
    for whole, segment, weight in _weighed(placed.text):
        less = SMALL if segment.start in short else 1.0
        if whole:
            words.append(text[slice(*placed.span(segment.start, segment.end))])
        for term, share, start, end in _shares(segment, weight * less, spoken, ending):
            shares[term] = shares.get(term, 0.0) + share
            places.setdefault(term, []).append((len(words) - 1, placed.span(start, end)))
    terms = (
        QueryTerm(
            id=term,
            surface=text[slice(*places[term][0][1])],
            share=share / math.sqrt(len(places[term])),  # said twice counts √2, not 2
            word=places[term][0][0],
            spans=tuple(span for _, span in places[term]),
        )
        for term, share in shares.items()
    )
    return QueryTerms(text, spoken, tuple(words), tuple(terms))


def _weighed(text: str) -> Iterator[tuple[bool, Segment, float]]:
    """Yield (begins a word of the query, segment, weight); a compound shares with its parts."""
    inside, part = -1, 1.0
    for segment in segments(text):
        if segment.kind is Kind.NAME:
            hyphenated = _LETTERS_AND_HYPHENS.fullmatch(segment.text)
            whole, part = _HYPHENATED if hyphenated else _NAME
            inside = segment.end
            yield True, segment, whole
        elif segment.start < inside:
            yield False, segment, part
        else:
            yield True, segment, 1.0


def _shares(
    segment: Segment, weight: float, languages: Sequence[str], ending: float
) -> Iterator[tuple[int, float, int, int]]:
    """Yield (term, share, start, end): a word counts once whatever its number of forms."""
    if any(segment.text in small_words(language) for language in languages):
        weight *= SMALL
    if segment.kind is Kind.RUN:
        for piece, part in asked(segment.text, ending):
            start, end = segment.start + piece.start, segment.start + piece.end
            yield term_id(piece.text), weight * part, start, end
        return
    shares: dict[str, float] = {}
    for language in languages:
        exact, *others = forms(segment, language)
        first = _EXACT_BY.get(language, EXACT)
        if not others:
            first = 1.0
        elif len(others) > 1:
            first = 1 / (len(others) + 1)
        for term, part in (
            (exact, first),
            *((other, (1 - first) / len(others)) for other in others),
        ):
            shares[term] = shares.get(term, 0.0) + part / len(languages)
    for term, share in shares.items():
        yield term_id(term), weight * share, segment.start, segment.end


def score(query: SparseVector, text: str, mean: float, *, language: str = "") -> float:
    """Return one passage's BM25, the inner product that the store would find.

    Args:
        query: from `QueryTerms.weigh`.
        text: the passage.
        mean: mean length of all passages, as when the store's vectors were made.
        language: the passage's, as when it was encoded.
    """
    terms, length = document_terms(normalise(text), language)
    occurring = Counter(map(term_id, terms))
    counts = np.array([occurring[int(term)] for term in query.indices], np.float32)
    return float(query.values @ saturate(counts, np.full_like(counts, length), mean))
