"""Whole trees watched by the system (FSEvents on macOS, ReadDirectoryChangesW on Windows).

Neither has a limit on folders. Where their buffers overflow watchdog does not say so; the daily
scan finds what was lost then.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from watchdog.events import (
    EVENT_TYPE_CLOSED_NO_WRITE,
    EVENT_TYPE_MODIFIED,
    EVENT_TYPE_OPENED,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

from engine.files.marking import marked
from engine.files.places import at_or_under

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver, ObservedWatch

_SILENT = frozenset({EVENT_TYPE_OPENED, EVENT_TYPE_CLOSED_NO_WRITE})

Identity = tuple[int, int]
"""Device and number of a folder: which one it is, whatever its path."""


@dataclass(slots=True)
class _Tree:
    """A folder that is watched with all that is in it."""

    watch: ObservedWatch
    identity: Identity
    handlers: list[FileSystemEventHandler] = field(default_factory=list[FileSystemEventHandler])
    """Of the libraries that have it."""


class Native:
    """One watchdog observer for all libraries."""

    watches = 0
    limit = 0

    def __init__(self) -> None:
        """Start nothing before the first folder."""
        self.lock = threading.RLock()
        """watchdog tells of events under a lock of its own, which it also takes where folders are
        watched or unwatched, as here under this one. So nobody who is told may take this one."""
        self._observer: BaseObserver | None = None
        self._trees: dict[str, _Tree] = {}

    def renew_limit(self) -> None:
        """There is none."""

    def folders(
        self,
        mark: Callable[[str], None],
        lost: Callable[[], None],
        is_root: Callable[[str], bool],
    ) -> NativeRoots:
        """Begin a library."""
        del lost  # watchdog does not say
        return NativeRoots(self, mark, is_root)

    def watch(self, handler: FileSystemEventHandler, folder: str, identity: Identity) -> None:
        """Watch a folder with all that is in it, under the lock.

        Where another library watches what was at its path before, that one's watch is made anew.

        Raises:
            OSError: it cannot be watched.
        """
        if self._observer is None:
            self._observer = Observer()
            self._observer.start()
        handlers = [handler]
        tree = self._trees.get(folder)
        if tree is not None and tree.identity != identity:
            handlers += self._trees.pop(folder).handlers
            self._observer.unschedule(tree.watch)
        for each in handlers:
            watch = self._observer.schedule(each, folder, recursive=True)
            tree = self._trees.setdefault(folder, _Tree(watch, identity))
            tree.handlers.append(each)

    def unwatch(self, handler: FileSystemEventHandler, folder: str) -> None:
        """End a handler's watch, under the lock; other libraries keep theirs."""
        tree = self._trees.get(folder)
        if self._observer is None or tree is None or handler not in tree.handlers:
            return
        tree.handlers.remove(handler)
        if tree.handlers:
            self._observer.remove_handler_for_watch(handler, tree.watch)
        else:
            del self._trees[folder]
            self._observer.unschedule(tree.watch)

    def close(self) -> None:
        """Unwatch everything and wait until the threads have ended."""
        with self.lock:
            observer, self._observer = self._observer, None
        if observer is not None:
            observer.stop()
            observer.join()


class NativeRoots(FileSystemEventHandler):
    """The folders of one library, each watched with all that is in it."""

    def __init__(
        self, native: Native, mark: Callable[[str], None], is_root: Callable[[str], bool]
    ) -> None:
        """Start with no folder."""
        super().__init__()
        self._native = native
        self._mark = mark
        self._is_root = is_root
        self._watched: dict[str, Identity] = {}
        """By root: which folder it was when it was entered."""
        self._real: dict[str, str] = {}
        """How a root is spelled, by its path without links. Swapped as a whole, never changed, for
        it is read without a lock."""

    def enter(self, folder: str) -> None:
        """Watch a root, anew if there is another folder at its path now.

        Raises:
            OSError: it cannot be watched.
        """
        if not self._is_root(folder):
            return
        facts = os.stat(folder)
        identity = (facts.st_dev, facts.st_ino)
        with self._native.lock:
            if self._watched.get(folder) == identity:
                return
            self._drop(folder)
            self._native.watch(self, folder, identity)
            self._real = {**self._real, os.path.realpath(folder): folder}
            self._watched[folder] = identity

    def leave(self, folder: str) -> int:
        """Unwatch a root; return how many there were."""
        with self._native.lock:
            return self._drop(folder)

    def retain(self, wanted: Callable[[str], bool]) -> None:
        """Unwatch all roots but the wanted ones."""
        with self._native.lock:
            for folder in list(self._watched):
                if not wanted(folder):
                    self._drop(folder)

    def holds(self, folder: str) -> bool:
        """Tell whether a folder is a root that is watched."""
        with self._native.lock:
            return folder in self._watched

    def count(self, folder: str) -> int:
        """Return 0: nothing is counted."""
        del folder
        return 0

    def children(self, folder: str) -> frozenset[str]:
        """Return nothing: no folder has a watch of its own."""
        del folder
        return frozenset()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Mark what an event concerns: both names of a move, and never a folder's new time."""
        if event.event_type in _SILENT:
            return
        if event.is_directory and event.event_type == EVENT_TYPE_MODIFIED:
            return
        for path in (event.src_path, event.dest_path):
            if path:
                self._mark_at(os.fsdecode(path), event.event_type)

    def _mark_at(self, path: str, kind: str) -> None:
        path = self._spelled(path)
        if self._is_root(path):
            self._mark(path)
            return
        folder, name = os.path.split(path)
        for each in marked(folder, os.fsencode(name), came_or_went=kind != EVENT_TYPE_MODIFIED):
            self._mark(each)

    def _spelled(self, path: str) -> str:
        """Return a path as the library spells it; FSEvents follows the links in a root's path."""
        for real, root in self._real.items():
            if at_or_under(path, real):
                return root + path[len(real) :]
        return path

    def _drop(self, folder: str) -> int:
        if self._watched.pop(folder, None) is None:
            return 0
        self._real = {real: root for real, root in self._real.items() if root != folder}
        self._native.unwatch(self, folder)
        return 1
