"""Work for a thread of its own: a drive that sleeps may take seconds to answer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal


class Errand(QObject):
    """Does one thing away from the GUI thread and hands over what came of it."""

    _done = Signal(object)

    def __init__(
        self,
        work: Callable[[], object],
        receiver: Callable[[Any], None],
        parent: QObject | None = None,
    ) -> None:
        """Keep what to do.

        Args:
            work: touches no widget; what it returns is handed over.
            receiver: a bound method of a QObject of the GUI thread.
            parent: with its end nothing is handed over any more.
        """
        super().__init__(parent)
        self._work = work
        self._done.connect(receiver, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin; returns at once."""
        threading.Thread(target=self._run, name="errand", daemon=True).start()

    def _run(self) -> None:
        outcome = self._work()
        try:
            self._done.emit(outcome)
        except RuntimeError:  # the window went away meanwhile
            return
