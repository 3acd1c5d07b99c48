"""Watching the folders of all libraries: what changes is marked in the library's `Changes`.

Folders are watched as scans enter them. What the system does not tell is found by polling, and
what cannot be seen at present (an unplugged disk) by looking whether it is back.
"""

from __future__ import annotations

import errno
import logging
import os
import sys
import threading
import time
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from engine.files.lookout import NEVER_BACK, Face, Lookout, face_of_place, face_of_root
from engine.files.mounts import Mounts
from engine.files.polling import Polled, Polls, Reason, at_or_under
from engine.files.watch_source import WatchLimitError, WatchSource

if TYPE_CHECKING:
    from engine.files.changes import Changes
    from engine.files.watch_source import WatchedFolders
    from engine.store.catalogue_rows import Trouble

_log = logging.getLogger(__name__)

TURN = 2.0
"""Seconds between two looks at the mount table, at roots and at places that are away."""
_GONE = frozenset(
    {errno.EACCES, errno.ELOOP, errno.ENAMETOOLONG, errno.ENOENT, errno.ENOTDIR, errno.EPERM}
)
"""What a scan finds out by itself, and says."""
_PARTS = 20
_PARTS_OF_ROOT = 10
"""A part that is given up holds at least one in so many of all watches and of its root's, so that
there are few of them; where no part does, the whole root is given up."""


class LibraryWatch:
    """What is watched for one library; thread-safe."""

    def __init__(self, watch: FolderWatch, name: str, changes: Changes) -> None:
        """Use `FolderWatch.add`."""
        self._watch = watch
        self._name = name
        self._changes = changes
        self._roots: frozenset[str] = frozenset()
        self._entered: set[str] = set()
        """Folders that a scan listed since the last whole one."""
        self._polls = Polls()
        self._lookout = Lookout()
        self.folders = watch.source.folders(self._mark, changes.mark_everything, self._is_root)
        """What is watched; used under the lock."""

    @property
    def polled(self) -> tuple[Polled, ...]:
        """The folders that are looked at from time to time instead."""
        with self._watch.lock:
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
        with self._watch.lock:
            self._roots = mine
            self.folders.retain(self._is_mine)
            self._polls.keep(self._is_mine)
            self._lookout.set_roots(faces)
            self._lookout.keep(self._is_mine)
            self._entered = {folder for folder in self._entered if self._is_mine(folder)}

    def entering(self, folder: str) -> None:
        """Watch a folder that a scan is about to list."""
        with self._watch.lock:
            if not self._is_mine(folder) or self._is_own(folder) or self._polls.listed(folder):
                return
            if (remote := self._watch.mounts.remote(folder)) is not None:
                self.poll(remote if self._is_mine(remote) else self._root_of(folder), "network")
                return
            self._entered.add(folder)
            self._enter(folder)

    def scanned(self, troubles: Sequence[Trouble], *, whole: bool) -> None:
        """Take note of all places that cannot be looked into at present.

        After a whole scan, folders that it did not enter are unwatched (they are ignored by now),
        and polled ones are watched again where there is room.
        """
        now = time.monotonic()
        if whole:
            self._watch.source.renew_limit()
        places = [trouble.path for trouble in troubles if trouble.code not in NEVER_BACK]
        faces = self._faces(places)
        with self._watch.lock:
            self._lookout.set_away(faces, now)
            if not whole:
                return
            self.folders.retain(self._entered.__contains__)
            self._entered.clear()
            fitting = self._polls.fitting(self._watch.limit - self._watch.watches)
        for path in fitting:
            self._changes.mark(path)

    def close(self) -> None:
        """Watch nothing any more."""
        self._watch.drop(self)
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
        with self._watch.lock:
            roots, places = self._lookout.asked()
        roots, places = self._faces_of_roots(roots), self._faces(places)
        with self._watch.lock:
            paths = self._polls.due(now)
            paths += [place for place in mounts if self._is_mine(place)]
            paths += self._lookout.changed(roots, places, now)
        for path in paths:
            self._changes.mark(path)

    def _faces_of_roots(self, roots: Iterable[str]) -> dict[str, Face | None]:
        """Look at roots, but not on a server: where that is gone, it takes minutes."""
        remote = self._watch.mounts.remote
        return {root: None if remote(root) else face_of_root(root) for root in roots}

    def _faces(self, places: Iterable[str]) -> dict[str, Face]:
        remote = self._watch.mounts.remote
        return {place: face_of_place(place) for place in places if not remote(place)}

    def _enter(self, folder: str) -> None:
        while not self._polls.listed(folder):
            try:
                self.folders.enter(folder)
            except WatchLimitError:
                self._watch.give_up(self, self._root_of(folder))
                continue
            except OSError as error:
                if error.errno not in _GONE:
                    self.poll(folder, "refused")
            return

    def _mark(self, path: str) -> None:
        if not self._is_own(path):
            self._changes.mark(path)

    def _is_own(self, path: str) -> bool:
        return any(at_or_under(path, folder) for folder in self._watch.own)

    def _is_root(self, path: str) -> bool:
        return path in self._roots

    def _is_mine(self, path: str) -> bool:
        return any(at_or_under(path, root) for root in self._roots)

    def _root_of(self, path: str) -> str:
        return max((r for r in self._roots if at_or_under(path, r)), key=len, default=path)


class FolderWatch:
    """Watches for all libraries of an engine; thread-safe.

    On Linux there is one inotify instance for all of them, with a share of the user's watches.
    """

    def __init__(self, source: WatchSource | None = None, own: Sequence[str] = ()) -> None:
        """Start the thread that looks around.

        Args:
            source: how the system tells changes; None for this system's way.
            own: folders that the engine itself writes to; what happens there is nobody's news.
        """
        self.own = tuple(os.path.normpath(folder) for folder in own)
        self.source = source or _source()
        self.lock = self.source.lock
        self.mounts = Mounts()
        self._libraries: list[LibraryWatch] = []
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._look_around, name="lookout", daemon=True)
        self._thread.start()

    @property
    def watches(self) -> int:
        """Folders that are watched one by one (0 where the system watches trees)."""
        return self.source.watches

    @property
    def limit(self) -> int:
        """How many of them there may be."""
        return self.source.limit

    def add(self, library: str, changes: Changes) -> LibraryWatch:
        """Begin to watch for a library; it has no folders yet.

        Args:
            library: its name, for the log.
            changes: marked when something changes, from the threads of this object.
        """
        watch = LibraryWatch(self, library, changes)
        with self.lock:
            self._libraries.append(watch)
        return watch

    def close(self) -> None:
        """Watch nothing any more, and wait until the threads have ended."""
        self._closed.set()
        self.source.close()
        self._thread.join()

    def drop(self, library: LibraryWatch) -> None:
        """Forget a library that is closed."""
        with self.lock:
            if library in self._libraries:
                self._libraries.remove(library)

    def give_up(self, library: LibraryWatch, root: str) -> None:
        """Make room for a folder of a library under ``root``: poll a part with many watches.

        Called under the lock.
        """
        counts = [
            (each.folders.count(path), each, path)
            for each in self._libraries
            for path in each.roots
        ]
        count, owner, path = max(counts, key=lambda item: item[0], default=(0, library, root))
        if count == 0:
            library.poll(root, "limit")
            return
        enough = max(1, self.limit // _PARTS, count // _PARTS_OF_ROOT)
        owner.poll(_heavy_part(owner.folders, path, enough), "limit")

    def _look_around(self) -> None:
        while not self._closed.wait(TURN):
            try:
                self.turn(time.monotonic())
            except OSError as error:  # no descriptors left, say
                _log.warning("folders were not looked after: %s", error)

    def turn(self, now: float) -> None:
        """Look once at what the system does not tell."""
        with self.lock:
            mounts = self.mounts.refresh()
            libraries = list(self._libraries)
        for library in libraries:
            library.look_around(now, mounts)


def _heavy_part(folders: WatchedFolders, root: str, enough: int) -> str:
    """Return the deepest part of a tree that holds ``enough`` watches, along the largest ones."""
    part = root
    while children := folders.children(part):
        count, child = max((folders.count(child), child) for child in children)
        if count < enough:
            return part
        part = child
    return part


def _source() -> WatchSource:
    if sys.platform == "linux":
        from engine.files.inotify import Inotify

        return Inotify()
    from engine.files.native import Native

    return Native()
