"""How long a path has to be quiet before it is read, and how that grows.

A file that is saved is read after a moment. One that is written to without end (a log) is not
read at every line: after some time it is read although it is not quiet, then at growing
distances.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

QUIET = 0.7
"""Seconds without news after which a path counts as quiet."""
OPEN_QUIET = 10.0
"""Seconds without news after which a file is read although somebody holds it open for writing."""
LONGEST = 300.0
"""Seconds after which a path that never gets quiet is looked at the first time."""
DISTANCE_MOST = 3600.0
"""Seconds between two looks at such a path, at most."""

_FREE_TAKES = 20
_NEAR = 10.0
_FORGET = 120.0
_QUIET_MOST = 30.0
_REMEMBERED = 4096


@dataclass(slots=True)
class _Past:
    at: float
    takes: int = 0
    """Times that it was taken with less than ``_NEAR`` seconds between."""
    refusals: int = 0
    """Times that its reader found it being written to."""
    restless: int = 0
    """Times that it was taken without being quiet."""


class Patience:
    """What is remembered of paths that change often; bounded, not thread-safe."""

    def __init__(self) -> None:
        self._past: OrderedDict[str, _Past] = OrderedDict()

    def quiet(self, path: str) -> float:
        """Return for how many seconds nothing may happen to ``path``."""
        past = self._past.get(path)
        if past is None:
            return QUIET
        doublings = max(0, past.takes - _FREE_TAKES) + past.refusals
        return min(_QUIET_MOST, QUIET * 2 ** min(doublings, 10))

    def open_quiet(self, path: str) -> float:
        """Return the same for a file that somebody holds open for writing."""
        return self._grown(OPEN_QUIET, path)

    def longest(self, path: str) -> float:
        """Return after how many seconds a path is looked at, quiet or not."""
        return self._grown(LONGEST, path)

    def taken(self, path: str, now: float, *, restless: bool) -> None:
        """Remember that a path was given to a run."""
        past = self._at(path, now)
        past.takes = past.takes + 1 if now - past.at < self.quiet(path) + _NEAR else 0
        past.restless = past.restless + 1 if restless else 0
        past.at = now

    def refused(self, path: str, now: float) -> None:
        """Remember that the reader found a path being written to."""
        past = self._at(path, now)
        past.refusals += 1
        past.at = now

    def _at(self, path: str, now: float) -> _Past:
        past = self._past.pop(path, None)
        if past is None or now - past.at > _FORGET + 2 * self._span(past):
            past = _Past(now)
        self._past[path] = past
        if len(self._past) > _REMEMBERED:
            self._past.popitem(last=False)
        return past

    def _grown(self, seconds: float, path: str) -> float:
        past = self._past.get(path)
        doublings = past.restless if past else 0
        return min(DISTANCE_MOST, seconds * 2 ** min(doublings, 12))

    @staticmethod
    def _span(past: _Past) -> float:
        return min(DISTANCE_MOST, LONGEST * 2 ** min(past.restless, 12)) if past.restless else 0.0
