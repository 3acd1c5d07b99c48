"""When a lost engine is started again, and when no more."""

from __future__ import annotations

import time
from collections.abc import Callable

WAITS = (0.25, 0.5, 1.0, 2.0, 5.0, 10.0)
"""Seconds before the first, the second, … attempt; the last one for all that follow."""
MOST = 8
"""Losses in a row after which it is left to the person: what crashes at once crashes for ever."""
STEADY = 60.0
"""Seconds; an engine that lived as long ends the row."""


class BackOff:
    """Counts losses in a row. For the GUI thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._losses = 0
        self._since: float | None = None

    def ready(self) -> None:
        """An engine answers."""
        self._since = self._clock()

    def lost(self) -> float | None:
        """The engine is gone or could not be reached: seconds to wait; None to give up."""
        since, self._since = self._since, None
        if since is not None and self._clock() - since >= STEADY:
            self._losses = 0
        self._losses += 1
        if self._losses > MOST:
            return None
        return WAITS[min(self._losses, len(WAITS)) - 1]

    def forget(self) -> None:
        """The person wants it tried again."""
        self._losses = 0
