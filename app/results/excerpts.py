"""Which part of a passage a row shows, with its marks moved along. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from engine.protocol.markup import COMMENT, HEADING

if TYPE_CHECKING:
    from collections.abc import Sequence

Span = tuple[int, int]

LENGTH = 360
"""Characters of an excerpt at most: more than three lines of the widest sensible window."""
_LEAD = 90
"""Characters kept before the first mark when the excerpt must begin inside the passage."""
_SNIPPET = 60
"""Characters shown around a mark that stands far from the best sentence."""
_SPACE = re.compile(r"\A\s+|\s+\Z|\s{2,}|[^\S ]")
"""White space that is not one blank between words: most of it is, and need not be touched."""
_SIGNS = re.compile(rf"(?:\s|{HEADING}|{COMMENT})+", re.MULTILINE)
"""White space, and signs of Markdown that are no words."""
_BREAK = re.compile(r"[.!?。!?]\s+|\s+")
_ELLIPSIS = "… "


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One line of text (no breaks) and where its marks stand."""

    text: str
    marks: tuple[Span, ...]
    best: Span = (0, 0)
    """The sentence that answers best, as far as it is shown; empty where none is told."""


def collapse(
    text: str, marks: Sequence[Span], best: Span = (0, 0), *, signs: bool = False
) -> Excerpt:
    """Turn every run of white space into one blank and move marks and best sentence along.

    With ``signs``, those of Markdown's headings are taken for white space.
    """
    pieces: list[str] = []
    runs_seen: list[tuple[int, int, int]] = []  # (start, end, where the run's blank ends now)
    done = length = 0
    for run in (_SIGNS if signs else _SPACE).finditer(text):
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
    text: str,
    marks: Sequence[Span],
    length: int = LENGTH,
    *,
    best: Span = (0, 0),
    room: int = LENGTH,
    signs: bool = False,
) -> Excerpt:
    """The ``length`` characters that tell most, begun at a sentence or word.

    Args:
        text: of the passage.
        marks: what was found in it.
        length: of the excerpt at most.
        best: the sentence that answers best, if any; it is seen first of all.
        room: characters that are really seen, the others being cut off by whoever draws. The best
            sentence is within them, or its densest marks where it is longer, and at least one mark
            beside it where that fits.
        signs: whether the text has signs of Markdown, which are left out.
    """
    whole = collapse(text, marks, best, signs=signs)
    if len(whole.text) <= room:
        return whole
    begin = _beginning(whole, room)
    pieces = [(begin, min(begin + length, len(whole.text)))]
    if whole.best[0] < whole.best[1] and not _marked(whole, begin, begin + room):
        pieces = _with_a_mark(whole, pieces[0], room)
    return _joined(whole, pieces)


def _joined(whole: Excerpt, pieces: Sequence[Span]) -> Excerpt:
    """The pieces of a text in one, an ellipsis where something is left out before them."""
    text, marks, best, before = "", list[Span](), (0, 0), 0
    for begin, end in pieces:
        if begin > before:
            text += (" " if text else "") + _ELLIPSIS
        shift = len(text) - begin
        text += whole.text[begin:end]
        for start, stop in whole.marks:
            if start < end and stop > begin:
                marks.append((max(start, begin) + shift, min(stop, end) + shift))
        start, stop = max(whole.best[0], begin), min(whole.best[1], end)
        if start < stop and best == (0, 0):
            best = (start + shift, stop + shift)
        before = end
    return Excerpt(text, tuple(marks), best)


def _marked(whole: Excerpt, begin: int, end: int) -> bool:
    """Whether a mark is seen there, or there is none at all."""
    return not whole.marks or any(begin <= start and stop <= end for start, stop in whole.marks)


def _beginning(whole: Excerpt, room: int) -> int:
    if whole.best[0] < whole.best[1]:
        return _to_best(whole, room)
    return _to_marks(whole, whole.marks, room)


def _to_marks(whole: Excerpt, marks: Sequence[Span], room: int) -> int:
    """Begin somewhat before the densest marks, at a sentence or else a word."""
    lead = min(_LEAD, room // 4)
    first = _densest(marks, room - lead)
    if first < lead or (marks and marks[-1][1] <= room):
        return 0
    sentence = word = 0
    for found in _BREAK.finditer(whole.text[first - lead : first]):
        if found.group()[0].isspace():
            word = word or found.end()
        else:
            sentence = found.end()
    return _filled(whole, first - lead + (sentence or word), first, room)


def _to_best(whole: Excerpt, room: int) -> int:
    """Begin with the best sentence, unless it is seen without cutting anything before it.

    Where it is longer than what is seen, begin at its marks; where a mark before it is seen with
    all of it and there is none in it, at that.
    """
    start, end = whole.best
    inside = [mark for mark in whole.marks if start <= mark[0] and mark[1] <= end]
    if end <= room and _marked(whole, 0, room):
        return 0
    if inside and end - start > room:
        return max(_to_marks(whole, inside, room), start)
    before = [a for a, _ in whole.marks if end - room <= a < start]
    if before and not inside:
        start = before[0]
    return _filled(whole, start, start, room)


def _filled(whole: Excerpt, begin: int, at_most: int, room: int) -> int:
    """``begin``, or a word before it from which on the text fills the room."""
    latest = max(len(whole.text) - room, 0)
    if begin <= latest:
        return begin
    space = whole.text.find(" ", max(latest - 1, 0), at_most)  # take whole words
    return space + 1 if space >= 0 else min(latest, at_most)


def _with_a_mark(whole: Excerpt, shown: Span, room: int) -> list[Span]:
    """The best sentence, and a few words around a mark that stands too far from it."""
    start, end = whole.best
    spare = min(room - (end - start) - 2 * len(_ELLIPSIS), _SNIPPET)
    far = [mark for mark in whole.marks if mark[1] - mark[0] <= spare]
    if not far:
        return [shown]
    begin, stop = _around(whole, far[0] if far[0][0] < start else far[-1], spare)
    if begin < start:
        return [(begin, min(stop, start)), (start, max(shown[1], end))]
    return [(start, end), (max(begin, end), max(stop, end))]


def _around(whole: Excerpt, mark: Span, length: int) -> Span:
    """Whole words with the mark in their middle."""
    first, last = mark
    begin = max(first - (length - (last - first)) // 2, 0)
    stop = min(begin + length, len(whole.text))
    if begin:
        space = whole.text.find(" ", begin, first)
        begin = space + 1 if space >= 0 else first
    if stop < len(whole.text):
        space = whole.text.rfind(" ", last, stop)
        stop = space if space >= 0 else last
    return begin, stop


def _densest(marks: Sequence[Span], reach: int) -> int:
    """Where the stretch of ``reach`` characters with the most marks begins; 0 without marks."""
    best, where = 0, marks[0][0] if marks else 0
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
