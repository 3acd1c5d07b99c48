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


def collapse(text: str, marks: Sequence[Span]) -> Excerpt:
    """Turn every run of white space into one blank and move the marks along."""
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
    return Excerpt("".join(pieces), tuple(span for span in spans if span[0] < span[1]))


def excerpt(text: str, marks: Sequence[Span], length: int = LENGTH) -> Excerpt:
    """The ``length`` characters with the most marks, begun at a sentence or word."""
    whole = collapse(text, marks)
    if len(whole.text) <= length:
        return whole
    begin = _beginning(whole, length)
    cut = whole.text[begin : begin + length]
    lead = _ELLIPSIS if begin else ""
    shift = len(lead) - begin
    kept = tuple(
        (max(start, begin) + shift, min(end, begin + length) + shift)
        for start, end in whole.marks
        if end > begin and start < begin + length
    )
    return Excerpt(lead + cut, kept)


def _beginning(whole: Excerpt, length: int) -> int:
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
