"""Which part of a passage a row shows, with its marks moved along. Pure."""

from __future__ import annotations

import re
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
_SPACE = re.compile(r"\s+")
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
    gaps: list[
        tuple[int, int]
    ] = []  # (where a run ended in the original, characters lost up to there)
    done = lost = 0
    for run in _SPACE.finditer(text):
        start, end = run.span()
        pieces.append(text[done:start])
        blank = "" if start == 0 or end == len(text) else " "
        pieces.append(blank)
        lost += end - start - len(blank)
        gaps.append((end, lost))
        done = end
    pieces.append(text[done:])
    joined = "".join(pieces)
    return Excerpt(joined, tuple(_moved(marks, gaps, len(joined))))


def _moved(marks: Sequence[Span], gaps: list[tuple[int, int]], length: int) -> list[Span]:
    moved: list[Span] = []
    passed, lost = 0, 0
    for start, end in sorted(marks):
        while passed < len(gaps) and gaps[passed][0] <= start:
            lost = gaps[passed][1]
            passed += 1
        inner, ahead = lost, passed
        while ahead < len(gaps) and gaps[ahead][0] <= end:
            inner = gaps[ahead][1]
            ahead += 1
        span = (max(0, start - lost), min(end - inner, length))
        if span[0] < span[1]:
            moved.append(span)
    return moved


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
    return min(first - _LEAD + (sentence or word), latest) if latest else 0


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
