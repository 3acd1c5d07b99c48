"""Which failed files are tried again by themselves, and when.

Most failures lie in the file: it is tried again when it changes, or when the program learnt to
read more. Some lie around it (a lock, a right, a drive that stutters) and can heal without the
file changing: these are tried again after a while, longer each time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.read.version import READERS_VERSION
from engine.store.catalogue_states import State

if TYPE_CHECKING:
    from engine.store.catalogue_rows import FileRow

_MINUTE, _HOUR, _DAY = 60.0, 3600.0, 86_400.0

WAITS = (_MINUTE, 5 * _MINUTE, 30 * _MINUTE, 2 * _HOUR, 12 * _HOUR, _DAY)
"""Seconds between a failure and the next try, by attempts; the last one holds for all further."""

HEALING: dict[str, int | None] = {
    "locked": None,
    "unreadable": None,
    "no-permission": None,
    "reader-crashed": 2,
    "reader-timeout": 2,
    "reader-memory": 2,
    "too-slow": 2,
}
"""Codes of failures that may pass, each with the attempts after which they will not; None for
never. A worker may have died or starved because the whole machine was short of memory or time:
once more shows that."""

_CLOCK_SLACK = _MINUTE


def next_try(row: FileRow) -> float | None:
    """Return when a file is to be tried again by itself, in seconds since the epoch.

    A moment that has passed means now. None means that it must change first (or that it did not
    fail).
    """
    if row.state is not State.FAILED:
        return None
    if row.readers != READERS_VERSION:
        return row.failed_at
    most = HEALING.get(row.code, 0)
    if most is not None and row.attempts >= most:
        return None
    return row.failed_at + WAITS[min(max(row.attempts, 1), len(WAITS)) - 1]


def due(row: FileRow, now: float) -> bool:
    """Tell whether a file is to be tried again at ``now``, in seconds since the epoch.

    A failure in the future says that the clock was wrong then or is now: it is tried.
    """
    when = next_try(row)
    return when is not None and (when <= now or row.failed_at > now + _CLOCK_SLACK)
