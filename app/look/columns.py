"""Columns that stand: values over time."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.look.chart import Chart
from app.look.colours import Tints

_HEIGHT, _LEAST, _GAP_SHARE, _ROUND = 110, 2.0, 0.25, 2.0
_WIDEST = 34.0


class ColumnChart(Chart):
    """One column an item, from the first to the last; labels where they fit."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as it is drawn well."""
        return QSize(320, _HEIGHT + self._label_height())

    def minimumSizeHint(self) -> QSize:
        """Narrow at need, never cut."""
        return QSize(160, self.sizeHint().height())

    def item_at(self, point: QPoint) -> int:
        """The column whose stripe the point is in, -1 for none."""
        if not self.items or not self.rect().contains(point):
            return -1
        x = point.x()
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            x = self.width() - x
        item = int(x / self._step())
        return item if item < len(self.items) else -1

    def place_of(self, item: int) -> QPoint:
        """Below the column."""
        return QPoint(round(self.bar_of(item).center().x()), self.height())

    def bar_of(self, item: int) -> QRectF:
        """Where an item's column is; nothing for nothing."""
        floor = self.height() - self._label_height()
        value, step = self.items[item].value, self._step()
        height = max((floor - 1) * value / self.most, _LEAST) if value > 0 else 0.0
        gap = step * _GAP_SHARE
        box = QRectF(item * step + gap / 2, floor - height, max(step - gap, 1.0), height)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            box.moveRight(self.width() - box.left())
        return box

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the floor, the columns and the labels."""
        tints = Tints.of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        floor = self.height() - self._label_height()
        painter.setPen(tints.line)
        painter.drawLine(0, floor, self.width(), floor)
        painter.setPen(Qt.PenStyle.NoPen)
        for place in range(len(self.items)):
            if place == self.current:
                stripe = self.bar_of(place)
                stripe.setTop(0)
                stripe.setBottom(floor)
                painter.setBrush(tints.selected)
                painter.drawRect(stripe)
            painter.setBrush(tints.accent)
            painter.drawRoundedRect(self.bar_of(place), _ROUND, _ROUND)
        self._labels(painter, tints)
        if self.hasFocus():
            painter.setPen(self.palette().color(QPalette.ColorRole.Highlight))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _labels(self, painter: QPainter, tints: Tints) -> None:
        painter.setFont(self.small_font())
        painter.setPen(tints.muted)
        metrics, free = painter.fontMetrics(), 0.0
        turned = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for place, item in enumerate(self.items):
            width = metrics.horizontalAdvance(item.label)
            at = place * self._step() + (self._step() * _GAP_SHARE) / 2
            if not item.label or at < free or at + width > self.width():
                continue
            x = self.width() - at - width if turned else at
            painter.drawText(round(x), self.height() - metrics.descent(), item.label)
            free = at + width + metrics.averageCharWidth() * 2

    def _step(self) -> float:
        return min(self.width() / max(len(self.items), 1), _WIDEST)

    def _label_height(self) -> int:
        return QFontMetrics(self.small_font()).height() + 3
