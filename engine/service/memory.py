"""How much memory the program takes."""

from __future__ import annotations

import psutil

from engine.host.kin import family


def resident() -> int:
    """Return the resident bytes of this process and all its children (shared pages count twice)."""
    total = 0
    for process in family():
        try:
            total += process.memory_info().rss
        except (psutil.Error, OSError):  # it ended meanwhile
            continue
    return total
