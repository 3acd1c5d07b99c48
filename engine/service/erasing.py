"""The removal of libraries that were forgotten: amid other work, or when the engine ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.protocol.messages import Done

if TYPE_CHECKING:
    import threading

    from engine.service.libraries import Libraries
    from engine.service.runs import Agenda, Erasure


class Erasing:
    """Erases what the agenda has to be erased, and tells who asked for it."""

    def __init__(
        self,
        libraries: Libraries,
        agenda: Agenda,
        lock: threading.RLock,
        changed: Callable[[], None],
    ) -> None:
        """Begin.

        Args:
            libraries: know how a library is erased.
            agenda: where removals wait.
            lock: held while the agenda is looked at.
            changed: called after each removal.
        """
        self._libraries = libraries
        self._agenda = agenda
        self._lock = lock
        self._changed = changed

    def carry_out(self, job: Erasure) -> None:
        """Erase one library; its answer is closed, with an error too."""
        try:
            left = self._libraries.erase(job.library)
        except Exception as error:  # noqa: BLE001 - reported to the client
            job.answer.fail(error)
        else:
            job.answer.emit(left or Done())
        self._changed()

    def carry_out_all(self) -> None:
        """Erase every library that waits for it and that no run is active in."""
        while True:
            with self._lock:
                job = self._agenda.begin_erasure()
            if job is None:
                return
            self.carry_out(job)
