"""One at a time, and whoever a person waits for goes first."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from math import inf

Check = Callable[[], None]
"""Raises where what is waited for is not wanted any more."""

LOOK = 0.2
"""Seconds between two looks at that."""


def never() -> None:
    """Want it in any case."""


class Turns:
    """A lock that serves two classes of requests. Thread-safe; no thread may take it twice."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._busy = False
        self._people = 0

    @contextmanager
    def ahead(self, patience: float = inf, check: Check = never) -> Generator[None]:
        """Have the turn before everything of `behind` that waits.

        Args:
            patience: seconds to wait for it.
            check: called a few times a second while it waits; what it raises ends the waiting.

        Raises:
            TimeoutError: it was another's for so long.
        """
        deadline = time.monotonic() + patience
        with self._changed:
            self._people += 1
            try:
                while self._busy:
                    left = deadline - time.monotonic()
                    if left <= 0:
                        raise TimeoutError
                    self._changed.wait(min(left, LOOK))
                    check()
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
