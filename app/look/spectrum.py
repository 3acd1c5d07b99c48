"""Colours that tell groups apart: as many as can be told apart, each clear on what is behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor

from app.look.colours import SHAPE_CONTRAST, readable

if TYPE_CHECKING:
    from app.look.colours import Tints

_LIGHT = (
    "#2a7562", "#c2571a", "#3b66b8", "#a83f7d", "#6d8a1f", "#7a52b3",
    "#b8860b", "#1f8a99", "#b3403a", "#5a6f86", "#8a5a35", "#3f8f4f",
)  # fmt: skip
_DARK = (
    "#4fae94", "#e8935a", "#7ea6ee", "#e27fb6", "#a9c655", "#b497e8",
    "#e0b84c", "#5cc4d4", "#ee8079", "#9fb4ca", "#c99c75", "#7fcf8e",
)  # fmt: skip


def spectrum(tints: Tints) -> tuple[QColor, ...]:
    """Return a dozen colours with a contrast of at least 3 on the base."""
    names = _DARK if tints.dark else _LIGHT
    return tuple(readable(QColor(name), tints.base, SHAPE_CONTRAST) for name in names)
