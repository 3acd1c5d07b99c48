"""A token by which long work learns that nobody wants it any more."""

from __future__ import annotations

import threading
from collections.abc import Callable

from engine.protocol.errors import Cancelled


class Token:
    """Set once, from any thread; checked between batches by the work."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._last = threading.Event()
        self._lock = threading.Lock()
        self._callbacks: list[Callable[[], None]] = []

    @property
    def cancelled(self) -> bool:
        """Whether `cancel` was called."""
        return self._event.is_set()

    def cancel(self) -> None:
        """Call the work off; further calls do nothing."""
        with self._lock:
            if self._event.is_set():
                return
            self._event.set()
            self._last.set()
            callbacks, self._callbacks = self._callbacks, []
        for callback in callbacks:
            callback()

    def check(self) -> None:
        """Raise `Cancelled` when the work was called off."""
        if self._event.is_set():
            raise Cancelled

    def finish(self) -> None:
        """Have nothing new begun; what is under way may come to its end."""
        self._last.set()

    def may_begin(self, after: float = 0.0) -> None:
        """Wait before a next step of the work.

        Args:
            after: seconds until it may begin.

        Raises:
            Cancelled: `cancel` or `finish` was called.
        """
        if self._last.wait(after):
            raise Cancelled

    def wait(self, timeout: float) -> bool:
        """Wait up to ``timeout`` seconds for the call-off; return whether it came."""
        return self._event.wait(timeout)

    def when_cancelled(self, callback: Callable[[], None]) -> None:
        """Call ``callback`` on `cancel` (in its thread), or now when that was before."""
        with self._lock:
            if not self._event.is_set():
                self._callbacks.append(callback)
                return
        callback()
