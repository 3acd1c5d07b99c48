"""How often a vendor is asked with one key: what one request was told holds for all that follow."""

from __future__ import annotations

import threading
import time
from functools import lru_cache
from typing import TYPE_CHECKING

from engine.models.errors import VendorBusyError

if TYPE_CHECKING:
    from engine.host.cancellation import Token

_WIDEST = 10.0
"""Seconds between two requests, at the most."""
_EASED = 0.8
"""What remains of the distance after a request that was answered."""


class Pace:
    """Lets requests start one after the other, apart as the vendor wants it. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._next = 0.0
        self._apart = 0.0
        self._least = 0.0

    @property
    def apart(self) -> float:
        """Seconds between the starts of two requests; 0 while nobody complained."""
        return self._apart

    def take_turn(self, token: Token, longest: float, model: str = "") -> None:
        """Wait for one's turn.

        Args:
            token: calls the waiting off.
            longest: seconds that are worth waiting.
            model: whose turn it is, for the error.

        Raises:
            Cancelled: by the token.
            VendorBusyError: the turn is further away than that.
        """
        with self._lock:
            now = time.monotonic()
            start = max(now, self._next)
            if start - now > longest:
                words = f"nothing is asked of it for {start - now:.0f} s"
                raise VendorBusyError(words, model=model)
            self._next = start + self._apart
        token.may_begin(start - now)

    def slow(self, wait: float, first: float) -> None:
        """Note a complaint.

        Args:
            wait: seconds in which nothing is to be asked.
            first: seconds between two requests after the first complaint; twice as many after
                each further one.
        """
        with self._lock:
            self._apart = min(max(2 * self._apart, first), _WIDEST)
            self._next = max(self._next, time.monotonic() + wait)
            self._least = first / 10

    def ease(self) -> None:
        """Note an answer."""
        with self._lock:
            self._apart = self._apart * _EASED if self._apart * _EASED > self._least else 0.0


@lru_cache(maxsize=256)
def pace_of(address: str, fingerprint: str) -> Pace:
    """Return the one pace of a server and a key in this process."""
    del address, fingerprint
    return Pace()
