"""This program's processes: the engine and its children."""

from __future__ import annotations

import contextlib
from pathlib import Path

import psutil

_TASKS = "/proc/{}/task"


def family() -> list[psutil.Process]:
    """Return this process, its children and theirs, as far as the system tells of them.

    psutil finds children by asking every process for its parent. Where strangers' processes are
    hidden (``hidepid=1`` of proc(5)) it fails at the first one; Linux is asked directly then.
    """
    engine = psutil.Process()
    try:
        return [engine, *engine.children(recursive=True)]
    except (psutil.Error, OSError):
        return [engine, *_offspring(engine.pid)]


def _offspring(pid: int) -> list[psutil.Process]:
    """Return what the kernel lists as the children of a process, and theirs (proc_pid_task(5))."""
    found: list[psutil.Process] = []
    with contextlib.suppress(OSError, ValueError):
        for task in Path(_TASKS.format(pid)).iterdir():
            for child in (task / "children").read_text(encoding="ascii").split():
                with contextlib.suppress(psutil.Error, OSError):  # it ended meanwhile
                    found.append(psutil.Process(int(child)))
                found += _offspring(int(child))
    return found
