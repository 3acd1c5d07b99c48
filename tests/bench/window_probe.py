"""Inside the measured window: when it has painted, and typing with a clock in hand."""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.link.answers import Answer
    from app.wiring import Program

_BETWEEN_KEYS_MS = 60
_PATIENCE_MS = 20_000


class Painted(QObject):
    """Calls back once, when the next paint of a widget has ended."""

    def __init__(self, widget: QObject, callback: Callable[[], None]) -> None:
        super().__init__(widget)
        self._callback: Callable[[], None] | None = callback
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
        """The event loop comes back to a timer only when the paint is done."""
        if event.type() == QEvent.Type.Paint and self._callback is not None:
            QTimer.singleShot(0, self._callback)
            self._callback = None
        return False


def when_painted(callback: Callable[[], None]) -> None:
    """Have ``callback`` called after the first paint of the window that is still to be made."""
    from app.shell import window

    class Watched(window.MainWindow):
        def __init__(self) -> None:
            super().__init__()
            self._painted = Painted(self, callback)

    window.MainWindow = Watched  # pyright: ignore[reportAttributeAccessIssue]


class Typist(QObject):
    """Types one query at a time and takes the time of what follows the last key."""

    def __init__(self, program: Program) -> None:
        super().__init__()
        self._program = program
        self._loop = QEventLoop()
        self._query = ""
        self._last_key = 0.0
        self._awaiting = False
        self.first: list[float] = []
        self.final: list[float] = []
        self.engine: list[float] = []
        program.link.searches.answered.connect(self._answered)
        program.link.searches.finished.connect(self._finished)

    def type(self, query: str) -> None:
        """Type it and wait until its final order is on the screen."""
        field = self._program.window.search.field
        field.clear()
        self._query, self._awaiting = query, True
        for letter in query:
            self._pause(_BETWEEN_KEYS_MS)
            self._last_key = time.perf_counter()
            # Not QTest.keyClicks: it ends the process at a letter that it knows no key for.
            press = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(field, press)
        QTimer.singleShot(_PATIENCE_MS, self._loop, self._loop.quit)
        self._loop.exec()

    def _pause(self, milliseconds: int) -> None:
        pause = QEventLoop()
        QTimer.singleShot(milliseconds, pause, pause.quit)
        pause.exec()

    def _answered(self, answer: Answer) -> None:
        if answer.query == self._query and answer.hits and self._awaiting:
            self._awaiting = False
            self.engine.append(answer.seconds)
            self._watch(self.first)

    def _finished(self, answer: Answer) -> None:
        if answer.query != self._query:
            return
        if self._awaiting:
            self._awaiting = False
            self.engine.append(answer.seconds)
            self._watch(self.first)
        self._watch(self.final)
        QTimer.singleShot(_BETWEEN_KEYS_MS, self._loop, self._loop.quit)

    def _watch(self, times: list[float]) -> None:
        start = self._last_key
        viewport = self._program.window.results.view.viewport()
        viewport.update()  # the same rows in the same places are painted as well
        Painted(viewport, lambda: times.append(time.perf_counter() - start))


def main() -> None:
    """Type the queries of standard input; print seconds as JSON."""
    from app.wiring import build

    queries = json.load(sys.stdin)
    application = QApplication(sys.argv[:1])
    program = build(application, data=sys.argv[1], scheme="light")
    program.window.show()
    ready = QEventLoop()
    program.link.libraries_changed.connect(ready.quit)
    program.link.connect_now()
    ready.exec()
    typist = Typist(program)
    for query in queries[:3]:  # the models are loaded, as they are after a person's first search
        typist.type(query)
    for times in (typist.first, typist.engine, typist.final):
        times.clear()
    for query in queries:
        typist.type(query)
    program.link.end()
    measured = {
        "first rows after the last key": typist.first,
        "of that the engine's search": typist.engine,
        "final rows": typist.final,
    }
    print(json.dumps(measured), flush=True)


if __name__ == "__main__":
    main()
