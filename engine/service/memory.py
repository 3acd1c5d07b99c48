"""How much memory the program takes."""

from __future__ import annotations

import psutil


def resident() -> int:
    """Return the resident bytes of this process and all its children (shared pages count twice)."""
    engine = psutil.Process()
    total = 0
    for process in (engine, *engine.children(recursive=True)):
        try:
            total += process.memory_info().rss
        except psutil.Error:  # it ended meanwhile
            continue
    return total
