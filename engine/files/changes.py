"""What changed in a library's folders and has not been looked at yet."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from engine.files.patience import Patience
from engine.files.places import Places
from engine.files.stability import Look, look

MOST = 20_000
"""Paths that are kept apart; more become their folders, then the whole library."""

_TOGETHER = 0.05
"""Seconds: what is due so soon after the first is taken with it (the two names of a rename)."""
_EVERYTHING_QUIET = 2.0
_EVERYTHING_LONGEST = 10.0


@dataclass(slots=True)
class _Mark:
    first: float
    last: float
    due: float
    seen: Look | None = None
    """How the file looked when it was last due."""
    folder: bool = False
    """Known to stand for a folder: nothing more is asked of it."""


class Changes:
    """A set of paths that settle: each is given out once nothing more happens to it.

    Thread-safe; one per library, marked by its watcher and emptied by the indexing thread.
    """

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, wake: Callable[[], None] = lambda: None
    ) -> None:
        """Start with nothing marked.

        Args:
            clock: seconds, never going back.
            wake: called, in the marking thread and without a lock, when `due_in` became shorter
                than it last said.
        """
        self._clock = clock
        self._wake = wake
        self._lock = threading.Lock()
        self._marks: dict[str, _Mark] = {}
        self._everything: _Mark | None = None
        self._patience = Patience()
        self._announced = float("inf")

    def mark(self, path: str) -> None:
        """Take note that something happened at ``path``."""
        with self._lock:
            due = self._mark(path, self._clock(), self._patience.quiet(path))
            sooner = self._sooner(due)
        if sooner:
            self._wake()

    def mark_everything(self) -> None:
        """Take note that events were lost: all folders are to be looked at."""
        with self._lock:
            sooner = self._sooner(self._mark_everything(self._clock()))
        if sooner:
            self._wake()

    def put_back(self, paths: Iterable[str]) -> None:
        """Take back files that were being written to when they were read.

        Each time that this happens to a file it has to be quiet for longer.
        """
        with self._lock:
            now = self._clock()
            for path in paths:
                self._patience.refused(path, now)
                self._mark(path, now, self._patience.quiet(path))
            sooner = self._sooner(self._earliest())
        if sooner:
            self._wake()

    def restore(self, places: Places) -> None:
        """Take back what a run did not get to the end of."""
        with self._lock:
            now = self._clock()
            for path in places.paths:
                self._mark(path, now, self._patience.quiet(path))
            if places.everything:
                self._mark_everything(now)
            sooner = self._sooner(self._earliest())
        if sooner:
            self._wake()

    def wake(self) -> None:
        """Have whoever waits by `due_in` look again: something else is due."""
        self._wake()

    @property
    def marked(self) -> int:
        """How many paths wait to be looked at."""
        with self._lock:
            return len(self._marks) + (self._everything is not None)

    def due_in(self) -> float | None:
        """Return the seconds until `take` may give something, or None when nothing is marked."""
        with self._lock:
            self._announced = self._earliest()
            if self._announced == float("inf"):
                return None
            return max(0.0, self._announced - self._clock())

    def take(self) -> Places | None:
        """Return what is quiet now, or None; the rest stays."""
        with self._lock:
            now = self._clock()
            due = {p: m.due for p, m in self._marks.items() if m.due <= now + _TOGETHER}
            if not due or min(due.values()) > now:
                due = {}
            whole = self._everything is not None and self._everything.due <= now
            folders = {path for path in due if self._marks[path].folder}
        looks = {path: None if path in folders else look(path) for path in due}
        with self._lock:
            settled = {path: self._settled(path, due[path], looks[path], now) for path in due}
            if whole:
                self._everything = None
        paths = tuple(path for path, how in settled.items() if how is not None)
        restless = frozenset(path for path, how in settled.items() if how == "restless")
        return Places(paths, whole, restless) if paths or whole else None

    def _settled(
        self, path: str, due: float, seen: Look | None, now: float
    ) -> Literal["quiet", "restless"] | None:
        """Take a mark away if its path is quiet or waited enough, else make it wait; locked."""
        mark = self._marks.get(path)
        if mark is None or mark.due != due:
            return None  # something happened while it was looked at
        quiet_at = self._quiet_at(path, mark, seen, now)
        end = mark.first + self._patience.longest(path)
        if min(quiet_at, end) > now + _TOGETHER:
            mark.seen = seen
            mark.due = min(quiet_at, end)
            return None
        del self._marks[path]
        writing = seen is not None and seen.writing is True
        restless = writing or quiet_at > now + _TOGETHER
        self._patience.taken(path, now, restless=restless)
        return "restless" if restless else "quiet"

    def _quiet_at(self, path: str, mark: _Mark, seen: Look | None, now: float) -> float:
        if seen is not None and seen.writing:
            return mark.last + self._patience.open_quiet(path)
        if seen is not None and seen.writing is None and seen != mark.seen:
            return now + self._patience.quiet(path)  # to be seen twice alike
        return mark.last + self._patience.quiet(path)

    def _mark(self, path: str, now: float, quiet: float, *, folder: bool = False) -> float:
        mark = self._marks.get(path)
        if mark is None:
            mark = self._marks[path] = _Mark(now, now, now + quiet, folder=folder)
            if len(self._marks) > MOST:
                self._collapse(now)
            return mark.due
        mark.last = now
        mark.due = min(now + quiet, mark.first + self._patience.longest(path))
        mark.seen = None
        return mark.due

    def _mark_everything(self, now: float) -> float:
        mark = self._everything or _Mark(now, now, now)
        mark.due = min(now + _EVERYTHING_QUIET, mark.first + _EVERYTHING_LONGEST)
        self._everything = mark
        return mark.due

    def _collapse(self, now: float) -> None:
        """Keep folders for paths, or the whole library for too many folders."""
        folders = {
            path if mark.folder else os.path.dirname(path) for path, mark in self._marks.items()
        }
        self._marks.clear()
        if len(folders) > MOST // 4:
            self._mark_everything(now)
            return
        for folder in folders:
            self._mark(folder, now, self._patience.quiet(folder), folder=True)

    def _sooner(self, due: float) -> bool:
        """Tell whether the waiter is to be woken, once for each shorter time."""
        if due >= self._announced:
            return False
        self._announced = due
        return True

    def _earliest(self) -> float:
        dues = [mark.due for mark in self._marks.values()]
        if self._everything is not None:
            dues.append(self._everything.due)
        return min(dues, default=float("inf"))
