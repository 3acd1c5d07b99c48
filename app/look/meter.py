"""A thin bar that shows a share of a whole."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.look.colours import Tints

_HEIGHT = 5


class Meter(QWidget):
    """Shows a value between 0 and 1."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_value(self, value: float) -> None:
        """Show a value; what is outside 0 to 1 is cut."""
        self._value = min(max(value, 0.0), 1.0)
        self.update()

    def sizeHint(self) -> QSize:
        """Thin."""
        return QSize(80, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the track and the filled part."""
        tints = Tints.of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        bar = QRectF(0, (self.height() - _HEIGHT) / 2, self.width(), _HEIGHT)
        painter.setBrush(tints.track)
        painter.drawRoundedRect(bar, _HEIGHT / 2, _HEIGHT / 2)
        if self._value > 0:
            filled = QRectF(bar)
            filled.setWidth(max(bar.width() * self._value, _HEIGHT))
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                filled.moveRight(bar.right())
            painter.setBrush(tints.accent)
            painter.drawRoundedRect(filled, _HEIGHT / 2, _HEIGHT / 2)
