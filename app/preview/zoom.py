"""Zooming by the wheel, with Ctrl held."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent

_NOTCH = 120
"""Eighths of a degree of a wheel's notch; touch pads send less at a time."""


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
