"""Zooming: by the wheel, with Ctrl held, and a text by points."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QTextEdit

_NOTCH = 120
"""Eighths of a degree of a wheel's notch; touch pads send less at a time."""
_TEXT = (-5, 12)
"""Points smaller and larger than other text."""


class ZoomWheel:
    """Turns turns of the wheel into steps."""

    def __init__(self, zoom: Callable[[float], None]) -> None:
        self._zoom = zoom

    def take(self, event: QWheelEvent) -> bool:
        """Zoom if Ctrl is held; whether it was."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        turned = event.angleDelta().y()
        if turned:
            self._zoom(turned / _NOTCH)
        event.accept()
        return True


class TextZoom:
    """How much larger a view's text is than other text."""

    def __init__(self, view: QTextEdit) -> None:
        self._view = view
        self._points = 0

    @property
    def percent(self) -> int:
        """100 is as large as other text."""
        points = self._view.font().pointSizeF()
        return round(100 * points / max(points - self._points, 1.0))

    def by(self, points: int) -> None:
        """Make it so much larger, or smaller where negative, as far as that is wanted."""
        low, high = _TEXT
        wanted = min(max(self._points + points, low), high)
        self._view.zoomIn(wanted - self._points)
        self._points = wanted

    def back(self) -> None:
        """Make it as large as other text."""
        self._view.zoomIn(-self._points)
        self._points = 0
