"""Which of a query's words a passage holds, and where: for marks in the text and explanations."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from engine.models.terms import Kind, Segment, forms, normalise, segments, term_id
from engine.models.terms_place import PlacedText
from engine.models.terms_runs import pieces

if TYPE_CHECKING:
    from engine.models.bm25 import QueryTerms

Span = tuple[int, int]

_RUN = Kind.RUN
_NONE: frozenset[int] = frozenset()


class Matches(NamedTuple):
    """What a query and a passage share.

    Attributes:
        surfaces: the matched pieces of the query in its own spelling and order.
        marks: [start, end) in the passage, ascending, not overlapping.
    """

    surfaces: tuple[str, ...]
    marks: tuple[Span, ...]


class Matcher:
    """Finds a query's words in passages.

    A word is marked whole where its exact form or its stem is asked for ("running" marks "runs"),
    a run of bigrams where they meet, a compound whole or in its parts. What a piece of text has of
    the query is found out once per piece: texts consist of the same words.
    """

    def __init__(self, query: QueryTerms, *, ignored: Collection[int] = ()) -> None:
        """Look for a query's words.

        Args:
            query: from `analyse_query`.
            ignored: term ids not to look for, such as those that stand in every other passage.
        """
        self._query = query
        self._wanted = {term.id for term in query.terms}.difference(ignored)
        self._single = {
            term.id: normalise(term.surface) for term in query.terms if len(term.surface) == 1
        }
        self._known: dict[str, dict[str, frozenset[int]]] = {}
        self._spoken: dict[str, tuple[str, ...]] = {}

    def find(self, text: str, *, language: str = "") -> Matches:
        """Return what a passage has of the query.

        Args:
            text: the passage as it is shown.
            language: the passage's language; the query's are tried as well.
        """
        known = self._known.setdefault(language, {})
        placed = PlacedText(text)
        found: set[int] = set()
        marks: list[Span] = []
        for kind, start, end, piece in segments(placed.text):
            if kind is not _RUN:  # a word, a compound and a bigram are never spelt alike
                here = known.get(piece)
                if here is None:
                    here = known[piece] = self._has(kind, piece, language)
                if here:
                    found |= here
                    marks.append(placed.span(start, end))
                continue
            for first, stop, pair in pieces(piece):
                here = known.get(pair)
                if here is None:
                    here = known[pair] = self._has(kind, pair, language)
                if not here:
                    continue
                at, last = first, stop
                if stop - first > 1 and here <= self._single.keys():
                    at = first + pair.find(self._single[min(here)])
                    if at < first:
                        continue  # another term of the same number
                    last = at + 1
                found |= here
                marks.append(placed.span(start + at, start + last))
        return Matches(self._surfaces(found), tuple(merged(marks)))

    def _has(self, kind: Kind, piece: str, language: str) -> frozenset[int]:
        """Return which of the query's terms a word, compound or bigram is."""
        if kind is _RUN:
            ids = frozenset((term_id(piece),))
        else:
            ids = _ids(piece, self._languages(language), whole=kind is Kind.NAME)
        return _NONE if self._wanted.isdisjoint(ids) else ids.intersection(self._wanted)

    def _languages(self, language: str) -> tuple[str, ...]:
        found = self._spoken.get(language)
        if found is None:
            found = tuple(dict.fromkeys((language, *self._query.languages)))
            self._spoken[language] = found
        return found

    def _surfaces(self, found: set[int]) -> tuple[str, ...]:
        query = self._query
        spans = (span for term in query.terms if term.id in found for span in term.spans)
        return tuple(dict.fromkeys(query.text[start:end] for start, end in merged(spans)))


@lru_cache(maxsize=50_000)
def _ids(text: str, languages: tuple[str, ...], *, whole: bool) -> frozenset[int]:
    """Return the terms of a word or, whole, a compound; the next query meets the same words."""
    segment = Segment(Kind.NAME if whole else Kind.WORD, 0, len(text), text)
    return frozenset(term_id(form) for one in languages for form in forms(segment, one))


def matches(
    query: QueryTerms, text: str, *, language: str = "", ignored: Collection[int] = ()
) -> Matches:
    """Find a query's words in one passage; see `Matcher`."""
    return Matcher(query, ignored=ignored).find(text, language=language)


def merged(spans: Iterable[Span]) -> list[Span]:
    """Sort spans and join those that overlap; spans that only touch stay apart."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
