"""Whether somebody still writes to a file."""

from __future__ import annotations

import os
import stat
import sys
import time
from dataclasses import dataclass

from engine.files.patience import OPEN_QUIET

if sys.platform == "linux":
    import errno
    import fcntl
    import signal


@dataclass(frozen=True, slots=True)
class Look:
    """What a file showed at one moment."""

    size: int
    modified_ns: int
    writing: bool | None
    """Whether somebody holds it open for writing; None where the system does not tell."""


def look(path: str) -> Look | None:
    """Look at a file; return None for a folder, a link, a device or nothing."""
    try:
        facts = os.lstat(path)
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(facts.st_mode):
        return None
    return Look(facts.st_size, facts.st_mtime_ns, being_written(path))


def growing(path: str, modified_ns: int) -> bool:
    """Tell whether a file is open for writing and was written to just now.

    Args:
        path: of a regular file.
        modified_ns: when it was written to, as its signature says: few files need more asked.
    """
    age = time.time() - modified_ns / 1e9
    return -OPEN_QUIET < age < OPEN_QUIET and being_written(path) is True


def being_written(path: str) -> bool | None:
    """Tell whether a process holds a regular file open for writing (or mapped so).

    Linux grants a read lease only on a file that nobody has open for writing (fcntl(2),
    F_SETLEASE). It is given back at once. Whoever opens the file in between is kept waiting for
    these microseconds, and the signal that would then be sent to this process is one that does
    nothing. A lease needs the owner's rights and a local file system.

    Returns:
        None where the system does not tell: another's file, another system.
    """
    if sys.platform != "linux":
        return None
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
    except (OSError, ValueError):
        return None
    try:
        fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return True if error.errno == errno.EAGAIN else None
    else:
        return False
    finally:
        os.close(handle)
