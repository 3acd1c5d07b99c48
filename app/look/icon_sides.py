"""Icons that are as much larger than usual as the text is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontDatabase, QFontInfo, QGuiApplication
from PySide6.QtWidgets import QAbstractButton

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

_SIDE = "icon-side"
"""The property that holds how large a button's icon is at the usual size of text."""
USUAL = 16
"""Pixels; a small icon's side."""


def text_scale() -> float:
    """How much larger than the system's own the program's text is; 1 where it is smaller."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    usual, ours = (QFontInfo(font).pointSizeF() for font in (system, QGuiApplication.font()))
    return max(ours / usual, 1.0) if usual > 0 else 1.0


def grown(side: int) -> int:
    """A length in pixels, as much larger as the text is."""
    return round(side * text_scale())


def sized(button: QAbstractButton, side: int = USUAL) -> None:
    """Give a button's icon a side in pixels that follows the text from now on."""
    button.setProperty(_SIDE, side)
    button.setIconSize(QSize(grown(side), grown(side)))


def resize_icons(widgets: Iterable[QWidget]) -> None:
    """Have buttons' icons follow the application's font."""
    for widget in widgets:
        side = widget.property(_SIDE)
        if isinstance(side, int) and isinstance(widget, QAbstractButton):
            widget.setIconSize(QSize(grown(side), grown(side)))
