"""Parts of the tests of watching: a library's watch on real folders, and waiting for its news."""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

from engine.files.changes import Changes
from engine.files.library_watch import LibraryWatch
from engine.files.places import Places
from engine.files.watching import FolderWatch

SECONDS = 20.0
"""Far more than anything here takes; only a failing test waits so long."""


class Library:
    """A watched library whose changes are looked at as an engine would: by walking."""

    def __init__(
        self, watch: FolderWatch, *roots: Path, skip: Callable[[Path], bool] = lambda _path: False
    ) -> None:
        self._news = threading.Event()
        self._skip = skip
        self.changes = Changes(wake=self._news.set)
        self.watch: LibraryWatch = watch.add("test", self.changes)
        self.given: list[str] = []
        """Paths that were given out, in order."""
        self.all_given = 0
        self.set_roots(*roots)

    def set_roots(self, *roots: Path) -> None:
        self.watch.set_roots([str(root) for root in roots])
        for root in roots:
            self.walk(root)
        self.watch.scanned((), whole=True)

    def walk(self, folder: Path) -> None:
        """Do what a scan does: enter, then list."""
        self.watch.entering(str(folder))
        try:
            entries = list(os.scandir(folder))
        except OSError:
            return
        for entry in entries:
            if entry.is_dir(follow_symlinks=False) and not self._skip(Path(entry.path)):
                self.walk(Path(entry.path))

    def next(self, seconds: float = SECONDS) -> Places | None:
        """Return what is given out next and walk it, or None after so many seconds."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._news.clear()
            due = self.changes.due_in()
            if due == 0 and (places := self.changes.take()):
                self._take(places)
                return places
            self._news.wait(min(left, left if due is None else due))
        return None

    def wait_for(self, *paths: Path) -> list[str]:
        """Wait until all these paths were given out; return all that were since the last call."""
        wanted = {str(path) for path in paths}
        end = time.monotonic() + SECONDS
        while not wanted <= set(self.given):
            assert time.monotonic() < end, f"never given out: {wanted - set(self.given)}"
            self.next(1)
        given, self.given = self.given, []
        return given

    def wait_for_everything(self) -> None:
        end = time.monotonic() + SECONDS
        while not self.all_given:
            assert time.monotonic() < end
            self.next(1)
        self.all_given = 0

    def settle(self) -> list[str]:
        """Take until nothing is marked any more; return what was given out since the last call."""
        while self.changes.due_in() is not None:
            self.next(1)
        given, self.given = self.given, []
        return given

    def _take(self, places: Places) -> None:
        self.given += places.paths
        self.all_given += places.everything
        for path in places.paths:
            if Path(path).is_dir():
                self.walk(Path(path))
