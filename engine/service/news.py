"""News for the clients that asked for them: what changed, not too often."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from engine.protocol.messages import Event, LibrariesChanged, LibraryInfo, Progress

APART = 0.2
"""Seconds between two reports of one run: a person sees no more than five a second."""


class News:
    """Where news go. Thread-safe; silent until somebody is there to tell."""

    def __init__(self) -> None:
        self._publish: Callable[[Event], None] | None = None

    def tell(self, publish: Callable[[Event], None]) -> None:
        """Send everything from now on to ``publish``."""
        self._publish = publish

    def publish(self, event: Event) -> None:
        """Send one event (its ticket must be 0) to every subscriber."""
        if self._publish is not None:
            self._publish(event)

    def libraries_changed(self, libraries: tuple[LibraryInfo, ...]) -> None:
        """Say what the libraries are now."""
        self.publish(LibrariesChanged(libraries=libraries))


class Throttle:
    """Lets a report pass when its phase is new or the last one is old enough."""

    def __init__(self, report: Callable[[Progress], None]) -> None:
        self._report = report
        self._lock = threading.Lock()
        self._phase = ""
        self._last = 0.0

    def __call__(self, progress: Progress) -> None:
        """Pass ``progress`` on, or drop it: a newer one follows."""
        now = time.monotonic()
        with self._lock:
            if progress.phase == self._phase and now - self._last < APART:
                return
            self._phase, self._last = progress.phase, now
        self._report(progress)


class Later:
    """Calls something soon, however often it is asked to, and never more often than it may."""

    def __init__(self, call: Callable[[], None], apart: float) -> None:
        """Call ``call`` at most every ``apart`` seconds."""
        self._call = call
        self._apart = apart
        self._lock = threading.Lock()
        self._last = float("-inf")
        self._timer: threading.Timer | None = None
        self._closed = False

    def __call__(self) -> None:
        """Have it called: now, or as soon as it may."""
        with self._lock:
            if self._timer is not None or self._closed:
                return
            wait = self._last + self._apart - time.monotonic()
            if wait > 0:
                self._timer = threading.Timer(wait, self._due)
                self._timer.daemon = True
                self._timer.start()
                return
            self._last = time.monotonic()
        self._call()

    def close(self) -> None:
        """Call nothing any more."""
        with self._lock:
            self._closed = True
            if self._timer is not None:
                self._timer.cancel()

    def _due(self) -> None:
        with self._lock:
            self._timer = None
            if self._closed:
                return
            self._last = time.monotonic()
        self._call()
