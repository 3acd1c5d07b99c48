"""Which of a query's words a passage holds, and where: for marks in the text and explanations."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from engine.models.terms import Kind, forms, normalise, segments, term_id
from engine.models.terms_place import PlacedText
from engine.models.terms_runs import HAN_KANA, HANGUL, SPACELESS, pieces

if TYPE_CHECKING:
    from engine.models.bm25 import QueryTerms

Span = tuple[int, int]

_WRITTEN = re.compile(r"\S+")
_IN_PAIRS = re.compile(f"[{HANGUL}{HAN_KANA}{SPACELESS}]")
_KEPT = 20_000
_LONGEST, _LONGEST_IN_PAIRS = 40, 8
"""Letters of a word that is kept: each pair of signs takes 100 bytes, and where no spaces are
written a word is a line of a page, which hardly comes again."""


class _Cut(NamedTuple):
    """A word, a compound or a pair of signs at [start, end) of what it was cut from."""

    start: int
    end: int
    pair: str
    """Of a run without spaces; empty for others."""
    ids: frozenset[int]
    """The terms that it may be."""


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
        self._known: dict[str, dict[str, tuple[tuple[int, int, frozenset[int]], ...]]] = {}
        self._spoken: dict[str, tuple[str, ...]] = {}

    def find(self, text: str, *, language: str = "") -> Matches:
        """Return what a passage has of the query.

        Args:
            text: the passage as it is shown.
            language: the passage's language; the query's are tried as well.
        """
        known, languages = self._known.setdefault(language, {}), self._languages(language)
        placed = PlacedText(text)
        found: set[int] = set()
        marks: list[Span] = []
        for written in _WRITTEN.finditer(placed.text):  # no segment goes beyond a white space
            word = written[0]
            places = known.get(word)
            if places is None:
                places = known[word] = self._places(word, languages)
            for start, end, here in places:
                found |= here
                marks.append(placed.span(written.start() + start, written.start() + end))
        return Matches(self._surfaces(found), tuple(merged(marks)))

    def _places(
        self, word: str, languages: tuple[str, ...]
    ) -> tuple[tuple[int, int, frozenset[int]], ...]:
        """What a word, punctuation and all, has of the query's terms, and where."""
        most = _LONGEST_IN_PAIRS if _IN_PAIRS.search(word) else _LONGEST
        ids, cuts = (_cut if len(word) <= most else _cut.__wrapped__)(word, languages)
        return () if self._wanted.isdisjoint(ids) else tuple(self._wanted_of(cuts))

    def _wanted_of(self, cuts: Iterable[_Cut]) -> Iterator[tuple[int, int, frozenset[int]]]:
        for start, end, pair, ids in cuts:
            if self._wanted.isdisjoint(ids):
                continue
            here, at, last = ids.intersection(self._wanted), start, end
            if pair and end - start > 1 and here <= self._single.keys():
                at = start + pair.find(self._single[min(here)])
                if at < start:
                    continue  # another term of the same number
                last = at + 1
            yield at, last, here

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


@lru_cache(_KEPT)
def _cut(word: str, languages: tuple[str, ...]) -> tuple[frozenset[int], tuple[_Cut, ...]]:
    """Cut what stands between two white spaces; kept, since the next query meets the same.

    Returns:
        All terms that are in it, and its pieces.
    """
    cuts = tuple(_pieces(word, languages))
    if len(cuts) == 1:  # as of most words: twice the same would take twice the room
        return cuts[0].ids, cuts
    return frozenset(one for cut in cuts for one in cut.ids), cuts


def _pieces(word: str, languages: Sequence[str]) -> Iterator[_Cut]:
    for segment in segments(word):
        if segment.kind is not Kind.RUN:
            ids = frozenset(term_id(form) for one in languages for form in forms(segment, one))
            yield _Cut(segment.start, segment.end, "", ids)
            continue
        for first, stop, pair in pieces(segment.text):
            yield _Cut(segment.start + first, segment.start + stop, *_alone(pair))


@lru_cache(_KEPT)
def _alone(pair: str) -> tuple[str, frozenset[int]]:
    """A pair and its term: one of each for all words that have it."""
    return pair, frozenset((term_id(pair),))


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
