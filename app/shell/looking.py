"""Looks whether a file is there, off the GUI thread: a drive that sleeps answers after seconds."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot


@dataclass(frozen=True, slots=True)
class _Seen:
    number: int
    there: bool


class Lookout(QObject):
    """One question at a time: the latest wins, and late answers die here."""

    answered = Signal(object)
    """Whether the path asked for last is there."""
    _seen = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asked = 0
        self._seen.connect(self._receive, Qt.ConnectionType.QueuedConnection)

    def ask(self, path: str) -> None:
        """Look; returns at once and ends in `answered`."""
        self._asked += 1
        # A daemon, because a dead network drive holds its thread for minutes: nobody waits for it.
        looking = threading.Thread(
            target=self._look, args=(self._asked, path), name="lookout", daemon=True
        )
        looking.start()

    def _look(self, number: int, path: str) -> None:
        try:
            there = Path(path).exists()
        except OSError:
            there = False
        try:
            self._seen.emit(_Seen(number, there))
        except RuntimeError:  # the window went away meanwhile
            return

    @Slot(object)
    def _receive(self, seen: _Seen) -> None:
        if seen.number == self._asked:
            self.answered.emit(seen.there)
