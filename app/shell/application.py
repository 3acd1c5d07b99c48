"""The application object: it says when the system wants the program to end."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QApplication


class Application(QApplication):
    """Tells of an end before any window is asked to close for it."""

    end_wanted = Signal()
    """By macOS at the end of a session or by "Quit" of its menu, and whenever the program ends
    itself."""

    def event(self, event: QEvent) -> bool:
        """Hear of the end. A filter would do it too, at the price of seeing every other event."""
        if event.type() == QEvent.Type.Quit:
            self.end_wanted.emit()
        return super().event(event)
