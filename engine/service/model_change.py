"""Whether vectors of a library are to be made beside its indexing, and when that may be tried."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from math import isinf

_RESTS = (30.0, 300.0, 1800.0)
"""Seconds after an error until the next try, longer each time."""


class ModelChange:
    """One library's. Thread-safe."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._wanted = 0
        self._errors = 0
        self._rests_until = 0.0

    @property
    def due(self) -> bool:
        """Whether there is something to do, and no error to wait after."""
        with self._lock:
            return self._wanted > 0 and self._clock() >= self._rests_until

    @property
    def due_in(self) -> float | None:
        """Seconds until there is something to do; None where there is nothing, or no end to it."""
        with self._lock:
            if not self._wanted or isinf(self._rests_until):
                return None
            return max(0.0, self._rests_until - self._clock())

    @property
    def wish(self) -> int:
        """Which wish stands; 0 for none."""
        with self._lock:
            return self._wanted

    def want(self) -> None:
        """Take note of a wish: what serves is to be compared with the settings."""
        with self._lock:
            self._wanted += 1
            self._errors, self._rests_until = 0, 0.0

    def lacks(self, rest: float) -> None:
        """Take note that files are to get their vectors later.

        Args:
            rest: seconds for which it is of no use to try; infinite until `wake`.
        """
        with self._lock:
            if not self._wanted:
                self._wanted = 1
                self._rests_until = self._clock() + rest

    def wake(self) -> None:
        """Try what is wanted at once: what it waited for has changed."""
        with self._lock:
            self._errors, self._rests_until = 0, 0.0

    def advanced(self) -> None:
        """Take note that some of it was made: the next error is a first one."""
        with self._lock:
            self._errors = 0

    def fulfilled(self, wish: int) -> None:
        """Take note that a wish came true; a newer one stands."""
        with self._lock:
            if wish == self._wanted:
                self._wanted = 0

    def rest(self, seconds: float) -> None:
        """Try nothing for a while; for ever, until `wake`, where that is infinite."""
        with self._lock:
            self._rests_until = self._clock() + seconds

    def failed(self) -> float:
        """Take note of an error; return for how many seconds it is left alone."""
        with self._lock:
            rest = _RESTS[min(self._errors, len(_RESTS) - 1)]
            self._errors += 1
            self._rests_until = max(self._rests_until, self._clock() + rest)
            return self._rests_until - self._clock()
