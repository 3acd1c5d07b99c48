"""For how long somebody who failed is left alone."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.protocol.errors import ModelError

FIRST = 30.0
"""Seconds after a failure; twice as many after each one more."""
LONGEST = 900.0
"""Seconds after which another try is made in any case."""


class Resting:
    """Whoever fails is asked again after a while, and after a longer one each time. Thread-safe."""

    def __init__(
        self, *, first: float = FIRST, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Nobody has failed yet.

        Args:
            first: seconds after one failure.
            clock: tells the time in seconds.
        """
        self._first = first
        self._clock = clock
        self._lock = threading.Lock()
        self._who: object = None
        self._why: ModelError | None = None
        self._until = 0.0
        self._failures = 0

    def check(self, who: object) -> None:
        """Return if somebody may be asked.

        Raises:
            ModelError: what was raised when it failed last.
        """
        with self._lock:
            why = self._why
            if why is None or who is not self._who or self._clock() >= self._until:
                return
        again = type(why)(str(why), hint=why.hint, **why.facts)
        again.code = why.code
        raise again

    def served(self) -> None:
        """Forget all failures: there was an answer."""
        with self._lock:
            self._why, self._failures = None, 0

    def failed(self, why: ModelError, who: object, *, final: bool) -> None:
        """Leave somebody alone for a while.

        Args:
            why: the failure.
            who: whoever takes their place begins anew.
            final: whether it makes no sense to ask again soon.
        """
        with self._lock:
            now = self._clock()
            if who is not self._who:
                self._who, self._why, self._failures = who, None, 0
            if self._why is not None and now < self._until:
                return  # several at once are one failure
            self._failures += 1
            growing = min(self._first * 2 ** (self._failures - 1), LONGEST)
            self._until, self._why = now + (LONGEST if final else growing), why
