"""A switch: what holds at once when it is thrown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from app.look.colours import Tints

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_RING = 2


class Switch(QCheckBox):
    """A check box in another shape: keys, focus and screen readers know it as one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """As high as a line of text."""
        height = max(self.fontMetrics().height() + 4, 20)
        return QSize(round(height * 1.75) + 2 * _RING, height + 2 * _RING)

    def minimumSizeHint(self) -> QSize:
        """It cannot be smaller."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 - Qt's name
        """All of it can be clicked."""
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a track and a knob; a ring where the focus is."""
        tints = Tints.of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(1.0 if self.isEnabled() else 0.45)
        size = self.sizeHint()
        track = QRectF(_RING, (self.height() - size.height()) / 2 + _RING, 0, 0)
        track.setSize(QSize(size.width() - 2 * _RING, size.height() - 2 * _RING).toSizeF())
        radius = track.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tints.accent if self.isChecked() else tints.weak)
        painter.drawRoundedRect(track, radius, radius)
        middle = track.right() - radius if self.isChecked() else track.left() + radius
        painter.setBrush(tints.on_accent if self.isChecked() else tints.base)
        painter.drawEllipse(QPointF(middle, track.center().y()), radius - 3, radius - 3)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(tints.text, 1.4))
            painter.drawRoundedRect(track.adjusted(-1, -1, 1, 1), radius + 1, radius + 1)
