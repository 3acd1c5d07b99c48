"""What is watched for one library."""

from __future__ import annotations

import errno
import logging
import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.files.lookout import NEVER_BACK, Face, Lookout, face_of_place, face_of_root
from engine.files.places import at_or_under
from engine.files.polling import Polled, Polls, Reason
from engine.files.watch_source import WatchLimitError, WatchSource

if TYPE_CHECKING:
    from engine.files.changes import Changes
    from engine.files.mounts import Mounts
    from engine.store.catalogue_rows import Trouble

_log = logging.getLogger(__name__)

_GONE = frozenset(
    {errno.EACCES, errno.ELOOP, errno.ENAMETOOLONG, errno.ENOENT, errno.ENOTDIR, errno.EPERM}
)
"""What a scan finds out by itself, and says."""
_ENTERED_MOST = 1000
"""Folders that are remembered beside twice the watched ones: a day may make and delete millions."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What the watches of all libraries have in common."""

    source: WatchSource
    """How the system tells changes; its lock protects all that is watched."""
    mounts: Mounts
    own: tuple[str, ...]
    """Folders that the engine itself writes to."""
    make_room: Callable[[LibraryWatch, str], None]
    """Polls a part of some library, so that a library's folder under this root can be watched."""
    forget: Callable[[LibraryWatch], None]
    """Takes note that a library's watch is closed."""


class LibraryWatch:
    """What is watched for one library; thread-safe."""

    def __init__(self, shared: Shared, name: str, changes: Changes) -> None:
        """Use `FolderWatch.add`."""
        self._shared = shared
        self._name = name
        self._changes = changes
        self._roots: frozenset[str] = frozenset()
        self._entered: set[str] = set()
        """Watched folders that a scan listed since the last whole one."""
        self._entered_most = _ENTERED_MOST
        self._polls = Polls()
        self._lookout = Lookout()
        self.folders = shared.source.folders(self._mark, changes.mark_everything, self._is_root)
        """What is watched; used under the lock."""

    @property
    def polled(self) -> tuple[Polled, ...]:
        """The folders that are looked at from time to time instead."""
        with self._shared.source.lock:
            return self._polls.polled

    @property
    def roots(self) -> frozenset[str]:
        """The library's folders."""
        return self._roots

    def set_roots(self, roots: Sequence[str]) -> None:
        """Say which folders (or single files) the library has.

        What is not under them any more is unwatched. New ones are watched as a scan enters them.
        """
        mine = frozenset(os.path.normpath(root) for root in roots)
        faces = self._faces_of_roots(mine)
        with self._shared.source.lock:
            self._roots = mine
            self.folders.retain(self._is_mine)
            self._polls.keep(self._is_mine)
            self._lookout.set_roots(faces)
            self._lookout.keep(self._is_mine)
            self._entered = {folder for folder in self._entered if self._is_mine(folder)}

    def entering(self, folder: str) -> None:
        """Watch a folder that a scan is about to list."""
        with self._shared.source.lock:
            if not self._is_mine(folder) or self._is_own(folder) or not _is_text(folder):
                return
            if self._polls.listed(folder):
                return
            if (remote := self._shared.mounts.remote(folder)) is not None:
                self.poll(remote if self._is_mine(remote) else self._root_of(folder), "network")
                return
            self._enter(folder)
            self._entered.add(folder)
            if len(self._entered) > self._entered_most:
                self._entered = {each for each in self._entered if self.folders.holds(each)}
                self._entered_most = 2 * len(self._entered) + _ENTERED_MOST

    def scanned(self, troubles: Sequence[Trouble], *, whole: bool) -> None:
        """Take note of all places that cannot be looked into at present.

        After a whole scan, folders that it did not enter are unwatched (they are ignored by now),
        and polled ones are watched again where there is room.
        """
        now = time.monotonic()
        if whole:
            self._shared.source.renew_limit()
        places = [trouble.path for trouble in troubles if trouble.code not in NEVER_BACK]
        faces = self._faces(places)
        with self._shared.source.lock:
            self._lookout.set_away(faces, now)
            if not whole:
                return
            self.folders.retain(self._entered.__contains__)
            self._entered.clear()
            free = self._shared.source.limit - self._shared.source.watches
            fitting = self._polls.fitting(free, self._shared.mounts.remote)
        for path in fitting:
            self._changes.mark(path)

    def close(self) -> None:
        """Watch nothing any more."""
        self._shared.forget(self)
        self.set_roots(())

    def poll(self, folder: str, reason: Reason) -> None:
        """Look at a folder from time to time instead of watching it; under the lock."""
        watched = self.folders.leave(folder)
        self._polls.add(folder, reason, watched, time.monotonic())
        _log.info("%s: a part with %d watches is polled: %s", self._name, watched, reason)

    def look_around(self, now: float, mounts: set[str]) -> None:
        """Mark what is due to be looked at.

        Args:
            now: seconds, monotonic.
            mounts: places at which something was mounted or unmounted.
        """
        with self._shared.source.lock:
            roots, places = self._lookout.asked()
        roots, places = self._faces_of_roots(roots), self._faces(places)
        with self._shared.source.lock:
            paths = self._polls.due(now)
            paths += [place for place in mounts if self._is_mine(place)]
            paths += self._lookout.changed(roots, places, now)
        for path in paths:
            self._changes.mark(path)

    def _faces_of_roots(self, roots: Iterable[str]) -> dict[str, Face | None]:
        """Look at roots, but not on a server: where that is gone, it takes minutes."""
        remote = self._shared.mounts.remote
        return {root: None if remote(root) else face_of_root(root) for root in roots}

    def _faces(self, places: Iterable[str]) -> dict[str, Face]:
        remote = self._shared.mounts.remote
        return {place: face_of_place(place) for place in places if not remote(place)}

    def _enter(self, folder: str) -> None:
        while not self._polls.listed(folder):
            try:
                self.folders.enter(folder)
            except WatchLimitError:
                self._shared.make_room(self, self._root_of(folder))
                continue
            except OSError as error:
                if error.errno not in _GONE:
                    self.poll(folder, "refused")
            return

    def _mark(self, path: str) -> None:
        if not self._is_own(path) and _is_text(path):
            self._changes.mark(path)

    def _is_own(self, path: str) -> bool:
        return any(at_or_under(path, folder) for folder in self._shared.own)

    def _is_root(self, path: str) -> bool:
        return path in self._roots

    def _is_mine(self, path: str) -> bool:
        return any(at_or_under(path, root) for root in self._roots)

    def _root_of(self, path: str) -> str:
        return max((r for r in self._roots if at_or_under(path, r)), key=len, default=path)


def _is_text(path: str) -> bool:
    """Tell whether a path can be written down; nothing in a folder that cannot is indexed."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True
