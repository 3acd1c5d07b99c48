"""A picture of the window for the documentation: taken when nothing more will change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from app.link.answers import Answer
    from app.link.engine_link import EngineLink
    from app.shell.window import MainWindow
    from engine.protocol.messages import LibraryInfo, Progress

_PATIENCE_MS = 300_000
_PREVIEW_MS = 10_000
"""How long the preview may take after the answer; then what there is is pictured."""
_LOOK_MS = 30


class Portrait(QObject):
    """Saves a picture once nothing is indexed, the answer is final, and its hit is shown."""

    ended = Signal()
    """The picture was taken, or there is none to be waited for; `status` says which."""

    def __init__(self, window: MainWindow, link: EngineLink, path: str) -> None:
        super().__init__(window)
        self._window = window
        self._link = link
        self._path = path
        self._idle = False
        self._answered = False
        self.status = 1
        """The program's exit status: 0 once the picture is saved."""
        self._waited = QElapsedTimer()
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOK_MS)
        self._looking.timeout.connect(self._look_closely)
        link.searches.finished.connect(self._finished)
        link.libraries_changed.connect(self._libraries)
        link.progress_changed.connect(self._progress)
        link.engine_ready.connect(self._start_waiting)
        QTimer.singleShot(_PATIENCE_MS, self, self.ended.emit)

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
        # Some turns of the event loop later, so that every slot has shown its part.
        if self._is_final() and not self._looking.isActive():
            self._waited.start()
            self._looking.start()

    def _is_final(self) -> bool:
        return self._idle and (self._answered or not self._link.searches.query)

    @Slot()
    def _look_closely(self) -> None:
        if not self._is_final():
            self._looking.stop()
        elif self._window.passage.settled or self._waited.hasExpired(_PREVIEW_MS):
            self._looking.stop()
            self._take()

    def _take(self) -> None:
        saved = self._window.grab().save(self._path)
        self.status = 0 if saved else 1
        self.ended.emit()
