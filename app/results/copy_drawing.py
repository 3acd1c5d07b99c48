"""Draws the rows of copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from app.results import copy_geometry as geometry
from app.results.copies import CopiesRow, CopyRow
from app.results.strokes import width_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyle

    from app.results.copy_geometry import CopiesBoxes, CopyBoxes
    from app.results.measuring import Fonts
    from app.results.strokes import Strokes

_SOLID = Qt.PenStyle.SolidLine
_ROUND_CAP, _ROUND_JOIN = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin


def boxes_of(row: CopiesRow | CopyRow, width: int, fonts: Fonts) -> CopiesBoxes | CopyBoxes:
    """Lay out a row of a width in pixels."""
    if not isinstance(row, CopyRow):
        return geometry.copies_boxes(width, fonts.metrics, last=row.last)
    date, difference = width_of(row.date, fonts.small), width_of(row.difference, fonts.small)
    return geometry.copy_boxes(width, fonts.metrics, date, difference, last=row.last)


def draw_copies(
    strokes: Strokes,
    painter: QPainter,
    row: CopiesRow,
    boxes: CopiesBoxes,
    state: QStyle.StateFlag,
) -> None:
    """Draw the line that stands for copies."""
    strokes.ground(painter, boxes.ground, state)
    ink = strokes.tints.accent_text
    leftwards = boxes.icon.left() > boxes.text.left()
    _draw_chevron(painter, boxes.icon, ink, down=row.unfolded, leftwards=leftwards)
    strokes.text(painter, boxes.text, row.text, strokes.fonts.small, ink)


def draw_copy(
    strokes: Strokes, painter: QPainter, row: CopyRow, boxes: CopyBoxes, state: QStyle.StateFlag
) -> None:
    """Draw one copy."""
    strokes.ground(painter, boxes.ground, state)
    fonts, tints = strokes.fonts, strokes.tints
    strokes.text(painter, boxes.name, row.text, fonts.body, tints.text, "middle")
    below = boxes.difference.top() > boxes.place.top()
    lean = "start" if below else "end"
    strokes.text(painter, boxes.place, row.place, fonts.small, tints.muted, "middle")
    strokes.text(painter, boxes.difference, row.difference, fonts.small, tints.muted, lean)
    lean = "start" if boxes.date.top() > boxes.difference.top() else "end"
    strokes.text(painter, boxes.date, row.date, fonts.small, tints.muted, lean)


def _draw_chevron(
    painter: QPainter, box: QRect, ink: QColor, *, down: bool, leftwards: bool
) -> None:
    """Draw the sign of what is folded: its tip is down, or where the text goes on."""
    middle, deep = box.center(), box.width() / 6.5
    tip, side = (0.0, deep), (2 * deep, 0.0)
    if not down:
        tip, side = (-deep if leftwards else deep, 0.0), (0.0, 2 * deep)
    x, y = middle.x() + 0.5, middle.y() + 0.5
    ends = [QPointF(x - tip[0] + n * side[0], y - tip[1] + n * side[1]) for n in (-1, 1)]
    painter.setPen(QPen(ink, max(box.width() / 8, 1.2), _SOLID, _ROUND_CAP, _ROUND_JOIN))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([ends[0], QPointF(x + tip[0], y + tip[1]), ends[1]]))
