"""A client that waits for one or more indexing runs."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from engine.protocol.messages import IndexFinished, ProgressChanged

if TYPE_CHECKING:
    from engine.jobs.indexing import IndexOutcome
    from engine.service.answering import Answer


class Waiter:
    """Gives the progress of several runs to one answer, and closes it when all have ended."""

    def __init__(self, answer: Answer, runs: int) -> None:
        self._answer = answer
        self._lock = threading.Lock()
        self._left = runs
        self._totals: list[IndexOutcome] = []
        self._error: Exception | None = None
        self._began = time.monotonic()
        if not runs:
            self._close()

    def report(self, event: ProgressChanged) -> None:
        """Pass progress on."""
        self._answer.emit(event)

    def take_note(self, result: IndexOutcome | Exception) -> None:
        """Take note of how a run ended."""
        self.fail(result) if isinstance(result, Exception) else self.add(result)

    def add(self, totals: IndexOutcome) -> None:
        """Take note of a run that ended well."""
        with self._lock:
            self._totals.append(totals)
            self._left -= 1
            ended = self._left == 0
        if ended:
            self._close()

    def fail(self, error: Exception) -> None:
        """Take note of a run that failed; the first error is reported when all have ended."""
        with self._lock:
            self._error = self._error or error
            self._left -= 1
            ended = self._left <= 0 or self._answer.token.cancelled
        if ended:
            self._close()

    def _close(self) -> None:
        if self._error is not None:
            self._answer.fail(self._error)
            return
        self._answer.emit(
            IndexFinished(
                files=sum(item.files for item in self._totals),
                unchanged=sum(item.unchanged for item in self._totals),
                failed=sum(item.failed for item in self._totals),
                removed=sum(item.removed for item in self._totals),
                passages=sum(item.passages for item in self._totals),
                seconds=time.monotonic() - self._began,
            )
        )
