"""Excerpts as lines: broken, cut after the last line, marked words highlighted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

from app.look.offsets import from_utf16, to_utf16
from app.results.geometry import LINES

if TYPE_CHECKING:
    from app.look.colours import Tints
    from app.results.excerpts import Excerpt


def _broken(text: str, font: QFont, width: int, most: int) -> QTextLayout:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # the text's, not the window's
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    for _ in range(most):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
    layout.endLayout()
    return layout


def line_count(text: str, font: QFont, width: int) -> int:
    """How many lines, at most `LINES`, a text takes at a width."""
    return _broken(text, font, width, LINES).lineCount()


def cut_to_lines(text: str, font: QFont, width: int) -> str:
    """The text as far as `LINES` lines hold it, ended by an ellipsis where something was cut."""
    layout = _broken(text, font, width, LINES + 1)
    if layout.lineCount() <= LINES:
        return text
    begin = from_utf16(text, layout.lineAt(LINES - 1).textStart())
    last = QFontMetrics(font).elidedText(text[begin:], Qt.TextElideMode.ElideRight, width - 2)
    return text[:begin] + last


def mark_formats(excerpt: Excerpt, shown: str, tints: Tints) -> list[QTextLayout.FormatRange]:
    """The marks as format ranges, as far as they stand within what is shown."""
    formats: list[QTextLayout.FormatRange] = []
    for start, end in excerpt.marks:
        if start < len(shown):
            ranged = QTextLayout.FormatRange()
            ranged.start = to_utf16(shown, start)
            ranged.length = to_utf16(shown, end) - ranged.start
            style = QTextCharFormat()
            style.setBackground(tints.mark)
            style.setForeground(tints.mark_text)
            ranged.format = style
            formats.append(ranged)
    return formats


def draw_excerpt(
    painter: QPainter, where: QPointF, excerpt: Excerpt, font: QFont, width: int, tints: Tints
) -> None:
    """Draw the excerpt with its marks; the painter's pen colours the rest."""
    shown = cut_to_lines(excerpt.text, font, width)
    layout = _broken(shown, font, width, LINES)
    height = QFontMetrics(font).lineSpacing()
    for number in range(layout.lineCount()):
        layout.lineAt(number).setPosition(QPointF(0, number * height))
    layout.draw(painter, where, mark_formats(excerpt, shown, tints))
