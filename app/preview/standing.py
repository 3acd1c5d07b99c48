"""Where a hit stands in what is on the screen, in the UTF-16 units that Qt counts. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.look.offsets import to_utf16
from app.preview.locating import Located, Span, locate

if TYPE_CHECKING:
    from engine.protocol.messages import Hit


def in_source(hit: Hit, text: str, start: int) -> Located | None:
    """Find a hit in the text that its offsets count in.

    Args:
        hit: whose first span is its best sentence, the others its words.
        text: a stretch of the document, on the screen as it is.
        start: the stretch's offset.

    Returns:
        None where the hit is not in the stretch.
    """
    first, last = hit.start - start, hit.end - start
    if first < 0 or text[first:last] != hit.text:
        return in_rendered(hit, text)
    before = to_utf16(text, first)
    spans = (_units(hit.text, span) for span in (hit.best, *hit.marks))
    whole = Located((0, to_utf16(hit.text, len(hit.text))), tuple(spans))
    return whole.moved(before)


def in_rendered(hit: Hit, shown: str, *, markdown: bool = False) -> Located | None:
    """Find a hit in what was made of its source."""
    found = locate(hit.text, (hit.best, *hit.marks), shown, markdown=markdown)
    if found is None:
        return None
    spans = tuple(_units(shown, span) for span in found.spans)
    return Located(_units(shown, found.passage), spans)


def _units(text: str, span: Span) -> Span:
    return (to_utf16(text, span[0]), to_utf16(text, span[1])) if span[0] < span[1] else (0, 0)
