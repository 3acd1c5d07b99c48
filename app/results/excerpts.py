"""Which part of a passage a row shows, with its marks moved along. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Span = tuple[int, int]

LENGTH = 360
"""Characters of an excerpt at most: more than three lines of the widest sensible window."""
_LEAD = 90
"""Characters kept before the first mark when the excerpt must begin inside the passage."""
_SPACE = re.compile(r"\A\s+|\s+\Z|\s{2,}|[^\S ]")
"""White space that is not one blank between words: most of it is, and need not be touched."""
_BREAK = re.compile(r"[.!?。!?]\s+|\s+")
_ELLIPSIS = "… "


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One line of text (no breaks) and where its marks stand."""

    text: str
    marks: tuple[Span, ...]
    best: Span = (0, 0)
    """The sentence that answers best, as far as it is shown; empty where none is told."""


def collapse(text: str, marks: Sequence[Span], best: Span = (0, 0)) -> Excerpt:
    """Turn every run of white space into one blank and move marks and best sentence along."""
    pieces: list[str] = []
    runs_seen: list[tuple[int, int, int]] = []  # (start, end, where the run's blank ends now)
    done = length = 0
    for run in _SPACE.finditer(text):
        start, end = run.span()
        blank = "" if start == 0 or end == len(text) else " "
        pieces += (text[done:start], blank)
        length += start - done + len(blank)
        runs_seen.append((start, end, length))
        done = end
    pieces.append(text[done:])

    def moved(place: int) -> int:
        behind = bisect_left(runs_seen, (place,)) - 1
        if behind < 0:
            return place
        _, end, now = runs_seen[behind]
        return now + max(place - end, 0)

    spans = ((moved(start), moved(end)) for start, end in sorted(marks))
    told = (moved(best[0]), moved(best[1])) if best[0] < best[1] else (0, 0)
    return Excerpt("".join(pieces), tuple(span for span in spans if span[0] < span[1]), told)


def excerpt(
    text: str, marks: Sequence[Span], length: int = LENGTH, *, best: Span = (0, 0)
) -> Excerpt:
    """The ``length`` characters that tell most, begun at a sentence or word.

    They hold the beginning of the best sentence where there is one, else the most marks.
    """
    whole = collapse(text, marks, best)
    if len(whole.text) <= length:
        return whole
    begin = _beginning(whole, length)
    end = begin + length
    lead = _ELLIPSIS if begin else ""
    shift = len(lead) - begin

    def shown(span: Span) -> Span:
        return max(span[0], begin) + shift, min(span[1], end) + shift

    kept = tuple(shown(span) for span in whole.marks if span[1] > begin and span[0] < end)
    seen = whole.best[1] > begin and whole.best[0] < end
    return Excerpt(lead + whole.text[begin:end], kept, shown(whole.best) if seen else (0, 0))


def _beginning(whole: Excerpt, length: int) -> int:
    if whole.best[0] < whole.best[1]:
        return _to_best(whole, length)
    first = _densest(whole.marks, length // 2)
    if first < _LEAD:
        return 0
    room = whole.text[first - _LEAD : first]
    sentence = word = 0
    for found in _BREAK.finditer(room):
        if found.group()[0].isspace():
            word = word or found.end()
        else:
            sentence = found.end()
    latest = max(len(whole.text) - length, 0)
    begin = first - _LEAD + (sentence or word)
    if begin <= latest:
        return begin
    space = whole.text.find(" ", latest)  # the end fits from here on: take whole words
    return space + 1 if 0 <= space < first else latest


def _to_best(whole: Excerpt, length: int) -> int:
    """Begin with the best sentence, unless it is seen without cutting anything before it.

    Three lines may hold no more than half of ``length``.
    """
    start, end = whole.best
    if end <= length // 2 or start < _LEAD:
        return 0
    begin = min(start, max(len(whole.text) - length // 2, 0))
    space = whole.text.find(" ", begin - 1, start)  # take whole words
    return space + 1 if begin < start and space >= 0 else begin


def _densest(marks: Sequence[Span], reach: int) -> int:
    """Where the stretch of ``reach`` characters with the most marks begins; 0 without marks."""
    best, where = 0, 0
    for index, (start, _) in enumerate(marks):
        inside = sum(1 for other in marks[index:] if other[1] <= start + reach)
        if inside > best:
            best, where = inside, start
    return where


def runs(length: int, marks: Sequence[Span]) -> list[tuple[int, int, bool]]:
    """Cut ``range(length)`` into (start, end, marked) pieces; marks outside it are cut off."""
    edges = sorted({0, length, *(min(max(edge, 0), length) for mark in marks for edge in mark)})
    return [
        (start, end, any(mark[0] <= start and end <= mark[1] for mark in marks))
        for start, end in pairwise(edges)
    ]
