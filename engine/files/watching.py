"""Watching the folders of all libraries: what changes is marked in the library's `Changes`.

Folders are watched as scans enter them. What the system does not tell is found by polling, and
what cannot be seen at present (an unplugged disk) by looking whether it is back.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.files.library_watch import LibraryWatch, Shared
from engine.files.mounts import Mounts

if TYPE_CHECKING:
    from engine.files.changes import Changes
    from engine.files.watch_source import WatchedFolders, WatchSource

_log = logging.getLogger(__name__)

TURN = 2.0
"""Seconds between two looks at the mount table, at roots and at places that are away."""
_PARTS = 20
_PARTS_OF_ROOT = 10
"""A part that is given up holds at least one in so many of all watches and of its root's, so that
there are few of them; where no part does, the whole root is given up."""


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
        self._source = source or _system()
        self._mounts = Mounts()
        mine = tuple(os.path.abspath(folder) for folder in own)
        self._shared = Shared(self._source, self._mounts, mine, self._make_room, self._forget)
        self._libraries: list[LibraryWatch] = []
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._look_around, name="lookout", daemon=True)
        self._thread.start()

    @property
    def watches(self) -> int:
        """Folders that are watched one by one (0 where the system watches trees)."""
        return self._source.watches

    @property
    def limit(self) -> int:
        """How many of them there may be."""
        return self._source.limit

    def add(self, library: str, changes: Changes) -> LibraryWatch:
        """Begin to watch for a library; it has no folders yet.

        Args:
            library: its name, for the log.
            changes: marked when something changes, from the threads of this object.
        """
        watch = LibraryWatch(self._shared, library, changes)
        with self._source.lock:
            self._libraries.append(watch)
        return watch

    def close(self) -> None:
        """Watch nothing any more, and wait until the threads have ended."""
        self._closed.set()
        self._source.close()
        self._thread.join()

    def _forget(self, library: LibraryWatch) -> None:
        """Forget a library that is closed."""
        with self._source.lock:
            if library in self._libraries:
                self._libraries.remove(library)

    def _make_room(self, library: LibraryWatch, root: str) -> None:
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
        with self._source.lock:
            mounts = self._mounts.refresh()
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


def _system() -> WatchSource:
    if sys.platform == "linux":
        from engine.files.inotify import Inotify

        return Inotify()
    from engine.files.native import Native

    return Native()
