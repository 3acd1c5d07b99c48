"""Giving the space of removed rows back: SQLite keeps freed pages for later and never shrinks.

A file is worth rewriting when more than half of its pages are free. Pages that are partly free do
not count: a file's rows lie together, so removing it frees whole pages.
"""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
import sys
from collections.abc import Generator
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

    from engine.host.cancellation import Token

_log = logging.getLogger(__name__)

LEAST_BYTES = 4 << 20
"""Dead space that is not worth the work."""
SPARE_BYTES = 64 << 20
"""Bytes that stay free on the disk beside the copy that a rewriting needs."""
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


def shrink(database: Path, token: Token) -> int:
    """Rewrite a database in write-ahead mode where it is; return the bytes given back.

    Others may read meanwhile and see what they saw before; nobody may write. A crash leaves the
    old content or the new one, for it is one transaction. Where there is nothing to gain, or no
    room, or SQLite fails, nothing is done.

    Raises:
        Cancelled: by the token; nothing changed.
    """
    try:
        now = space(database)
        if not now.worth_compacting or not has_room(database.parent, 2 * now.live):
            return 0
        before = database.stat().st_size
        with _interruptible(database, token) as connection:
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return max(0, before - database.stat().st_size)
    except (sqlite3.Error, OSError) as error:
        token.check()
        _log.warning("%s could not be compacted: %s", database, error)
        return 0


def copy_live(database: Path, target: Path, token: Token) -> None:
    """Write what is alive in a database into a new file, which is on the disk when this returns.

    Others may read meanwhile; nobody may write. ``target`` appears when it is whole.

    Raises:
        Cancelled: by the token; there is no target.
        sqlite3.Error, OSError: as above.
    """
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with _interruptible(database, token) as connection:
            connection.execute("VACUUM INTO ?", (str(part),))
        _on_disk(part)
        part.replace(target)
        _on_disk(target.parent)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        token.check()
        raise


@contextmanager
def _interruptible(database: Path, token: Token) -> Generator[sqlite3.Connection]:
    with closing(_connected(database)) as connection:
        connection.set_progress_handler(lambda: token.cancelled, _STEPS)
        yield connection


def _connected(database: Path) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{database.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=10
    )


def _on_disk(path: Path) -> None:
    """Have the system write a file, or a folder's entries, to the disk."""
    if path.is_dir() and sys.platform == "win32":
        return  # folders cannot be opened there, and renames are written through
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
