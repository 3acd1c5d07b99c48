"""Work for a thread of its own: a drive that sleeps may take seconds to answer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

_Outcome = TypeVar("_Outcome")


class Errand(QObject):
    """Does one thing away from the GUI thread and hands over what came of it."""

    _done = Signal(object)

    def __init__(
        self,
        work: Callable[[], _Outcome],
        receiver: Callable[[_Outcome], None],
        parent: QObject | None = None,
        *,
        failed: _Outcome,
    ) -> None:
        """Keep what to do.

        Args:
            work: touches no widget; what it returns is handed over.
            receiver: a bound method of a QObject of the GUI thread.
            parent: with its end nothing is handed over any more.
            failed: what is handed over where the work raises, which is our bug: it is loud, and
                whoever asked does not wait for ever.
        """
        super().__init__(parent)
        self._work = work
        self._failed = failed
        self._done.connect(receiver, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin; returns at once."""
        threading.Thread(target=self._run, name="errand", daemon=True).start()

    def _run(self) -> None:
        outcome: object = self._failed
        try:
            outcome = self._work()
        finally:
            self._hand_over(outcome)

    def _hand_over(self, outcome: object) -> None:
        try:
            self._done.emit(outcome)
        except RuntimeError:  # the window went away meanwhile
            return
