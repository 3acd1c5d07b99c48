"""A short queue of frames between a reading thread and the one that wants them."""

from __future__ import annotations

import threading
from collections import deque

_WAITING = 16
"""Frames kept before the reader waits: a quick child must not fill the parent's memory."""
_WAITING_BYTES = 16 * 2**20
"""Bytes likewise; one frame may be longer."""


class Inbox:
    """Bounded, and it can end: what is inside is still given out, what comes later is refused."""

    def __init__(self) -> None:
        self._frames: deque[bytes] = deque()
        self._bytes = 0
        self._changed = threading.Condition()
        self._ended = False

    @property
    def ended(self) -> bool:
        """Whether nothing is inside and nothing more will come."""
        with self._changed:
            return self._ended and not self._frames

    def put(self, frame: bytes) -> bool:
        """Add a frame, waiting for room; return False when the inbox has ended."""
        with self._changed:
            self._changed.wait_for(lambda: self._ended or self._has_room())
            if self._ended:
                return False
            self._frames.append(frame)
            self._bytes += len(frame)
            self._changed.notify_all()
            return True

    def get(self, timeout: float) -> bytes | None:
        """Take the oldest frame, waiting ``timeout`` seconds; None when none came."""
        with self._changed:
            self._changed.wait_for(lambda: self._ended or self._frames, timeout)
            if not self._frames:
                return None
            frame = self._frames.popleft()
            self._bytes -= len(frame)
            self._changed.notify_all()
            return frame

    def end(self) -> None:
        """Let nothing more in and wake everybody."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def _has_room(self) -> bool:
        return len(self._frames) < _WAITING and self._bytes < _WAITING_BYTES
