"""Where a stretch of a text begins and ends: between lines, in Markdown between blocks. Pure."""

from __future__ import annotations

import re

NEAR = 2_000
"""Characters within which a better end is looked for."""
_FENCE = re.compile(r"^ {0,3}(?:`{3,}|~{3,})", re.MULTILINE)

Range = tuple[int, int]


def stretch(text: str, start: int, length: int, *, blocks: bool = False) -> Range:
    """Return the range that is shown for a wish of ``length`` characters from ``start`` on.

    Args:
        text: the whole.
        start: character offset; what is outside is brought inside.
        length: characters.
        blocks: cut at blank lines outside of code fences, as Markdown must be.
    """
    start = min(max(start, 0), len(text))
    end = min(start + max(length, 1), len(text))
    begin = _cut(text, start, "\n\n") if blocks else _cut(text, start, "\n")
    stop = len(text) if end == len(text) else _next_cut(text, end, "\n\n" if blocks else "\n")
    if blocks:
        begin, stop = _outside_fences(text, begin, stop)
    return begin, stop


def _cut(text: str, at: int, separator: str) -> int:
    """Return the latest place behind a separator at or before ``at``; ``at`` where none is near."""
    if at == 0:
        return 0
    found = text.rfind(separator, max(at - NEAR, 0), at)
    if found >= 0:
        return found + len(separator)
    return 0 if at <= NEAR else at


def _next_cut(text: str, at: int, separator: str) -> int:
    """Return the first place behind a separator from ``at`` on; ``at`` where none is near."""
    found = text.find(separator, at - 1, at + NEAR)
    if found >= 0:
        return found + len(separator)
    return len(text) if len(text) - at <= NEAR else at


def _outside_fences(text: str, begin: int, stop: int) -> Range:
    """Widen a range that begins or ends inside a code fence, as far as that is near."""
    fences = [found.start() for found in _FENCE.finditer(text, 0, min(stop + NEAR, len(text)))]
    before = [at for at in fences if at < begin]
    if len(before) % 2:
        begin = before[-1] if begin - before[-1] <= 2 * NEAR else begin
    inside = [at for at in fences if begin <= at < stop]
    if len(inside) % 2:
        closing = next((at for at in fences if at >= stop), None)
        if closing is not None:
            line = text.find("\n", closing)
            stop = len(text) if line < 0 else line + 1
    return begin, stop
