"""Bars that lie: names at their left, values at their right."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from app.look.chart import Chart
from app.look.colours import Tints

_GAP, _PAD, _THICK, _ROUND = 10, 5, 8, 4.0
_NAMES_MOST = 0.4
"""Share of the width that the names may take."""


class BarChart(Chart):
    """One row an item, the longest bar for the greatest value."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(220, max(len(self.items), 1) * self._row())

    def minimumSizeHint(self) -> QSize:
        """Narrow at need, never cut."""
        return QSize(140, self.sizeHint().height())

    def item_at(self, point: QPoint) -> int:
        """The row there, -1 for none."""
        row = point.y() // self._row()
        return row if self.rect().contains(point) and 0 <= row < len(self.items) else -1

    def place_of(self, item: int) -> QPoint:
        """Below the row."""
        return QPoint(self.width() // 2, (item + 1) * self._row())

    def bar_of(self, item: int) -> QRectF:
        """Where an item's bar is."""
        names, values = self._columns()
        room = max(self.width() - names - values - 2 * _GAP, 0)
        length = max(room * self.items[item].value / self.most, _THICK / 2)
        top = item * self._row() + (self._row() - _THICK) / 2
        box = QRectF(names + _GAP, top, length, _THICK)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            box.moveRight(self.width() - box.left())
        return box

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw all rows."""
        tints = Tints.of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        names, values = self._columns()
        for place, item in enumerate(self.items):
            row = QRect(0, place * self._row(), self.width(), self._row())
            if place == self.current:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(tints.selected if self.hasFocus() else tints.hovered)
                painter.drawRoundedRect(QRectF(row).adjusted(-3, 1, 3, -1), _ROUND, _ROUND)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tints.accent)
            painter.drawRoundedRect(self.bar_of(place), _THICK / 2, _THICK / 2)
            painter.setFont(self.font())
            painter.setPen(tints.text)
            self._text(painter, QRect(0, row.top(), names, row.height()), item.label, leading=True)
            painter.setFont(self.small_font())
            painter.setPen(tints.muted)
            box = QRect(self.width() - values, row.top(), values, row.height())
            self._text(painter, box, item.shown, leading=False)
        if self.hasFocus():
            painter.setPen(tints.accent)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _text(self, painter: QPainter, box: QRect, text: str, *, leading: bool) -> None:
        side = Qt.AlignmentFlag.AlignLeft if leading else Qt.AlignmentFlag.AlignRight
        align = QStyle.visualAlignment(self.layoutDirection(), side | Qt.AlignmentFlag.AlignVCenter)
        end = Qt.TextElideMode.ElideRight
        shown = painter.fontMetrics().elidedText(text, end, box.width())
        painter.drawText(
            QStyle.visualRect(self.layoutDirection(), self.rect(), box),
            align | Qt.AlignmentFlag.AlignAbsolute,
            shown,
        )

    def _row(self) -> int:
        return QFontMetrics(self.font()).height() + 2 * _PAD

    def _columns(self) -> tuple[int, int]:
        """Widths of names and values."""
        metrics, small = QFontMetrics(self.font()), QFontMetrics(self.small_font())
        names = max((metrics.horizontalAdvance(item.label) for item in self.items), default=0)
        values = max((small.horizontalAdvance(item.shown) for item in self.items), default=0)
        return min(names + 2, round(self.width() * _NAMES_MOST)), values + 2
