"""How tall rows are and where each stands: arithmetic for ten thousand rows in milliseconds."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Stack:
    """Rows on top of each other; lengths are logical pixels."""

    def __init__(self, heights: Iterable[int] = ()) -> None:
        self._edges = [0, *accumulate(heights)]

    @property
    def height(self) -> int:
        """Of all rows together."""
        return self._edges[-1]

    def __len__(self) -> int:
        return len(self._edges) - 1

    def top(self, row: int) -> int:
        """Where a row begins."""
        return self._edges[row]

    def size(self, row: int) -> int:
        """How tall a row is."""
        return self._edges[row + 1] - self._edges[row]

    def at(self, y: int) -> int | None:
        """The row that covers ``y``; None outside of all."""
        if not 0 <= y < self.height:
            return None
        return bisect_right(self._edges, y) - 1

    def between(self, top: int, bottom: int) -> range:
        """The rows that reach into ``top`` to ``bottom`` (exclusive)."""
        if not len(self) or bottom <= 0 or top >= self.height:
            return range(0)
        first = self.at(max(top, 0)) or 0
        last = self.at(min(bottom, self.height) - 1)
        return range(first, first if last is None else last + 1)
