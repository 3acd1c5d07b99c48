"""A picture of the window for the documentation: taken when nothing more will change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Slot

if TYPE_CHECKING:
    from app.link.answers import Answer
    from app.link.engine_link import EngineLink
    from app.shell.window import MainWindow
    from engine.protocol.messages import LibraryInfo, Progress

_PATIENCE_MS = 300_000


class Portrait(QObject):
    """Waits until nothing is indexed and the query's answer is final, saves a picture, quits."""

    def __init__(self, window: MainWindow, link: EngineLink, path: str) -> None:
        super().__init__(window)
        self._window = window
        self._link = link
        self._path = path
        self._idle = False
        self._answered = False
        self.status = 1
        """The program's exit status: 0 once the picture is saved."""
        link.searches.finished.connect(self._finished)
        link.libraries_changed.connect(self._libraries)
        link.progress_changed.connect(self._progress)
        link.engine_ready.connect(self._start_waiting)
        QTimer.singleShot(_PATIENCE_MS, self, QCoreApplication.quit)

    @Slot(object)
    def _start_waiting(self, _connected: object) -> None:
        self._answered = False

    @Slot(object)
    def _libraries(self, libraries: tuple[LibraryInfo, ...]) -> None:
        self._idle = not any(info.progress.running or info.waiting for info in libraries)
        self._look()

    @Slot(object)
    def _progress(self, progress: Progress) -> None:
        self._idle = not progress.running
        self._answered = self._answered and self._idle  # the query is asked again after a run

    @Slot(object)
    def _finished(self, _answer: Answer) -> None:
        self._answered = True
        self._look()

    def _look(self) -> None:
        if self._idle and (self._answered or not self._link.searches.query):
            # One turn of the event loop later, so that every slot has shown its part.
            QTimer.singleShot(0, self, self._take)

    def _take(self) -> None:
        saved = self._window.grab().save(self._path)
        self.status = 0 if saved else 1
        QCoreApplication.quit()
