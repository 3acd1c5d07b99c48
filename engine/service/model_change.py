"""Whether a library's vectors are to be made by another model, and when that may be tried."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

_RESTS = (30.0, 300.0, 3600.0)
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
    def wish(self) -> int:
        """Which wish stands; 0 for none."""
        with self._lock:
            return self._wanted

    def want(self) -> None:
        """Take note of a wish: what serves is to be compared with the settings."""
        with self._lock:
            self._wanted += 1
            self._errors, self._rests_until = 0, 0.0

    def fulfilled(self, wish: int) -> None:
        """Take note that a wish came true; a newer one stands."""
        with self._lock:
            if wish == self._wanted:
                self._wanted = 0

    def failed(self) -> float:
        """Take note of an error; return for how many seconds it is left alone."""
        with self._lock:
            rest = _RESTS[min(self._errors, len(_RESTS) - 1)]
            self._errors += 1
            self._rests_until = self._clock() + rest
            return rest
