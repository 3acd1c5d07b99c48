"""One at a time, and whoever a person waits for goes first."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager


class Turns:
    """A lock that serves two classes of requests. Thread-safe; no thread may take it twice."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._busy = False
        self._people = 0

    @contextmanager
    def ahead(self, patience: float | None = None) -> Generator[None]:
        """Have the turn before everything of `behind` that waits.

        Args:
            patience: seconds to wait for it; None for as long as it takes.

        Raises:
            TimeoutError: it was another's for so long.
        """
        with self._changed:
            self._people += 1
            try:
                if not self._changed.wait_for(lambda: not self._busy, patience):
                    raise TimeoutError
                self._busy = True
            finally:
                self._people -= 1
                self._changed.notify_all()
        with self._held():
            yield

    @contextmanager
    def behind(self) -> Generator[None]:
        """Have the turn when nobody else wants it."""
        with self._changed:
            self._changed.wait_for(lambda: not self._busy and not self._people)
            self._busy = True
        with self._held():
            yield

    @contextmanager
    def _held(self) -> Generator[None]:
        try:
            yield
        finally:
            with self._changed:
                self._busy = False
                self._changed.notify_all()
