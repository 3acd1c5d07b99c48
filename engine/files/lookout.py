"""Whether places that could not be seen are back, and whether roots are still the same.

No system tells when a disk is mounted over a folder, when a folder above a root is renamed, or
when a missing folder is made again. So some facts of these places are compared every few seconds.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping

LATER_LOOKS = (10.0,)
"""Seconds after which a place is looked at once more: it may have come back while it was missed."""
_AT_ONCE = 200
"""Places that are compared in one turn."""
NEVER_BACK = frozenset({"name-not-text"})
"""Codes of troubles that only a new name ends."""

Face = tuple[object, ...]


class Lookout:
    """Compares places of one library with how they were; not thread-safe.

    To look at a place may take long (a disk that sleeps), so it is done between `asked` and
    `changed`, without whatever lock protects this.
    """

    def __init__(self) -> None:
        self._roots: dict[str, Face | None] = {}
        self._away: dict[str, Face] = {}
        self._again: dict[str, tuple[float, ...]] = {}
        """By place: when it is looked at once more."""
        self._turn: list[str] = []

    def set_roots(self, roots: Mapping[str, Face | None]) -> None:
        """Compare these roots from now on with how they look; None for what must not be touched."""
        self._roots = {root: self._roots.get(root) or face for root, face in roots.items()}

    def set_away(self, places: Mapping[str, Face], now: float) -> None:
        """Compare from now on all places, as they look, that cannot be seen at present."""
        for path in places.keys() - self._away.keys():
            self._again[path] = tuple(now + later for later in LATER_LOOKS)
        self._away = {path: self._away.get(path, face) for path, face in places.items()}

    def keep(self, wanted: Callable[[str], bool]) -> None:
        """Forget all places but the wanted ones."""
        self._away = {path: face for path, face in self._away.items() if wanted(path)}

    def asked(self) -> tuple[list[str], list[str]]:
        """Return the roots and the other places that are to be looked at in this turn."""
        turn = self._turn or list(self._away)
        turn, self._turn = turn[:_AT_ONCE], turn[_AT_ONCE:]
        return list(self._roots), [path for path in turn if path in self._away]

    def changed(
        self, roots: Mapping[str, Face | None], places: Mapping[str, Face], now: float
    ) -> list[str]:
        """Return the places that are not as they were, once for each change."""
        found: list[str] = []
        for root, face in roots.items():
            before = self._roots.get(root)
            if root in self._roots and face is not None:
                self._roots[root] = face
                found += [root] if before is not None and before != face else []
        for path, face in places.items():
            if self._away.get(path, face) != face:
                self._away[path] = face
                found.append(path)
        again = [path for path, looks in self._again.items() if looks[0] <= now]
        for path in again:
            left = tuple(look for look in self._again.pop(path) if look > now)
            if left and path in self._away:
                self._again[path] = left
        return found + [path for path in again if path in self._away]


def face_of_root(root: str) -> Face:
    """Return what tells another folder at the same path; for a single file, another content."""
    try:
        facts = os.stat(root)
    except (OSError, ValueError) as error:  # ValueError: a NUL in it
        return ("missing", getattr(error, "errno", 0))
    if stat.S_ISDIR(facts.st_mode):
        return (facts.st_dev, facts.st_ino)
    return (facts.st_dev, facts.st_ino, facts.st_size, facts.st_mtime_ns)


def face_of_place(path: str) -> Face:
    """Return what differs when a place can be seen again."""
    try:
        facts = os.stat(path)
    except (OSError, ValueError) as error:
        return ("missing", getattr(error, "errno", 0))
    return (facts.st_dev, facts.st_ino, facts.st_mode, facts.st_uid, facts.st_ctime_ns)
