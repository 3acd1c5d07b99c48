"""Whether a worker that met its memory limit has come to a standstill."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

STANDSTILL = 8.0
"""Seconds without any use of the processor."""
_FULL = 0.6
"""Share of the memory limit from which on a standstill is blamed on it."""


class Pulse:
    """Watches one worker at one batch.

    Native code that is refused memory should end the process; some of it waits for ever instead
    (a thread dies with a lock in its hands), which would use up the whole time limit.
    """

    def __init__(
        self, pid: int, memory_limit: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._pid = pid
        self._limit = memory_limit
        self._clock = clock
        self._spent = -1.0
        self._since = 0.0

    def stopped(self) -> bool:
        """Tell whether it holds much memory and did nothing for long; call about once a second."""
        import psutil

        try:
            process = psutil.Process(self._pid)
            times, memory = process.cpu_times(), process.memory_info()
        except psutil.Error:
            return False
        # What RLIMIT_DATA counts: on Linux the private pages, resident or not.
        held = memory.data if sys.platform == "linux" else memory.rss
        spent = times.user + times.system
        if spent > self._spent or held < _FULL * self._limit:
            self._spent, self._since = spent, self._clock()
            return False
        return self._clock() - self._since >= STANDSTILL
