"""Fresh folders for sockets: private, short of path, and gone after whoever made them."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from pathlib import Path

_PREFIX = "findling-"
_LONGEST = 103
"""Bytes of a Unix socket's path: 104 on macOS and 108 on Linux, with the final zero (unix(7))."""
_ROOM = 32
"""Bytes for what follows the parent: prefix, process id, random letters, the socket's name."""


def private_folder() -> Path:
    """Make a fresh folder (mode 0700) whose path leaves room for a socket with a short name.

    It bears this process's id: what killed processes left behind is removed on the way.

    Raises:
        OSError: no temporary folder is writable and has a path short enough.
    """
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    for base in (runtime, tempfile.gettempdir(), "/tmp"):  # noqa: S108 - fresh and 0700 inside
        if not base or not os.access(base, os.W_OK | os.X_OK):
            continue
        if len(os.fsencode(base)) + _ROOM <= _LONGEST:
            _sweep(Path(base))
            return Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=base))
    raise OSError("no folder for a socket: its path would be too long")


def _sweep(base: Path) -> None:
    """Remove the folders of processes that are no more; other users' are left alone."""
    for folder in base.glob(f"{_PREFIX}*-*"):
        owner = folder.name.removeprefix(_PREFIX).partition("-")[0]
        try:
            if owner.isdecimal() and folder.stat().st_uid == os.getuid():
                os.kill(int(owner), 0)  # asks, and does nothing else
        except ProcessLookupError:
            if not _answers(folder):
                shutil.rmtree(folder, ignore_errors=True)
        except OSError:
            continue


def _answers(folder: Path) -> bool:
    """Whether somebody listens: a process of another container has no id that is known here."""
    for path in folder.iterdir():
        if path.is_socket():
            with socket.socket(socket.AF_UNIX) as probe:
                if probe.connect_ex(str(path)) == 0:
                    return True
    return False
