"""Opens the window at a link: a start of its own, which reaches the window that runs."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping

from engine.host.launch import child_environment, lasting_command


class Opener:
    """Starts the window; remembers the starts until they have ended."""

    def __init__(self, data: str | None) -> None:
        self._options = ("--data", data) if data else ()
        self._started: list[subprocess.Popen[bytes]] = []

    def open(self, link: str, *, token: str = "", timestamp: int = 0) -> None:
        """Open the window at a link.

        Args:
            link: written by us or read by `parse_link`. Empty opens the window as it is.
            token: of XDG activation, where the desktop has given one.
            timestamp: of the event that led here, X11's milliseconds; 0 where it is not known.
        """
        self.reap()
        command = lasting_command("app", *self._options, *(("--follow", link) if link else ()))
        started = subprocess.Popen(  # noqa: S603 - our own command
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env=child_environment(_activation(token, timestamp)),
            start_new_session=True,  # it outlives us
            cwd=os.path.expanduser("~"),  # noqa: PTH111 - a text for another process
        )
        self._started.append(started)

    def reap(self) -> None:
        """Forget those that have ended."""
        self._started = [start for start in self._started if start.poll() is None]


def _activation(token: str, timestamp: int) -> Mapping[str, str]:
    """What lets the window come to the front (XDG activation; Startup Notification, ``_TIME``)."""
    if token:
        return {"XDG_ACTIVATION_TOKEN": token, "DESKTOP_STARTUP_ID": token}
    return {"DESKTOP_STARTUP_ID": f"findling_TIME{timestamp}"} if timestamp else {}
