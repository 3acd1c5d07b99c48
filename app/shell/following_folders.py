"""Keeps the folders' counts on the libraries' page true while files are being read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Slot

from engine.protocol.messages import LibrariesListed, ListLibraries

if TYPE_CHECKING:
    from app.library.page import LibrariesPage
    from app.link.engine_link import EngineLink
    from engine.protocol.messages import Event, Progress

FIRST_MS = 300
"""How soon the folders are counted once a run has begun."""
APART_MS = 2000
"""How soon the folders are counted again, at most."""
_SHARE = 10
"""Between two counts passes so many times what one takes: a large library has other work."""


class FollowingFolders(QObject):
    """Asks while a run goes on and the page is looked at: a run's own news come at its end."""

    def __init__(self, link: EngineLink, page: LibrariesPage) -> None:
        super().__init__(page)
        self._link = link
        self._page = page
        self._took = QElapsedTimer()
        self._runs = False
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.setInterval(FIRST_MS)
        self._next.timeout.connect(self._ask)
        link.progress_changed.connect(self._progress_changed)

    @Slot(object)
    def _progress_changed(self, progress: Progress) -> None:
        self._runs = progress.running
        if not progress.running:
            self._next.setInterval(FIRST_MS)
        elif self._page.isVisible() and not self._next.isActive():
            self._next.start()

    @Slot()
    def _ask(self) -> None:
        self._took.start()
        self._link.ask(ListLibraries(), self._receive)

    @Slot(object)
    def _receive(self, event: Event) -> None:
        if self._runs:
            self._next.setInterval(max(APART_MS, _SHARE * self._took.elapsed()))
        if isinstance(event, LibrariesListed):
            self._page.show_libraries(event.libraries)
