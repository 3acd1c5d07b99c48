"""Folders that are looked at from time to time, because the system tells nothing of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from engine.files.places import at_or_under

Reason = Literal["limit", "network", "refused"]

SHORTEST = 60.0
LONGEST = 3600.0
_PER_FOLDER = 0.05
"""Seconds between two looks for each folder that a look has to list: some hundredths of a core."""


@dataclass(frozen=True, slots=True)
class Polled:
    """A folder that is looked at from time to time with all that is in it."""

    path: str
    reason: Reason
    """``limit``: no watches left. ``network``: others change it unseen. ``refused``: by the
    system."""


@dataclass(slots=True)
class _Poll:
    polled: Polled
    folders: int
    """How many there are in it, as far as known."""
    due: float
    seen: int = 0
    """Folders that were listed in it since it was last due."""


class Polls:
    """The polled folders of one library; not thread-safe."""

    def __init__(self) -> None:
        self._polls: dict[str, _Poll] = {}

    @property
    def polled(self) -> tuple[Polled, ...]:
        """The polled folders, in order of their paths."""
        return tuple(self._polls[path].polled for path in sorted(self._polls))

    def add(self, path: str, reason: Reason, folders: int, now: float) -> None:
        """Begin to look at a folder from time to time, instead of at those in it."""
        self.keep(lambda other: not at_or_under(other, path))
        if path not in self._polls:
            poll = _Poll(Polled(path, reason), folders, now)
            poll.due = now + _distance(poll)
            self._polls[path] = poll

    def listed(self, folder: str) -> bool:
        """Tell whether a folder lies in a polled one, and count it there."""
        for path, poll in self._polls.items():
            if at_or_under(folder, path):
                poll.seen += 1
                return True
        return False

    def due(self, now: float) -> list[str]:
        """Return the folders that are to be looked at now."""
        found = [path for path, poll in self._polls.items() if poll.due <= now]
        for path in found:
            poll = self._polls[path]
            poll.folders, poll.seen = poll.seen or poll.folders, 0
            poll.due = now + _distance(poll)
        return found

    def fitting(self, free: int, remote: Callable[[str], str | None]) -> list[str]:
        """Take out and return folders for which there would be watches again.

        Args:
            free: watches that nobody has.
            remote: tells of a path on which remote file system it lies, if it does. The others can
                be watched by now; so it may be with what the system refused.
        """
        found: list[str] = []
        for path, poll in list(self._polls.items()):
            if poll.polled.reason == "network" and remote(path) is not None:
                continue
            needed = max(poll.folders, poll.seen)
            needed += needed // 4 + 16  # with room for new ones
            if needed <= free:
                free -= needed
                found.append(path)
                del self._polls[path]
        return found

    def keep(self, wanted: Callable[[str], bool]) -> None:
        """Take out all folders but the wanted ones."""
        self._polls = {path: poll for path, poll in self._polls.items() if wanted(path)}


def _distance(poll: _Poll) -> float:
    return min(LONGEST, max(SHORTEST, max(poll.folders, poll.seen) * _PER_FOLDER))
