"""The first look at a library's folders after the engine's start, and waiting for its end."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.host.cancellation import Token

_STEP = 0.1
"""Seconds between two looks at whether waiting still makes sense."""


class FirstLook:
    """Tells whether the index may lack what happened while nobody watched. Thread-safe."""

    def __init__(self) -> None:
        """Expect no look: nothing is known to be lacking."""
        self._changed = threading.Condition()
        self._expected = False
        self._stuck = False

    @property
    def under_way(self) -> bool:
        """Whether it was announced and has not ended well yet."""
        return self._expected

    def expect(self) -> None:
        """Announce it: the index is not to be taken for complete until `done`."""
        with self._changed:
            self._expected, self._stuck = True, False

    def done(self) -> None:
        """Take note that everything was looked at, and that what was found is in the index."""
        with self._changed:
            self._expected = self._stuck = False
            self._changed.notify_all()

    def met_error(self) -> None:
        """Have nobody wait for it: the run failed and may rest for long."""
        with self._changed:
            self._stuck = True
            self._changed.notify_all()

    def wait(self, seconds: float, hopeless: Callable[[], bool], token: Token) -> None:
        """Wait for its end, for so many seconds at most.

        Args:
            seconds: most to wait.
            hopeless: asked now and then whether it takes long anyway.
            token: ends the waiting.

        Raises:
            Cancelled: by the token.
        """
        ends = time.monotonic() + seconds
        with self._changed:
            while self._expected and not self._stuck and not hopeless():
                token.check()
                left = ends - time.monotonic()
                if left <= 0:
                    return
                self._changed.wait(min(left, _STEP))
