"""Undoes the line breaks that a page's width made. Pure."""

from __future__ import annotations

_FULL = 0.72
"""A line at least this long, as a share of the longest, was broken because the page ended."""
_HARD_WRAPPED = ("application/pdf", "text/plain")


def is_hard_wrapped(media_type: str) -> bool:
    """Whether line breaks in this kind of document may be the page's and not the author's."""
    return media_type in _HARD_WRAPPED


def reflow(text: str) -> str:
    """Turn such breaks into blanks; every character keeps its offset, so marks stay right."""
    lines = text.split("\n")
    full = _FULL * max(map(len, lines))
    pieces: list[str] = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        flows = len(line) >= full and following[:1].isalnum()
        pieces += (line, " " if flows else "\n")
    return "".join(pieces[:-1])
