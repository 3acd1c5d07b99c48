"""Whether places that could not be seen are back, and whether roots are still the same.

No system tells when a disk is mounted over a folder, when a folder above a root is renamed, or
when a missing folder is made again. So some facts of these places are compared every few seconds.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable

SECOND_LOOK = 10.0
"""Seconds after which a place is looked at once more: it may have come back while it was
being missed."""
_AT_ONCE = 200
"""Places that are compared in one turn."""
_NEVER_BACK = frozenset({"name-not-text"})

Face = tuple[object, ...]


class Lookout:
    """Compares places of one library with how they were; not thread-safe."""

    def __init__(self) -> None:
        self._roots: dict[str, Face] = {}
        self._away: dict[str, Face] = {}
        self._again: dict[str, float] = {}
        self._turn: list[str] = []

    def set_roots(self, roots: Iterable[str]) -> None:
        """Compare these roots from now on."""
        self._roots = {root: self._roots.get(root) or _face_of_root(root) for root in roots}

    def set_away(self, places: Iterable[tuple[str, str]], now: float, *, only_these: bool) -> None:
        """Compare places, given with the codes of their troubles, that could not be seen."""
        paths = [path for path, code in places if code not in _NEVER_BACK]
        known = {} if only_these else dict(self._away)
        for path in paths:
            if path not in self._away:
                self._again[path] = now + SECOND_LOOK
            known[path] = self._away.get(path) or _face(path)
        self._away = known

    def keep(self, wanted: Callable[[str], bool]) -> None:
        """Forget all places but the wanted ones."""
        self._away = {path: face for path, face in self._away.items() if wanted(path)}

    def changed(self, now: float, skip: Callable[[str], bool]) -> list[str]:
        """Return the places that are not as they were, once for each change.

        Args:
            now: seconds, on any clock.
            skip: whether a place must not be touched: to look at a server that is gone may take
                minutes.
        """
        found = [root for root in self._roots if not skip(root) and self._root_changed(root)]
        found += [path for path in self._next() if not skip(path) and self._back(path)]
        again = [path for path, due in self._again.items() if due <= now]
        for path in again:
            del self._again[path]
        return found + [path for path in again if path in self._away]

    def _next(self) -> list[str]:
        if not self._turn:
            self._turn = list(self._away)
        turn, self._turn = self._turn[:_AT_ONCE], self._turn[_AT_ONCE:]
        return [path for path in turn if path in self._away]

    def _root_changed(self, root: str) -> bool:
        before, self._roots[root] = self._roots[root], _face_of_root(root)
        return self._roots[root] != before

    def _back(self, path: str) -> bool:
        before, self._away[path] = self._away[path], _face(path)
        return self._away[path] != before


def _face_of_root(root: str) -> Face:
    """Return what tells another folder at the same path; for a single file, another content."""
    try:
        facts = os.stat(root)  # noqa: PTH116 - a root may be a link
    except OSError as error:
        return ("missing", error.errno)
    if stat.S_ISDIR(facts.st_mode):
        return (facts.st_dev, facts.st_ino)
    return (facts.st_dev, facts.st_ino, facts.st_size, facts.st_mtime_ns)


def _face(path: str) -> Face:
    try:
        facts = os.stat(path)  # noqa: PTH116
    except (OSError, ValueError) as error:
        return ("missing", getattr(error, "errno", 0))
    return (facts.st_dev, facts.st_ino, facts.st_mode, facts.st_uid, facts.st_ctime_ns)
