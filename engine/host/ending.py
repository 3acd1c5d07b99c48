"""The wish to end a process, from a signal or from any of its threads."""

from __future__ import annotations

import contextlib
import select
import signal
import socket


class Ending:
    """Waits in the main thread without ever missing the wish.

    An Event does miss it: a signal that arrives between Python's last look and the system call
    that waits is handled only when that returns, seconds later.
    """

    def __init__(self) -> None:
        self._waiting, self._wishing = socket.socketpair()
        self._waiting.settimeout(0)
        self._wishing.settimeout(0)
        self._wished = False

    def watch_signals(self) -> None:
        """Take SIGTERM and SIGINT as the wish; only in the main thread."""
        signal.set_wakeup_fd(self._wishing.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, _take)

    def wish(self) -> None:
        """Ask for the end, from any thread."""
        with contextlib.suppress(BlockingIOError):  # full: it was asked for often enough
            self._wishing.send(b"\0")

    def wait(self, timeout: float) -> bool:
        """Wait up to ``timeout`` seconds for the wish; return whether it has come."""
        if not self._wished:
            self._wished = bool(select.select([self._waiting], [], [], timeout)[0])
        return self._wished


def _take(_number: int, _frame: object) -> None:
    """Do nothing: the signal's byte in the socket is enough."""
