"""Which of a query's words a passage holds, and where: for marks in the text and explanations."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from engine.models.terms import Kind, Segment, forms, segments, term_id
from engine.models.terms_place import PlacedText

if TYPE_CHECKING:
    from engine.models.bm25 import QueryTerms

Span = tuple[int, int]


class Matches(NamedTuple):
    """What a query and a passage share.

    Attributes:
        surfaces: the matched pieces of the query in its own spelling and order.
        marks: [start, end) in the passage, ascending, not overlapping.
    """

    surfaces: tuple[str, ...]
    marks: tuple[Span, ...]


def matches(
    query: QueryTerms, text: str, *, language: str = "", ignored: Collection[int] = ()
) -> Matches:
    """Find a query's words in a passage.

    A word is marked whole where its exact form or its stem is asked for ("running" marks "runs"),
    a run of bigrams where they meet, a compound whole or in its parts.

    Args:
        query: from `analyse_query`.
        text: the passage as it is shown.
        language: the passage's language; the query's are tried as well.
        ignored: term ids not to look for, such as those that stand in every other passage.
    """
    wanted = {term.id for term in query.terms}.difference(ignored)
    languages = tuple(dict.fromkeys((language, *query.languages)))
    placed = PlacedText(text)
    found: set[int] = set()
    marks: list[Span] = []
    for segment in segments(placed.text):
        for start, end, terms in _pieces(segment, languages):
            if here := wanted.intersection(terms):
                found |= here
                marks.append(placed.span(start, end))
    spans = (span for term in query.terms if term.id in found for span in term.spans)
    surfaces = dict.fromkeys(query.text[start:end] for start, end in merged(spans))
    return Matches(tuple(surfaces), tuple(merged(marks)))


def _pieces(
    segment: Segment, languages: tuple[str, ...]
) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    if segment.kind is Kind.RUN:
        for place, piece in enumerate(forms(segment, ""), segment.start):
            yield place, place + len(piece), _bigram(piece)
    else:
        yield segment.start, segment.end, _ids(segment.kind, segment.text, languages)


@lru_cache(maxsize=20_000)
def _bigram(piece: str) -> tuple[int]:
    return (term_id(piece),)


@lru_cache(maxsize=20_000)
def _ids(kind: Kind, text: str, languages: tuple[str, ...]) -> tuple[int, ...]:
    segment = Segment(kind, 0, len(text), text)
    return tuple({term_id(form) for one in languages for form in forms(segment, one)})


def merged(spans: Iterable[Span]) -> list[Span]:
    """Sort spans and join those that overlap; spans that only touch stay apart."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
