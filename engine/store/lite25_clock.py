"""Milvus Lite 2.5 and a clock that is set back.

Its rows carry the time of the system's clock at which they were written, and a server whose clock
is behind a row's does not see that row: it is neither found nor counted, removing it removes
nothing, and writing it again doubles it (seen with 2.5.1; no request can ask for another time). So
the latest time of writing is kept, and while the clock is behind it, nothing is asked.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable

from engine.store.milvus_errors import StoreClockError

PATIENCE = 3.0
"""Seconds behind that are waited for: what time servers correct by now and then."""


class RowClock:
    """The latest time at which rows were written; it is also the lock file's time of change."""

    def __init__(
        self, descriptor: int, *, fresh: bool, now: Callable[[], float] = time.time
    ) -> None:
        """Go on from what a former process noted.

        Args:
            descriptor: of the lock file, which stays where it is when the database is replaced.
            fresh: whether there are no rows yet.
            now: seconds since the epoch.
        """
        self._descriptor = descriptor
        self._now = now
        self._latest = 0.0 if fresh else os.fstat(descriptor).st_mtime
        self._never = threading.Event()

    def check(self) -> None:
        """Wait while the clock is a little behind the rows.

        Raises:
            StoreClockError: it is further behind.
        """
        while (behind := self._latest - self._now()) > 0:
            if behind > PATIENCE:
                raise StoreClockError(f"the clock was set back by {behind:.0f} seconds")
            self._never.wait(behind)

    def note(self) -> None:
        """Take note that rows were written until now."""
        self._latest = max(self._latest, self._now())
        os.utime(self._descriptor, (self._latest, self._latest))

    def forget(self) -> None:
        """Take note that there are no rows any more."""
        self._latest = 0.0
