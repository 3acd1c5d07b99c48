"""Where pages stand that are read one below the other. Pure arithmetic, in logical pixels."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

GAP = 10
"""Between two pages, and around them."""

Size = tuple[float, float]
Extent = tuple[float, float]
"""Left and right, shares of a page's width."""

MARGIN = 0.03
"""Paper beside the text that is worth seeing, a share of the page's width."""
_LEAST_EXTENT = 0.72


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page's place."""

    left: float
    top: float
    width: float
    height: float


class PageLayout:
    """Pages of given sizes (points) at one scale (pixels per point), in a view so many wide."""

    def __init__(self, sizes: Sequence[Size], scale: float, view_width: float) -> None:
        self._sizes = sizes
        self.scale = scale
        self._tops: list[float] = []
        top = float(GAP)
        for _, height in sizes:
            self._tops.append(top)
            top += round(height * scale) + GAP
        self.height = top
        widest = max((width for width, _ in sizes), default=0.0)
        self.width = max(view_width, round(widest * scale) + 2 * GAP)

    def sheet(self, number: int) -> Sheet:
        """The place of page ``number`` (0 and up), centred."""
        width, height = self._sizes[number]
        across = round(width * self.scale)
        left = round((self.width - across) / 2)
        return Sheet(left, self._tops[number], across, round(height * self.scale))

    def visible(self, top: float, bottom: float) -> range:
        """The pages that a view from ``top`` to ``bottom`` shows any of."""
        first = max(bisect_right(self._tops, top) - 1, 0)
        return range(first, max(bisect_left(self._tops, bottom), min(first + 1, len(self._tops))))

    def at(self, top: float) -> tuple[int, float]:
        """The page at a height, and what share of it lies above; for `height_of` at any scale."""
        number = max(bisect_right(self._tops, top) - 1, 0)
        if not self._tops:
            return 0, 0.0
        return number, (top - self._tops[number]) / max(self.sheet(number).height, 1)

    def height_of(self, number: int, share: float) -> float:
        """The height at which ``share`` of a page lies above."""
        return self._tops[number] + share * self.sheet(number).height


def fitting_scale(sizes: Sequence[Size], view_width: float) -> float:
    """Pixels per point at which the usual page is as wide as the view.

    The usual page is the median: one fold-out in a book must not make all others small.
    """
    widths = sorted(width for width, _ in sizes)
    usual = widths[len(widths) // 2] if widths else 1.0
    return max((view_width - 2 * GAP) / max(usual, 1.0), 0.05)


def widened(extent: Extent) -> Extent:
    """Return what of a page is worth seeing: its text, and a little paper beside it."""
    left, right = max(extent[0] - MARGIN, 0.0), min(extent[1] + MARGIN, 1.0)
    lacking = max(_LEAST_EXTENT - (right - left), 0.0)
    left = max(left - lacking / 2, 0.0)
    right = min(left + max(right - left, _LEAST_EXTENT), 1.0)
    return min(left, max(right - _LEAST_EXTENT, 0.0)), right
