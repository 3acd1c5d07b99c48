"""How many inotify watches may be taken without taking them from other programs.

The kernel counts the watches of a user over all processes (inotify(7), ``max_user_watches``).
Editors, sync programs and file managers need theirs, and show an error without them.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

_LIMITS = ("/proc/sys/fs/inotify/max_user_watches", "/proc/sys/user/max_inotify_watches")
_SHARE = 2
"""At most one in so many of what is free and of the whole."""
_PATIENCE = 0.5


def watch_share() -> int:
    """Return how many watches this process may hold: half of what others leave free, at most."""
    limit = _limit()
    return max(0, min(limit, limit - _held_by_others())) // _SHARE


def _limit() -> int:
    found: list[int] = []
    for place in _LIMITS:
        try:
            found.append(int(Path(place).read_text(encoding="ascii")))
        except (OSError, ValueError):
            continue
    return min(found, default=8192)


def _held_by_others() -> int:
    """Count the watches of this user's other processes, as far as half a second goes."""
    end = time.monotonic() + _PATIENCE
    own, user, held = str(os.getpid()), os.getuid(), 0
    for process in os.scandir("/proc"):
        if time.monotonic() > end:
            break
        try:
            if process.name.isdigit() and process.name != own and process.stat().st_uid == user:
                held += _held_by(process.path)
        except OSError:
            continue  # ended meanwhile, or keeps its descriptors to itself
    return held


def _held_by(process: str) -> int:
    held = 0
    for number in os.listdir(f"{process}/fd"):
        if os.readlink(f"{process}/fd/{number}").endswith("inotify"):
            facts = Path(process, "fdinfo", number).read_bytes()
            held += facts.count(b"inotify wd:")
    return held
