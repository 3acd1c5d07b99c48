"""Folders watched one by one through inotify (Linux).

watchdog watches whole trees and takes a watch for every folder in them, ignored ones too. Here
the scan says which folders count: each is watched just before it is listed, so nothing that
happens afterwards is missed, and a folder that appears later is marked, scanned and so entered.
Only watchdog's reader of events is used.
"""

from __future__ import annotations

import errno
import itertools
import os
import threading
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from watchdog.observers.inotify_c import (
    CallbackId,
    InotifyConstants,
    InotifyEvent,
    InotifyFD,
    Mask,
    WatchDescriptor,
)

from engine.files.budget import watch_share
from engine.files.folder_tree import FolderTree
from engine.files.marking import marked
from engine.files.watch_source import WatchLimitError

if TYPE_CHECKING:
    from watchdog.observers.inotify_c import WatchCallback

_CAME_OR_WENT = (
    InotifyConstants.IN_CREATE
    | InotifyConstants.IN_DELETE
    | InotifyConstants.IN_MOVED_FROM
    | InotifyConstants.IN_MOVED_TO
)
_ITSELF = (
    InotifyConstants.IN_DELETE_SELF | InotifyConstants.IN_MOVE_SELF | InotifyConstants.IN_UNMOUNT
)
_MASK = Mask(
    _CAME_OR_WENT
    | InotifyConstants.IN_MODIFY
    | InotifyConstants.IN_CLOSE_WRITE
    | InotifyConstants.IN_ATTRIB
    | InotifyConstants.IN_DELETE_SELF
    | InotifyConstants.IN_MOVE_SELF
    | InotifyConstants.IN_ONLYDIR
    | InotifyConstants.IN_EXCL_UNLINK
)


class Inotify:
    """One inotify instance for all libraries, and its share of the watches that there are."""

    def __init__(self, limit: int | None = None) -> None:
        """Allow for so many watches, by default for a fair share; open nothing before the first."""
        self._fixed = limit
        self.limit = watch_share() if limit is None else limit
        self.lock = threading.RLock()
        """Held while what is watched changes, never while somebody is told of a change."""
        self._reader: InotifyFD | None = None
        self._closed = False
        self._held: Counter[int] = Counter()
        self._ids = itertools.count(1)

    @property
    def watches(self) -> int:
        """Watches taken."""
        return len(self._held)

    def renew_limit(self) -> None:
        """Find out anew how many watches are a fair share."""
        share = watch_share() if self._fixed is None else self._fixed
        with self.lock:
            self.limit = 0 if self._closed else share

    def folders(
        self,
        mark: Callable[[str], None],
        lost: Callable[[], None],
        is_root: Callable[[str], bool],
    ) -> InotifyFolders:
        """Begin a library."""
        return InotifyFolders(self, mark, lost, is_root)

    def add(self, folder: str, callback: WatchCallback, *, follow: bool) -> tuple[int, int]:
        """Watch a folder; return the watch's number and the callback's.

        Raises:
            WatchLimitError: the system has none left (or this process's share was too much).
            OSError: the folder cannot be watched.
        """
        if self._closed:
            raise WatchLimitError
        mask = _MASK if follow else Mask(_MASK | InotifyConstants.IN_DONT_FOLLOW)
        number = CallbackId(next(self._ids))
        try:
            watch = self._open().add_callback(os.fsencode(folder), mask, callback, number)
        except OSError as error:
            if error.errno not in {errno.ENOSPC, errno.EMFILE}:
                raise
            self.limit = min(self.limit, self.watches)  # others were quicker
            raise WatchLimitError from error
        if watch == -1:  # watchdog says nothing where access is denied
            self._open().remove_callbacks([(watch, number)])
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), folder)
        self._held[watch] += 1
        return watch, number

    def remove(self, watch: int, number: int) -> None:
        """Take one callback away; the last one takes the watch with it."""
        if self._reader is not None:
            self._reader.remove_callbacks([(WatchDescriptor(watch), CallbackId(number))])
        self.forget(watch)

    def forget(self, watch: int) -> None:
        """Take note that the system ended a watch for one of those who held it."""
        self._held[watch] -= 1
        if self._held[watch] <= 0:
            del self._held[watch]

    def close(self) -> None:
        """End the instance with all its watches, and wait until its thread has ended."""
        with self.lock:
            reader, self._reader = self._reader, None
            self._closed = True
            self.limit = 0
        if reader is not None:
            reader.stop()
            reader.join()

    def _open(self) -> InotifyFD:
        if self._reader is None:
            self._reader = InotifyFD()
            self._reader.name = "folder-watch"
            self._reader.start()
        return self._reader


class InotifyFolders:
    """The folders of one library; watchdog calls it from its reading thread."""

    def __init__(
        self,
        inotify: Inotify,
        mark: Callable[[str], None],
        lost: Callable[[], None],
        is_root: Callable[[str], bool],
    ) -> None:
        """Start with no folder."""
        self._inotify = inotify
        self._mark = mark
        self._lost = lost
        self._is_root = is_root
        self._tree = FolderTree()
        self._numbers: dict[int, int] = {}
        """The callback's number, by watch."""

    def enter(self, folder: str) -> None:
        """Watch a folder, anew if it is watched: there may be another one at its path by now.

        Raises:
            WatchLimitError: there is no watch left for it.
            OSError: it cannot be watched.
        """
        with self._inotify.lock:
            known = self._tree.number(folder)
            if known is None and self._inotify.watches >= self._inotify.limit:
                raise WatchLimitError
            watch, number = self._inotify.add(folder, self, follow=self._is_root(folder))
            before = self._numbers.get(watch)
            if before is not None:  # the same folder, perhaps at another path
                self._inotify.remove(watch, before)
            self._numbers[watch] = number
            if known is not None and known != watch:
                self._release(folder)
            for other in self._tree.paths_of(watch):
                if other != folder and not _same_folder(other, folder):
                    self._tree.drop(other)  # moved here
            self._tree.put(folder, watch)

    def leave(self, folder: str) -> int:
        """Unwatch a folder and all below it; return how many there were."""
        with self._inotify.lock:
            paths = list(self._tree.under(folder))
            for path in paths:
                self._release(path)
            return len(paths)

    def retain(self, wanted: Callable[[str], bool]) -> None:
        """Unwatch all folders but the wanted ones."""
        with self._inotify.lock:
            for path in self._tree.paths():
                if not wanted(path):
                    self._release(path)

    def holds(self, folder: str) -> bool:
        """Tell whether a folder is watched."""
        with self._inotify.lock:
            return self._tree.number(folder) is not None

    def count(self, folder: str) -> int:
        """Return how many watches there are at and below a folder."""
        with self._inotify.lock:
            return self._tree.count(folder)

    def children(self, folder: str) -> frozenset[str]:
        """Return the paths right below a folder that have watches at or below them."""
        with self._inotify.lock:
            return self._tree.children(folder)

    def on_event(self, event: InotifyEvent) -> None:
        """Mark what an event concerns."""
        with self._inotify.lock:
            folders = self._tree.paths_of(event.wd)
            paths = [path for folder in folders for path in self._concerned(folder, event)]
        for path in paths:
            self._mark(path)

    def on_watch_deleted(self, wd: WatchDescriptor) -> None:
        """Forget a folder that is gone."""
        with self._inotify.lock:
            for path in self._tree.paths_of(wd):
                self._tree.drop(path)
            if self._numbers.pop(wd, None) is not None:
                self._inotify.forget(wd)

    def on_queue_overflow(self) -> None:
        """Have everything looked at: nobody knows what happened."""
        self._lost()

    def _concerned(self, folder: str, event: InotifyEvent) -> tuple[str, ...]:
        if not event.name:
            return self._of_itself(folder, event)
        came_or_went = bool(event.mask & _CAME_OR_WENT)
        if not event.mask & InotifyConstants.IN_ISDIR:
            return marked(folder, event.name, came_or_went=came_or_went)
        if event.is_moved_from:  # where it is now, it is entered again
            self.leave(os.path.join(folder, os.fsdecode(event.name)))
        return marked(folder, event.name, came_or_went=came_or_went)

    def _of_itself(self, folder: str, event: InotifyEvent) -> tuple[str, ...]:
        """Return what is to be looked at after something happened to a watched folder itself.

        The folder above tells of most of it, but nothing is above a root.
        """
        root = self._is_root(folder)
        if root and event.is_move_self:
            self.leave(folder)
        return (folder,) if root or event.mask & _ITSELF & ~InotifyConstants.IN_MOVE_SELF else ()

    def _release(self, path: str) -> None:
        watch = self._tree.drop(path)
        number = self._numbers.pop(watch, None) if watch is not None else None
        if watch is not None and number is not None:
            self._inotify.remove(watch, number)


def _same_folder(one: str, other: str) -> bool:
    try:
        return os.path.samefile(one, other)
    except OSError:
        return False
