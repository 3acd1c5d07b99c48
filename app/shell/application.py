"""The application object: it says when the system wants the program to end, or opens something."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from app.shell.calling import Request
from app.shell.naming import named


class Application(QApplication):
    """Tells of an end before any window is asked to close for it."""

    end_wanted = Signal()
    """By macOS at the end of a session or by "Quit" of its menu, and whenever the program ends
    itself."""
    opened = Signal(object)
    """`Request`: macOS hands links and files to the program that runs, and not to a new one. Tried
    here with events of our own alone, never on a Mac."""

    def event(self, event: QEvent) -> bool:
        """Hear of both. A filter would do it too, at the price of seeing every other event."""
        if event.type() == QEvent.Type.Quit:
            self.end_wanted.emit()
        elif isinstance(event, QFileOpenEvent):
            self.opened.emit(request_of(event))
            return True
        return super().event(event)


def request_of(event: QFileOpenEvent) -> Request:
    """What macOS asks for: a link to be followed, or a file or folder for the library."""
    links, paths = named([bytes(event.url().toEncoded().data()).decode()])
    return Request(link="".join(links[-1:]), paths=paths if event.url().isLocalFile() else ())
