"""What waits to be sent to one client; a slow client never holds the engine up."""

from __future__ import annotations

import threading
from collections import deque

from engine.protocol.messages import Event, LibrariesChanged, ProgressChanged

_WAITING = 512
"""Events. A client that is so far behind does not read any more."""


class Outbox:
    """A bounded queue in which newer news replaces older of the same kind."""

    def __init__(self) -> None:
        self._events: deque[Event] = deque()
        self._changed = threading.Condition()
        self._ended = False

    def put(self, event: Event) -> bool:
        """Add an event without waiting; return False when the client must be given up."""
        with self._changed:
            if self._ended:
                return True
            stale = next((old for old in self._events if _supersedes(event, old)), None)
            if stale is not None:
                self._events.remove(stale)
            if len(self._events) >= _WAITING:
                return False
            self._events.append(event)
            self._changed.notify_all()
            return True

    def take(self) -> Event | None:
        """Wait for the oldest event; None when the outbox has ended and is empty."""
        with self._changed:
            self._changed.wait_for(lambda: self._ended or self._events)
            event = self._events.popleft() if self._events else None
            self._changed.notify_all()
            return event

    def end(self, timeout: float = 0.0) -> bool:
        """Let nothing more in and give what waits ``timeout`` seconds to be taken.

        Returns:
            Whether all of it was.
        """
        with self._changed:
            self._ended = True
            self._changed.notify_all()
            emptied = self._changed.wait_for(lambda: not self._events, timeout)
            self._events.clear()
            return emptied


def _supersedes(new: Event, old: Event) -> bool:
    if isinstance(new, ProgressChanged) and isinstance(old, ProgressChanged):
        return new.ticket == old.ticket and new.progress.library == old.progress.library
    return isinstance(new, LibrariesChanged) and isinstance(old, LibrariesChanged)
