"""How large a page is shown that nobody zoomed. Pure arithmetic, in logical pixels and points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.preview.page_layout import MARGIN, Extent, fitting_scale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.preview.page_layout import Size
    from engine.protocol.messages import Box


@dataclass(frozen=True, slots=True)
class Fit:
    """The text as wide as the view."""

    extent: Extent = (0.0, 1.0)
    """Left and right of the text, shares of the page's width."""

    def scale(self, sizes: Sequence[Size], view_width: float) -> float:
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
