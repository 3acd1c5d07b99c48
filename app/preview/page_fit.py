"""How large a page is shown that nobody zoomed. Pure arithmetic, in logical pixels and points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.preview.page_layout import MARGIN, Extent, fitting_scale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.preview.page_layout import Size
    from engine.protocol.messages import Box

_NEARLY = 0.9
"""Of what is easily read is read well enough to spare scrolling from side to side."""
_LARGEST = 2.5
"""Pixels per point that the smallest print is brought to."""


@dataclass(frozen=True, slots=True)
class Fit:
    """The text as wide as the view; wider where it could not be read so small."""

    extent: Extent = (0.0, 1.0)
    """Left and right of the text, shares of the page's width."""
    letters: float = 0.0
    """Height of a line of its usual text in points, from its highest letter to its lowest; 0 where
    unknown, or where all of the page is to be seen."""

    def scale(self, sizes: Sequence[Size], view_width: float, least: float) -> float:
        """Return pixels per point in a view so many wide; a line is ``least`` pixels high."""
        by_width = self.by_width(sizes, view_width)
        if self.letters <= 0 or by_width * self.letters >= _NEARLY * least:
            return by_width
        return max(min(least / self.letters, _LARGEST), by_width)

    def by_width(self, sizes: Sequence[Size], view_width: float) -> float:
        """Return pixels per point at which the text is as wide as the view."""
        left, right = self.extent
        return fitting_scale(sizes, view_width) / (right - left)

    def across(self, beyond: int) -> int:
        """Return where a view begins that the page is wider than by ``beyond``: at the text."""
        left, right = self.extent
        return round(beyond * left / max(left + 1 - right, 0.01))


def left_of(boxes: Sequence[Box], room: float) -> float:
    """Return where a view should begin that has not room for all of a page's width.

    Args:
        boxes: the marks, one at least.
        room: what the view shows; like the answer a share of the page's width.
    """
    left = min(box.left for box in boxes)
    inner = [box for box in boxes if box.kind != "passage"]
    if inner and max(box.right for box in inner) > left - MARGIN + room:
        left = min(box.left for box in inner)  # a heading may hang out to the left of the text
    return left - MARGIN
