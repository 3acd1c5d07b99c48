"""Finds a passage in the document that was made of its source. Pure.

Markdown and HTML lose their markup on the way to the screen, so that offsets in the source say
nothing. Letters and digits stay in their order: they tell where a passage stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from app.preview.comments import blanked

if TYPE_CHECKING:
    from collections.abc import Sequence

Span = tuple[int, int]

_UNSEEN = re.compile(
    r"\A---[ \t]*\n(?s:.*?)\n(?:---|\.\.\.)[ \t]*$"
    r"|(?<=\])\([^)\n]*\)"
    r"|^ {0,3}(?:`{3,}|~{3,})[^\n]*"
    r"|^ {0,3}\[[^\]\n]+\]:[^\n]*"
    r"|^[ \t>]*\d{1,9}[.)](?=[ \t])"
    r"|&#?\w{1,8};",
    re.MULTILINE,
)
"""Of Markdown: front matter, link targets, what is behind a fence, links' definitions, entities,
numbers of lists."""
_PIECE = 20
"""Letters that are looked for together where the whole passage is not found."""
_LEAST_PIECE = 8


@dataclass(frozen=True, slots=True)
class Located:
    """Character offsets in the rendered text."""

    passage: Span
    spans: tuple[Span, ...]
    """In the order in which they were asked for; empty ones for those not found."""

    def moved(self, by: int) -> Located:
        """The same where so much text came above it."""
        start, end = self.passage
        spans = ((a + by, b + by) if a < b else (0, 0) for a, b in self.spans)
        return Located((start + by, end + by), tuple(spans))


def locate(
    passage: str, spans: Sequence[Span], rendered: str, *, markdown: bool = False
) -> Located | None:
    """Return where a passage and spans of it stand in the rendered text; None if it is not there.

    Args:
        passage: its source.
        spans: character offsets in it.
        rendered: what is on the screen.
        markdown: whether the source is Markdown.
    """
    if markdown:
        passage = _UNSEEN.sub(lambda found: " " * len(found[0]), blanked(passage))
    counts = [0, *accumulate(char.isalnum() for char in passage)]
    wanted = "".join(char for char in passage if char.isalnum())
    places = [at for at, char in enumerate(rendered) if char.isalnum()]
    letters = "".join(rendered[at] for at in places)
    found = _find(letters, wanted)
    if found is None:
        return None
    first, last, origin = found

    def placed(span: Span) -> Span:
        start, end = origin + counts[span[0]], origin + counts[span[1]]
        if letters[start:end] != wanted[counts[span[0]] : counts[span[1]]]:
            word = wanted[counts[span[0]] : counts[span[1]]]
            start = _nearest(letters, word, start, (first, last))
            end = start + len(word)
        if start >= end or end > last or start < first:
            return 0, 0
        return places[start], places[end - 1] + 1

    return Located(
        passage=(places[first], places[last - 1] + 1),
        spans=tuple(placed(span) for span in spans),
    )


def _find(letters: str, wanted: str) -> tuple[int, int, int] | None:
    """Return where ``wanted`` begins, ends, and would begin if all of it were there."""
    at = letters.find(wanted) if wanted else -1
    if at >= 0:
        return at, at + len(wanted), at
    size = min(_PIECE, len(wanted) // 3)
    if size < _LEAST_PIECE:
        return None
    steps = [*range(0, len(wanted) - size, max(size // 2, 1)), len(wanted) - size]
    pieces = [(step, letters.find(wanted[step : step + size])) for step in steps]
    known = [(step, place) for step, place in pieces if place >= 0]
    if not known:
        return None
    step, first = known[0]
    last = max(place for _, place in known if 0 <= place - first <= 2 * len(wanted))
    return first, last + size, first - step


def _nearest(letters: str, word: str, guess: int, inside: Span) -> int:
    """Return the occurrence of ``word`` that is nearest to ``guess``; -1 for none."""
    if not word:
        return -1
    before = letters.rfind(word, inside[0], max(guess + len(word), 0))
    after = letters.find(word, max(guess, inside[0]), inside[1])
    known = [at for at in (before, after) if at >= 0]
    return min(known, key=lambda at: abs(at - guess), default=-1)
