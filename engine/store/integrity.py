"""Whether a library was closed in order, and whether its SQLite files are sound if it was not."""

from __future__ import annotations

import errno
import logging
import os
import sqlite3
import time
from collections import deque
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from engine.host.whole_file import flush_folder
from engine.protocol.errors import StoreError
from engine.store.catalogue_reading import DiskFullError, is_undecodable
from engine.store.catalogue_rows import ORDINAL_BITS
from engine.store.catalogue_states import State
from engine.store.migrations import MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_log = logging.getLogger(__name__)

MARK_FILE = "in-use"
_DISTRUSTED = 3
"""So many failures of a store, each followed by a look at it, that it is given up: what is wrong
cannot be seen."""
_TOGETHER = 6 * 3600.0
"""Seconds after which a failure has nothing to do with the one before."""
_APART = 60.0
"""Seconds within which openings that fail count as one: the same lack fails them all."""


class StoreReadOnlyError(StoreError):
    """The folder that holds the index cannot be written to."""

    code = "store-read-only"
    hint = "Findling's data must lie on a disk that can be written to; your index is not lost."


class OpenMark:
    """A file that is there while a library is open, so that the next opening knows of a crash.

    It holds two numbers: how often the store failed since the library was last closed in order, and
    when it last did, in seconds since the epoch.
    """

    def __init__(self, folder: Path, *, now: Callable[[], float] = time.time) -> None:
        self._path = folder / MARK_FILE
        self._now = now
        self.unclean = self._path.exists()
        """Whether the last one to open the library did not close it."""
        self._failures, self._failed_at = self._read()

    @property
    def given_up(self) -> bool:
        """Whether the store failed again after it was looked at and nothing was found."""
        return self._failures >= _DISTRUSTED and self._since_failure() < _TOGETHER

    def put(self, *, anew: bool = False) -> None:
        """Have the mark on the disk before anything is changed; ``anew``: the store is new.

        Raises:
            DiskFullError, StoreError: it cannot be written.
        """
        self._failures = 0 if anew else self._failures
        try:
            self._write()
        except OSError as error:
            kind = DiskFullError if error.errno == errno.ENOSPC else StoreError
            raise kind(str(error), path=str(self._path)) from error

    def distrust(self) -> None:
        """Have the next opening look closely, whatever comes: the store failed in use."""
        self._failures = self._failures + 1 if self._since_failure() < _TOGETHER else 1
        self._failed_at = self._now()
        with suppress(OSError):  # a full disk: the mark stands anyway
            self._write()

    def could_not_open(self) -> None:
        """Take note that the store could not be opened although nothing was found wrong with it."""
        if not self._failures or self._since_failure() >= _APART:
            self.distrust()

    def take(self) -> None:
        """Remove the mark: everything was closed in order."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _since_failure(self) -> float:
        return abs(self._now() - self._failed_at)  # whatever became of the clock

    def _read(self) -> tuple[int, float]:
        try:
            failures, failed_at = self._path.read_text("ascii").split()
            return int(failures), float(failed_at)
        except (OSError, ValueError):
            return 0, 0.0

    def _write(self) -> None:
        descriptor = os.open(self._path, os.O_CREAT | os.O_RDWR | os.O_TRUNC, 0o600)
        try:
            os.write(descriptor, f"{self._failures} {self._failed_at:.0f}".encode())
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        flush_folder(self._path.parent)


def require_writable(folder: Path) -> None:
    """Make sure that a library can be opened in a folder at all.

    Raises:
        StoreReadOnlyError: nothing can be written there.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreReadOnlyError(str(error), path=str(folder)) from error
    if not os.access(folder, os.W_OK):
        raise StoreReadOnlyError(f"{folder} cannot be written to", path=str(folder))


_LOGIC = (
    "SELECT 1 FROM totals AS t WHERE t.passages <> (SELECT count(*) FROM passages)"
    " OR t.tokens <> (SELECT coalesce(sum(tokens), 0) FROM files)",
    f"SELECT 1 FROM files AS f LEFT JOIN (SELECT place >> {ORDINAL_BITS} AS file, count(*) AS n"  # noqa: S608
    " FROM passages GROUP BY 1) AS p ON p.file = f.id WHERE coalesce(p.n, 0) <> f.passages",
    f"SELECT 1 FROM files WHERE state NOT IN ({', '.join(repr(s.value) for s in State)})",  # noqa: S608
)
"""What finds a row only in a catalogue that contradicts itself."""
_TEXTS = ("SELECT heading, lang, text FROM passages", "SELECT path, title, reason FROM files")


def is_sound(database: Path) -> bool:
    """Tell whether a SQLite file's pages fit together; a missing one is sound.

    Reads all of it (some 0.5 s for 200 MB) and finishes what a crash left in its journal. What is
    not damage but in the way (a lock, a full disk) is left to whoever opens it next.
    """
    return _passes(database, lambda c: c.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))


def is_sound_catalogue(database: Path) -> bool:
    """Tell whether a catalogue's pages, indexes and contents fit together.

    A changed letter inside a text is not seen: nothing tells it from what was written.
    """
    return _passes(database, _makes_sense)


def _passes(database: Path, check: Callable[[sqlite3.Connection], bool]) -> bool:
    if not database.exists():
        return True
    try:
        with closing(sqlite3.connect(database, isolation_level=None, timeout=10)) as connection:
            return check(connection)
    except sqlite3.DatabaseError as error:
        damaged = not isinstance(error, sqlite3.OperationalError) or is_undecodable(error)
        _log.warning("%s %s: %s", database, "is damaged" if damaged else "was not checked", error)
        return not damaged


def _makes_sense(catalogue: sqlite3.Connection) -> bool:
    if catalogue.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        return False
    version = int(catalogue.execute("PRAGMA user_version").fetchone()[0])
    if not 0 < version <= len(MIGRATIONS):
        return True  # whoever opens it says what it is
    if any(catalogue.execute(query).fetchone() for query in _LOGIC):
        return False
    for query in _TEXTS:
        deque(catalogue.execute(query), maxlen=0)  # texts that cannot be decoded raise
    return True


def set_aside(database: Path) -> Path:
    """Give a damaged database another name, with what belongs to it; return the new name.

    Raises:
        OSError: it cannot be renamed.
    """
    stamp = time.strftime("%Y%m%d-%H%M%S")
    name, number = f"{database.name}.damaged-{stamp}", 0
    while (target := database.with_name(f"{name}-{number}" if number else name)).exists():
        number += 1
    for suffix in ("-shm", "-wal", ""):  # the file itself last: until then all of it is tried again
        part = database.with_name(database.name + suffix)
        if part.exists():
            part.rename(target.with_name(target.name + suffix))
    return target


def remove_with_log(database: Path) -> None:
    """Remove a database that can be done without, and what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):
            database.with_name(database.name + suffix).unlink(missing_ok=True)
