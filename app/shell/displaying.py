"""Whether a window can be shown, asked before Qt is: where there is no display, that aborts."""

from __future__ import annotations

import os
import re
import socket
import sys
from collections.abc import Mapping

from engine.protocol.errors import FindlingError

_LOCAL = re.compile(r"(unix|localhost|127\.0\.0\.1)?:(\d+)(\.\d+)?")
"""A display of this machine (X(7), "DISPLAY NAMES"); ssh forwards one as localhost:10.0."""
_PORT = 6000
_SECONDS = 1.0


class NoDisplayError(FindlingError):
    """There is no display that a window could be shown on."""

    code = "no-display"
    hint = "Search with `findling search WORDS`; `findling --help` lists the other commands."


def require_display(environment: Mapping[str, str] = os.environ) -> None:
    """Make sure that a window can be shown.

    A display of another machine is taken for granted, and so is what somebody chose by
    QT_QPA_PLATFORM.

    Args:
        environment: of the process.

    Raises:
        NoDisplayError: none is named, or none of those named answers.
    """
    if sys.platform != "linux" or environment.get("QT_QPA_PLATFORM"):
        return
    x11, wayland = environment.get("DISPLAY", ""), environment.get("WAYLAND_DISPLAY", "")
    if environment.get("WAYLAND_SOCKET"):  # connected already (wl_display_connect(3))
        return
    if not wayland and environment.get("XDG_SESSION_TYPE") == "wayland":
        wayland = "wayland-0"  # as Qt and wl_display_connect(3) have it
    if not x11 and not wayland:
        raise NoDisplayError("There is no display here to show the window on.")
    folder = environment.get("XDG_RUNTIME_DIR", "")
    # Wayland first: where X is started when it is called, nobody calls it for nothing.
    if not (wayland and _answers(os.path.join(folder, wayland))) and not (x11 and _shows(x11)):  # noqa: PTH118 - no Path
        named = " and ".join(name for name in (wayland, x11) if name)
        raise NoDisplayError(f"The display to show the window on does not answer: {named}")


def _shows(display: str) -> bool:
    """Whether an X server is where the variable says."""
    local = _LOCAL.fullmatch(display)
    if local is None:
        return True
    host, number = local[1], int(local[2])
    if host in ("localhost", "127.0.0.1"):
        return _listens(_PORT + number)
    path = f"/tmp/.X11-unix/X{number}"  # noqa: S108 - where X servers are (Xserver(1))
    return _answers(f"\0{path}") or _answers(path)


def _answers(path: str) -> bool:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(_SECONDS)
        try:
            connection.connect(path)
        except (OSError, ValueError):  # none there; no path at all
            return False
    return True


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("localhost", port), timeout=_SECONDS).close()
    except (OSError, OverflowError):
        return False
    return True
