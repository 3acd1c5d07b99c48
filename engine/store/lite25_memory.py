"""How much of what Milvus Lite 2.5 holds in memory is dead.

It keeps every row that it was ever given since it loaded the file: one that was deleted or written
again stays in memory (some 2.4 kB with 256 dimensions) until the collection is loaded anew.
"""

from __future__ import annotations

from collections.abc import Callable

LEAST_ROWS = 5_000
"""Dead rows that are not worth the work."""


class HeldRows:
    """Counts the rows that one server was given. For one writing thread."""

    def __init__(self) -> None:
        self._loaded: int | None = None
        self._written = 0

    def restart(self) -> None:
        """Take note that a server was started: it holds what is alive, and nothing else."""
        self._loaded, self._written = None, 0

    def write(self, rows: int, count: Callable[[], int]) -> None:
        """Take note that rows are about to be written; ``count`` tells how many are alive."""
        if self._loaded is None:
            self._loaded = count()
        self._written += rows

    def mostly_dead(self, count: Callable[[], int]) -> bool:
        """Tell whether more than half of what is held is dead, and not just a little."""
        if self._loaded is None or self._loaded + self._written < LEAST_ROWS:
            return False
        live = count()
        return self._loaded + self._written - live > max(live, LEAST_ROWS)
