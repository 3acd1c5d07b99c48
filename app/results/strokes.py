"""What rows of every kind are drawn with: lines of text, badges, the ground of a selected row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QWidget

if TYPE_CHECKING:
    from app.look.colours import Tints
    from app.results.measuring import Fonts

ROUND = 6.0
"""Radius of a row's corners, in pixels."""
BADGE_PAD = 7

Lean = Literal["start", "middle", "end"]
"""Where a line is kept: cut at its end, cut in its middle, or whole at the far side of its box."""


class Strokes:
    """Draws with the fonts and tints of a view."""

    def __init__(self, view: QWidget, fonts: Fonts, tints: Tints) -> None:
        self._view = view
        self.fonts = fonts
        self.tints = tints

    def text(
        self,
        painter: QPainter,
        box: QRect,
        text: str,
        font: QFont,
        colour: QColor,
        lean: Lean = "start",
    ) -> None:
        """One line at its place, cut where it does not fit."""
        painter.setFont(font)
        painter.setPen(colour)
        mode = Qt.TextElideMode.ElideMiddle if lean == "middle" else Qt.TextElideMode.ElideRight
        shown = QFontMetrics(font).elidedText(text, mode, box.width())
        flag = Qt.AlignmentFlag
        align = (flag.AlignRight if lean == "end" else flag.AlignLeft) | flag.AlignVCenter
        align = QStyle.visualAlignment(self._view.layoutDirection(), align)
        painter.drawText(box, align | flag.AlignAbsolute | Qt.TextFlag.TextSingleLine, shown)

    def badge(self, painter: QPainter, text: str, box: QRect) -> None:
        """A word on a ground of its own."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.tints.track)
        painter.drawRoundedRect(QRectF(box), box.height() / 2, box.height() / 2)
        inner = box.adjusted(BADGE_PAD, 0, -BADGE_PAD, 0)
        self.text(painter, inner, text, self.fonts.small, self.tints.badge_text)

    def ground(self, painter: QPainter, ground: QRect, state: QStyle.StateFlag) -> None:
        """What is behind a row that is selected or pointed at."""
        tints = self.tints
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if not selected and not state & QStyle.StateFlag.State_MouseOver:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tints.selected if selected else tints.hovered)
        painter.drawRoundedRect(QRectF(ground), ROUND, ROUND)
        if selected and state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(tints.accent, 1))
            inside = QRectF(ground).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(inside, ROUND, ROUND)


def width_of(text: str, font: QFont) -> int:
    """What a line of text takes."""
    return QFontMetrics(font).horizontalAdvance(text) + 2 if text else 0
