"""The fonts of a row, and how many lines excerpts take in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontMetrics

from app.look import figures
from app.results import geometry
from app.results.rows import Key, PassageRow, Row
from app.results.typesetting import full_length, likely_lines, line_count, room_in_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.results.excerpts import Excerpt

_SMALL = 0.92
_TITLE = 1.06
_EXACT = 60
"""Passages whose lines are set to be counted; of those far below an estimate does."""


class Fonts:
    """The fonts of a row, and what geometry must know of them."""

    def __init__(self, base: QFont) -> None:
        self.body = QFont(base)
        self.small = QFont(base)
        self.small.setPointSizeF(base.pointSizeF() * _SMALL)
        self.title = QFont(base)
        self.title.setPointSizeF(base.pointSizeF() * _TITLE)
        self.title.setWeight(QFont.Weight.DemiBold)
        self.percent = QFont(self.small)
        self.percent.setWeight(QFont.Weight.DemiBold)
        self.letter = QFontMetrics(self.body).averageCharWidth()
        self.metrics = geometry.Metrics(
            title=QFontMetrics(self.title).height(),
            body=QFontMetrics(self.body).lineSpacing(),
            small=QFontMetrics(self.small).height(),
            percent_width=QFontMetrics(self.percent).horizontalAdvance(figures.percent(1)) + 2,
        )


class LineCounter:
    """Counts the lines of excerpts: the first ones exactly, those far below by an estimate."""

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self._exact: dict[Key, int] = {}
        self._excerpts: dict[Key, Excerpt] = {}

    def forget(self) -> None:
        """The rows, or their width, are others now."""
        self._exact.clear()
        self._excerpts.clear()

    def excerpt(self, row: PassageRow, width: int) -> Excerpt:
        """What a passage shows in a row of a width."""
        found = self._excerpts.get(row.key)
        if found is None:
            room = room_in_lines(row.hit.text, self._fonts.letter, self._inner(row, width))
            found = self._excerpts[row.key] = row.excerpt_for(room)
        return found

    def measure(self, rows: Sequence[Row], width: int) -> None:
        """Set the first passages to count their lines in rows of a width in pixels."""
        for row in rows:
            if len(self._exact) >= _EXACT:
                return
            if isinstance(row, PassageRow) and row.key not in self._exact:
                text = self.excerpt(row, width).text
                lines = line_count(text, self._fonts.body, self._inner(row, width))
                self._exact[row.key] = max(lines, 1)

    def of(self, row: PassageRow, width: int) -> int:
        """How many lines a passage takes in a row of a width."""
        lines = self._exact.get(row.key)
        if lines is not None:
            return lines
        inner = self._inner(row, width)
        if len(row.hit.text) >= full_length(self._fonts.letter, inner):
            return geometry.LINES
        return likely_lines(row.hit.text, self._fonts.letter, inner)

    def _inner(self, row: PassageRow, width: int) -> int:
        whole = row.has_place or not row.compared
        return geometry.excerpt_width(width, self._fonts.metrics, place=whole)
