"""Excerpts as lines: broken, cut after the last line, marked words highlighted."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

from app.look.offsets import from_utf16, to_utf16
from app.results.excerpts import LENGTH
from app.results.geometry import LINES

if TYPE_CHECKING:
    from app.look.colours import Tints
    from app.results.excerpts import Excerpt, Span

_PER_BYTE = 0.6
"""Latin letters' widths that a byte of UTF-8 takes in other scripts: Korean has 3 and is as wide as
two letters."""

_FILLED = 0.9
"""Share of a line that whole words fill."""
_LEAST = 24
"""Characters to choose among, however narrow a line is."""


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


def likely_lines(text: str, font_width: float, width: int) -> int:
    """How many lines, 1 to `LINES`, a text takes most likely: its characters counted, not drawn.

    Args:
        text: what is set.
        font_width: pixels of an average Latin letter.
        width: of a line, in pixels.
    """
    letters = min(len(text), LENGTH)
    return min(LINES, int(letters * _breadth(text) * font_width // max(width, 1)) + 1)


def _breadth(text: str) -> float:
    """How many average Latin letters a character of a text is wide; 1 at least."""
    if text.isascii():
        return 1.0
    return max(len(text.encode()) / len(text) * _PER_BYTE, 1.0)


def room_in_lines(text: str, font_width: float, width: int) -> int:
    """How many characters of a text are seen in `LINES` lines, most likely; rather too few.

    Args:
        text: what is set.
        font_width: pixels of an average Latin letter.
        width: of a line, in pixels.
    """
    letters = LINES * width * _FILLED / (font_width * _breadth(text))
    return min(max(int(letters), _LEAST), LENGTH)


def full_length(font_width: float, width: int) -> int:
    """From how many characters on `likely_lines` says `LINES` whatever they are."""
    return min(int((LINES - 1) * width // font_width) + 1, LENGTH)


def cut_to_lines(text: str, font: QFont, width: int, lines: int = LINES) -> str:
    """The text as far as ``lines`` lines hold it, ended by an ellipsis where something was cut."""
    return _cut(text, font.toString(), width, lines)


@lru_cache(maxsize=200)  # rows that are scrolled past are painted some sixty times a second
def _cut(text: str, font_name: str, width: int, lines: int) -> str:
    font = QFont()
    font.fromString(font_name)
    layout = _broken(text, font, width, lines + 1)
    if layout.lineCount() <= lines:
        return text
    begin = from_utf16(text, layout.lineAt(lines - 1).textStart())
    last = QFontMetrics(font).elidedText(text[begin:], Qt.TextElideMode.ElideRight, width - 2)
    return text[:begin] + last


def mark_formats(excerpt: Excerpt, shown: str, tints: Tints) -> list[QTextLayout.FormatRange]:
    """Best sentence and marks as format ranges, as far as they stand within what is shown."""
    formats: list[QTextLayout.FormatRange] = []
    if excerpt.best[0] < min(excerpt.best[1], len(shown)):
        sentence = QTextCharFormat()
        sentence.setForeground(tints.text)
        formats.append(_ranged(shown, excerpt.best, sentence))
    style = QTextCharFormat()
    style.setBackground(tints.mark)
    style.setForeground(tints.mark_text)
    formats.extend(_ranged(shown, mark, style) for mark in excerpt.marks if mark[0] < len(shown))
    return formats


def _ranged(shown: str, span: Span, style: QTextCharFormat) -> QTextLayout.FormatRange:
    ranged = QTextLayout.FormatRange()
    ranged.start = to_utf16(shown, span[0])
    ranged.length = to_utf16(shown, span[1]) - ranged.start
    ranged.format = style
    return ranged


def draw_excerpt(
    painter: QPainter, box: QRect, excerpt: Excerpt, font: QFont, tints: Tints
) -> None:
    """Draw as many lines of the excerpt as its box holds, with marks.

    Where there is a best sentence the rest stands back, so that it is what the eye falls on.
    """
    height = QFontMetrics(font).lineSpacing()
    lines = max(box.height() // height, 1)
    shown = cut_to_lines(excerpt.text, font, box.width(), lines)
    layout = _broken(shown, font, box.width(), lines)
    for number in range(layout.lineCount()):
        layout.lineAt(number).setPosition(QPointF(0, number * height))
    told = excerpt.best[0] < min(excerpt.best[1], len(shown))
    painter.setPen(tints.muted if told else tints.text)
    layout.draw(painter, QPointF(box.topLeft()), mark_formats(excerpt, shown, tints))
