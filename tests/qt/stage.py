"""A real window with a real engine in folders of its own, for whoever plays a person at it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import psutil
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.wiring import Program, build
from engine.client import Client
from engine.protocol.messages import LibraryInfo, Quit

PATIENCE = 30.0
"""Seconds that a state is waited for."""
_LOOK_MS = 10


class Stage:
    """One program; end it with `end`, or use it in a ``with`` statement."""

    def __init__(self, application: QApplication, data: Path, scheme: str = "light") -> None:
        self.data = data
        self.libraries: tuple[LibraryInfo, ...] = ()
        self._told = False
        self.program: Program = build(application, data=str(data), scheme=scheme)
        self.window = self.program.window
        self.program.link.libraries_changed.connect(self._note)

    def __enter__(self) -> Stage:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def start(self) -> None:
        """Show the window and have an engine."""
        self.window.show()
        self.program.link.connect_now()
        self.wait(lambda: self.program.link.ready and self._told)

    def index(self, *folders: Path) -> None:
        """Index folders to the end."""
        self.program.link.add_folders(tuple(str(folder) for folder in folders))
        self.wait(self.indexed)

    def indexed(self) -> bool:
        """Whether there are files and none is waited for."""
        running = any(info.progress.running or info.waiting for info in self.libraries)
        return any(info.files for info in self.libraries) and not running

    def search(self, text: str) -> None:
        """Put a query into the field and wait for the final answer."""
        answers: list[object] = []
        finished = self.program.link.searches.finished
        finished.connect(answers.append)
        self.window.search.field.setText(text)
        self.wait(lambda: bool(answers))
        finished.disconnect(answers.append)

    def type(self, text: str, where: QWidget | None = None) -> None:
        """Press keys one after the other."""
        QTest.keyClicks(where or self.window.search.field, text)

    def press(self, key: Qt.Key, where: QWidget | None = None) -> None:
        """Press one key."""
        QTest.keyClick(where or self.window.search.field, key)

    def wait(self, fact: Callable[[], object], patience: float = PATIENCE) -> None:
        """Let the event loop run until something is so.

        Raises:
            TimeoutError: if it never was.
        """
        if not _run_until(fact, patience):
            raise TimeoutError(f"not within {patience} s: {fact}")

    def rest(self, milliseconds: int) -> None:
        """Let what is on its way arrive: animations, debouncing, drawing."""
        _run_until(lambda: False, milliseconds / 1000)

    def leave(self) -> None:
        """Close the window; the engine stays."""
        self.program.link.end()
        self.window.close()
        self.window.deleteLater()

    def end(self) -> None:
        """Close the window and end its engine."""
        self.leave()
        if (self.data / "engine.json").exists():
            with Client.connect(self.data) as client:
                process = psutil.Process(client.pid)
                client.request(Quit(), timeout=20)
            process.wait(20)

    def _note(self, libraries: tuple[LibraryInfo, ...]) -> None:
        self.libraries, self._told = libraries, True


def _run_until(fact: Callable[[], object], patience: float) -> bool:
    loop, met = QEventLoop(), [bool(fact())]

    def look() -> None:
        if fact():
            met[0] = True
            loop.quit()

    looking, limit = QTimer(), QTimer()
    looking.timeout.connect(look)
    limit.setSingleShot(True)
    limit.timeout.connect(loop.quit)
    if not met[0]:
        looking.start(_LOOK_MS)
        limit.start(round(patience * 1000))
        loop.exec()
    return met[0]
