"""Giving the space of removed rows back: SQLite keeps freed pages for later and never shrinks.

A file is worth rewriting when more than half of its pages are free. Pages that are partly free do
not count: a file's rows lie together, so removing it frees whole pages.
"""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from engine.host.whole_file import flush_folder

if TYPE_CHECKING:
    from engine.host.cancellation import Token

_log = logging.getLogger(__name__)

LEAST_BYTES = 4 << 20
"""Dead space that is not worth the work."""
SPARE_BYTES = 64 << 20
"""Bytes that stay free on the disk beside the copy that a rewriting needs."""
IN_MEMORY_BYTES = 64 << 20
"""Live bytes up to which SQLite makes its temporary copy in memory."""
REST_SECONDS = 3600.0
"""From a rewriting that failed to the next try."""
WAIT_SECONDS = 10.0
"""For others who use the database: writers, and readers of what a checkpoint would overwrite."""
_STEPS = 20_000
"""Instructions of SQLite's machine between two looks at the token: some milliseconds."""


class Space(NamedTuple):
    """What a database file takes, in bytes."""

    dead: int
    live: int

    @property
    def worth_compacting(self) -> bool:
        """Whether more than half is dead, and not just a little."""
        return self.dead > self.live and self.dead >= LEAST_BYTES


class Rest:
    """Keeps a rewriting that failed from being tried again on every occasion."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failed: dict[Path, tuple[float, Space]] = {}

    def allows(self, database: Path, now: Space) -> bool:
        """Tell whether to try: nothing failed, that is long ago, or twice as much is dead."""
        if database not in self._failed:
            return True
        at, then = self._failed[database]
        more = now.dead - then.dead >= max(LEAST_BYTES, then.dead)
        return more or self._clock() - at >= REST_SECONDS

    def begin(self, database: Path, now: Space) -> None:
        """Take note that it failed."""
        self._failed[database] = self._clock(), now


def space(database: Path) -> Space:
    """Tell how much of a database file is dead. Others may have it open.

    Raises:
        sqlite3.Error: it cannot be read.
    """
    with closing(_connected(database)) as connection:
        size, pages, free = (
            int(connection.execute(f"PRAGMA {name}").fetchone()[0])
            for name in ("page_size", "page_count", "freelist_count")
        )
    return Space(dead=free * size, live=(pages - free) * size)


def has_room(folder: Path, wanted: int) -> bool:
    """Tell whether a disk can take so many bytes more and still be of use to others."""
    return shutil.disk_usage(folder).free >= wanted + SPARE_BYTES


def shrink(database: Path, token: Token, rest: Rest) -> int:
    """Rewrite a database in write-ahead mode where it is; return the bytes given back.

    Others may read meanwhile and see what they saw before; nobody may write. A crash leaves the
    old content or the new one, for it is one transaction. Where there is nothing to gain, or no
    room, or SQLite fails, nothing is done; ``rest`` keeps failures apart.

    Raises:
        Cancelled: by the token; nothing changed.
    """
    try:
        now = space(database)
        if not now.worth_compacting or not rest.allows(database, now):
            return 0
    except (sqlite3.Error, OSError) as error:
        _log.warning("%s could not be looked at: %s", database, error)
        return 0
    try:
        if not has_room(database.parent, 2 * now.live) or not _has_temporary_room(now.live):
            return 0
        before = database.stat().st_size
        with _interruptible(database, token) as connection:
            if now.live <= IN_MEMORY_BYTES:
                connection.execute("PRAGMA temp_store = MEMORY")
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return max(0, before - database.stat().st_size)
    except (sqlite3.Error, OSError) as error:
        token.check()
        rest.begin(database, now)
        _log.warning("%s could not be compacted: %s", database, error)
        return 0


def copy_live(database: Path, target: Path, token: Token) -> None:
    """Write what is alive in a database into a new file, which is on the disk when this returns.

    Others may read meanwhile; nobody may write. ``target`` appears when it is whole.

    Raises:
        Cancelled: by the token.
        sqlite3.Error, OSError: as above. There is no target then, unless it cannot be removed.
    """
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with _interruptible(database, token) as connection:
            connection.execute("VACUUM INTO ?", (str(part),))
        _on_disk(part)
        part.replace(target)
        flush_folder(target.parent)
    except BaseException:
        for path in (part, target):
            with suppress(OSError):
                path.unlink(missing_ok=True)
        token.check()
        raise


def _has_temporary_room(live: int) -> bool:
    """Tell whether SQLite's temporary copy finds room; it does not lie beside the database."""
    if live <= IN_MEMORY_BYTES:
        return True
    asked = (os.environ.get(name) for name in ("SQLITE_TMPDIR", "TMPDIR"))
    folders = [folder for folder in asked if folder] + ["/var/tmp", "/usr/tmp", "/tmp"]  # noqa: S108
    usable = (folder for folder in folders if os.access(folder, os.W_OK | os.X_OK))
    return has_room(Path(next(usable, tempfile.gettempdir())), live)


@contextmanager
def _interruptible(database: Path, token: Token) -> Generator[sqlite3.Connection]:
    with closing(_connected(database)) as connection:
        connection.set_progress_handler(lambda: token.cancelled, _STEPS)
        yield connection


def _connected(database: Path) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{database.absolute().as_uri()}?mode=rw",
        uri=True,
        isolation_level=None,
        timeout=WAIT_SECONDS,
    )


def _on_disk(path: Path) -> None:
    """Have the system write a file to the disk."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
