"""One window a data folder: how a second start reaches the first. Knows no Qt, so that it is quick.

The first window listens at an address that only its user can reach; a later start says there what
it was asked to do and ends. One line of JSON each way.
"""

from __future__ import annotations

import hashlib
import json
import os
import socket
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

LONGEST = 1 << 16
"""Bytes of a request; longer ones are refused."""
ANSWER = b"ok\n"
_LONGEST_PATH = 80
"""Bytes of a socket's path: the system takes some 104, and Qt binds it in a folder beside first."""
_PATIENCE = 3.0
_PAUSE = 0.05
_TOKENS = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")
"""What lets a window come to the front (XDG activation; startup notification)."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a start was asked to do."""

    query: str = ""
    paths: tuple[str, ...] = ()
    """Folders and files for the library, absolute."""
    link: str = ""
    """A ``findling://`` link to follow, not yet read."""
    folder: str = ""
    """The one to search in, absolute."""
    toggle: bool = False
    """Bring the window, or put it away where it is in front."""
    quiet: bool = False
    """Start in the background: nothing is shown."""
    library: str = ""
    """The one to search and to put folders into; empty leaves it as it is."""
    theme: str = ""
    """``system``, ``light`` or ``dark`` until the window's program ends; empty leaves it."""
    token: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """Where the window of one data folder is reached."""

    lock: Path
    name: str
    """A socket's path, or on Windows a pipe's name."""


def address_of(root: Path) -> Address | None:
    """The address that belongs to a data folder; None where there is no safe place for one."""
    lock = root / "window.lock"
    name = f"findling-{hashlib.sha256(os.fsencode(root)).hexdigest()[:16]}"
    if sys.platform == "win32":
        return Address(lock, name)
    for folder in (os.environ.get("XDG_RUNTIME_DIR", ""), str(root)):
        path = Path(folder) / f"{name}.sock"
        if folder and _is_own(Path(folder)) and len(os.fsencode(path)) <= _LONGEST_PATH:
            return Address(lock, str(path))
    return None


def activation_token() -> str:
    """What the desktop gave this start so that its window may come to the front."""
    return next((os.environ[name] for name in _TOKENS if os.environ.get(name)), "")


def hand_over(address: Address, request: Request, *, patience: float = 0.0) -> bool:
    """Have the first window do it; False where none answers.

    Args:
        address: where it would be.
        request: what is asked for.
        patience: seconds in which it may still be starting.
    """
    line = json.dumps(asdict(request)).encode() + b"\n"
    end = time.monotonic() + patience
    while True:
        try:
            return _exchange(address.name, line) == ANSWER
        except OSError:
            if time.monotonic() > end:
                return False
        threading.Event().wait(_PAUSE)


def read_request(line: bytes) -> Request | None:
    """Understand a request; None where it is none."""
    try:
        content: Any = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(content, dict):
        return None
    fields = cast("Mapping[str, Any]", content)
    paths: Any = fields.get("paths")
    listed = cast("list[object]", paths) if isinstance(paths, list) else []
    return Request(
        query=_text(fields, "query"),
        paths=tuple(path for path in listed if isinstance(path, str)),
        link=_text(fields, "link"),
        folder=_text(fields, "folder"),
        toggle=fields.get("toggle") is True,
        quiet=fields.get("quiet") is True,
        library=_text(fields, "library"),
        theme=_text(fields, "theme"),
        token=_text(fields, "token"),
    )


def _text(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    return value if isinstance(value, str) else ""


def _exchange(name: str, line: bytes) -> bytes:
    if sys.platform == "win32":
        with open(rf"\\.\pipe\{name}", "r+b", buffering=0) as pipe:  # noqa: PTH123 - a pipe
            pipe.write(line)
            return pipe.readline(len(ANSWER))
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(_PATIENCE)
        connection.connect(name)
        connection.sendall(line)
        return connection.makefile("rb").readline(len(ANSWER))


def _is_own(folder: Path) -> bool:
    try:
        status = folder.stat()
    except OSError:
        return False
    return sys.platform == "win32" or status.st_uid == os.getuid()
