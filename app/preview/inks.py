"""How stretches of a text look: headings, code, marks. Colours come from the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextFormat

from app.look.colours import Tints, readable

if TYPE_CHECKING:
    from PySide6.QtGui import QPalette

_HUES = {
    "string": ("#1d6b3a", "#8fd0a0"),
    "number": ("#8a4b08", "#e0b070"),
    "name": ("#1f4fa3", "#9ab8f0"),
    "added": ("#1d6b3a", "#8fd0a0"),
    "removed": ("#a02020", "#f09a9a"),
}
"""Light, dark."""
_LARGER = {"heading1": 3, "heading2": 2, "heading3": 1}
"""Steps of Qt's relative font sizes."""


def span_format(style: str, palette: QPalette) -> QTextCharFormat:
    """Return how a `Span` of the engine looks."""
    tints = Tints.of(palette)
    look = QTextCharFormat()
    if style.startswith("heading"):
        look.setFontWeight(QFont.Weight.DemiBold)
        step = _LARGER.get(style, 0)
        if step:
            look.setProperty(QTextFormat.Property.FontSizeAdjustment.value, step - 1)
    elif style == "header":
        look.setForeground(tints.muted)
    elif style == "comment":
        look.setForeground(tints.muted)
        look.setFontItalic(True)
    elif style == "keyword":
        look.setForeground(tints.accent_text)
        look.setFontWeight(QFont.Weight.DemiBold)
    elif style in _HUES:
        look.setForeground(readable(QColor(_HUES[style][tints.dark]), tints.base))
    return look


def word_format(palette: QPalette) -> QTextCharFormat:
    """How a matched word looks."""
    tints = Tints.of(palette)
    look = QTextCharFormat()
    look.setBackground(tints.mark)
    look.setForeground(tints.mark_text)
    return look


def best_format(palette: QPalette) -> QTextCharFormat:
    """How the best sentence looks."""
    tints = Tints.of(palette)
    look = QTextCharFormat()
    look.setBackground(tints.selected)
    look.setForeground(tints.text)
    return look
