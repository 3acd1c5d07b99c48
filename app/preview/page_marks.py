"""Marks on a page of paper: a bar beside the passage, its best sentence, its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.protocol.messages import Box

# Paper is white in every scheme, so its marks have colours of their own: laid over ink by
# multiplication, as a marker pen does, they leave it readable.
_WORD = QColor("#ffe066")
_BEST = QColor("#d5ece4")
_BAR = QColor("#2a7562")
_BAR_WIDTH = 3.0
_ROUND = 2.0


def draw_marks(painter: QPainter, sheet: QRectF, boxes: Sequence[Box]) -> None:
    """Draw the boxes of a page that is drawn at ``sheet``."""
    if not boxes:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    words = _outline(sheet, boxes, "word", 1.0)
    painter.fillPath(_outline(sheet, boxes, "best", 1.5).subtracted(words), _BEST)
    painter.fillPath(words, _WORD)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    painter.setBrush(_BAR)
    for bar in _bars(sheet, [box for box in boxes if box.kind == "passage"]):
        painter.drawRoundedRect(bar, _BAR_WIDTH / 2, _BAR_WIDTH / 2)
    painter.restore()


def _outline(sheet: QRectF, boxes: Sequence[Box], kind: str, room: float) -> QPainterPath:
    outline = QPainterPath()
    outline.setFillRule(Qt.FillRule.WindingFill)
    for box in boxes:
        if box.kind == kind:
            place = _placed(sheet, box).adjusted(-room, -room, room, room)
            outline.addRoundedRect(place, _ROUND, _ROUND)
    return outline


def _bars(sheet: QRectF, boxes: Sequence[Box]) -> list[QRectF]:
    """One bar for each column that the passage stands in: a line that lies higher begins one."""
    columns: list[QRectF] = []
    for box in boxes:
        place = _placed(sheet, box)
        if columns and place.top() >= columns[-1].top() - place.height():
            columns[-1] = columns[-1].united(place)
        else:
            columns.append(place)
    room = 2.5 * _BAR_WIDTH
    return [
        QRectF(max(c.left() - room, sheet.left() + 1), c.top(), _BAR_WIDTH, c.height())
        for c in columns
    ]


def _placed(sheet: QRectF, box: Box) -> QRectF:
    return QRectF(
        sheet.left() + box.left * sheet.width(),
        sheet.top() + box.top * sheet.height(),
        (box.right - box.left) * sheet.width(),
        (box.bottom - box.top) * sheet.height(),
    )
