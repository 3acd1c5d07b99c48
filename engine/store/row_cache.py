"""Bytes by key in a SQLite file that may be lost at any time: what is dear to make, made once.

It is a cache and nothing else: what cannot be read counts as not there, a damaged file is deleted
and begun anew, and where it cannot be opened now, or nothing can be written, it stays as it is and
the cache lives in memory. It never fails.
"""

from __future__ import annotations

import contextlib
import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

_log = logging.getLogger(__name__)

_T = TypeVar("_T")

_CLEARED = 5
"""A clearing frees one in so many rows: rare and in bulk, not a row with every row."""
_HOUR = 3600
"""Seconds. Use is recorded by the hour, so that reading hardly ever writes."""
_NEVER = -1
"""The hour of rows that nobody asked for."""
_BATCH = 500
"""Keys in one statement; SQLite allows 32,766 variables, older ones 999."""

_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS vectors(id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE,"
    " used INTEGER NOT NULL, vector BLOB NOT NULL) STRICT",
    "CREATE INDEX IF NOT EXISTS vectors_used ON vectors(used)",
)


class RowCache:
    """Bytes by key, at most so many; those unused for longest leave first.

    Thread-safe. One process at a time should use a file, more do no harm.
    """

    def __init__(
        self,
        path: Path,
        *,
        limit: int,
        most_bytes: int = 0,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Open the file, or begin it.

        Args:
            path: the SQLite file.
            limit: most rows to keep.
            most_bytes: of the file that may be in use; 0 for no limit.
            clock: seconds since the epoch.
        """
        self._path = path
        self._limit = limit
        self._most_bytes = most_bytes
        self._clock = clock
        self._lock = threading.Lock()
        self._closed = False
        self._connection = self._open()
        self._rows: int | None = None

    def get_many(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """What is here; keys without anything are left out."""
        with self._lock:
            return dict(self._attempt(lambda: self._read(keys), []))

    def among(self, keys: Sequence[bytes]) -> set[bytes]:
        """Return those keys that something is kept under, without reading it or counting as use."""
        with self._lock:
            return set(self._attempt(lambda: self._keys(keys), []))

    def put_many(self, rows: Mapping[bytes, bytes], *, spare: int = 0) -> None:
        """Keep bytes; what was kept under a key is replaced.

        Args:
            rows: by key.
            spare: of rows that nobody asked for: how many such there may be, the oldest leave. They
                count as unused for longest until they are read; 0 for rows that were asked for.
        """
        if not rows:
            return
        used = _NEVER if spare else self._hour()
        listed = [(key, used, data) for key, data in rows.items()]
        with self._lock:
            self._attempt(lambda: self._write(listed, spare), None)

    def count(self) -> int:
        """How many are kept."""
        with self._lock:
            return self._attempt(self._count, 0)

    def count_used(self) -> int:
        """How many were asked for at any time."""
        query = "SELECT count(*) FROM vectors WHERE used > ?"
        with self._lock:
            return self._attempt(
                lambda: int(self._connection.execute(query, (_NEVER,)).fetchone()[0]), 0
            )

    def close(self) -> None:
        """Close the file; nothing is found or kept afterwards."""
        with self._lock:
            self._closed = True
            self._connection.close()

    def remove(self) -> None:
        """Close the file and delete it."""
        self.close()
        self._delete()

    def _hour(self) -> int:
        return int(self._clock() // _HOUR)

    def _read(self, keys: Sequence[bytes]) -> list[tuple[bytes, bytes]]:
        rows: list[tuple[int, bytes, int, bytes]] = []
        for start in range(0, len(keys), _BATCH):
            some = keys[start : start + _BATCH]
            marks = ",".join("?" * len(some))
            rows += self._connection.execute(
                f"SELECT id, key, used, vector FROM vectors WHERE key IN ({marks})",  # noqa: S608
                some,
            )
        hour = self._hour()
        if stale := [(hour, row[0]) for row in rows if row[2] < hour]:
            with self._transaction():
                self._connection.executemany("UPDATE vectors SET used = ? WHERE id = ?", stale)
        return [(row[1], row[3]) for row in rows]

    def _keys(self, keys: Sequence[bytes]) -> list[bytes]:
        found: list[bytes] = []
        for start in range(0, len(keys), _BATCH):
            some = keys[start : start + _BATCH]
            marks = ",".join("?" * len(some))
            query = f"SELECT key FROM vectors WHERE key IN ({marks})"  # noqa: S608
            found += (row[0] for row in self._connection.execute(query, some))
        return found

    def _write(self, rows: Sequence[tuple[bytes, int, bytes]], spare: int) -> None:
        before = self._rows if self._rows is not None else self._count()
        with self._transaction():
            self._connection.executemany(
                "INSERT INTO vectors(key, used, vector) VALUES(?, ?, ?) ON CONFLICT(key)"
                " DO UPDATE SET used = max(used, excluded.used), vector = excluded.vector",
                rows,
            )
            self._rows = before + len(rows)  # an upper bound: some may have been there
            if self._rows > self._limit:
                self._clear(max(0, self._count() - self._limit), self._limit)
            if self._most_bytes and self._held() > self._most_bytes:
                self._clear(1, self._count())
            if spare:
                self._connection.execute(
                    "DELETE FROM vectors WHERE id IN (SELECT id FROM vectors WHERE used = ?"
                    " ORDER BY id DESC LIMIT -1 OFFSET ?)",
                    (_NEVER, spare),
                )

    def _clear(self, too_many: int, among: int) -> None:
        if too_many > 0:
            leaving = too_many + among // _CLEARED
            self._connection.execute(
                "DELETE FROM vectors WHERE id IN"
                " (SELECT id FROM vectors ORDER BY used, id LIMIT ?)",
                (leaving,),
            )
        self._rows = self._count()

    def _held(self) -> int:
        """Return the bytes in use; what was cleared is used again, and the file never shrinks."""
        (pages,) = self._connection.execute("PRAGMA page_count").fetchone()
        (free,) = self._connection.execute("PRAGMA freelist_count").fetchone()
        (size,) = self._connection.execute("PRAGMA page_size").fetchone()
        return int((pages - free) * size)

    def _count(self) -> int:
        return int(self._connection.execute("SELECT count(*) FROM vectors").fetchone()[0])

    @contextlib.contextmanager
    def _transaction(self) -> Generator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def _attempt(self, work: Callable[[], _T], otherwise: _T) -> _T:
        """Do it; where the file is closed, busy, full or damaged, go on without."""
        if self._closed:
            return otherwise
        try:
            return work()
        except sqlite3.DatabaseError as error:
            if not _is_damage(error):  # busy, full disk, read-only
                _log.warning("a cache of vectors could not be used: %s", error)
                return otherwise
            _log.warning("a cache of vectors is damaged and begun anew: %s", error)
            self._connection.close()
            self._delete()
            self._rows = None
            self._connection = self._open()
        return otherwise

    def _open(self) -> sqlite3.Connection:
        try:
            return self._begin(str(self._path))
        except sqlite3.DatabaseError as error:
            _log.warning("a cache of vectors could not be opened: %s", error)
            if not _is_damage(error):  # another process is at it, or no file can be opened now
                return self._begin(":memory:")
            self._delete()
        try:
            return self._begin(str(self._path))
        except sqlite3.DatabaseError as error:
            _log.warning("a cache of vectors stays in memory: %s", error)
            return self._begin(":memory:")

    def _begin(self, name: str) -> sqlite3.Connection:
        connection = sqlite3.connect(name, isolation_level=None, check_same_thread=False, timeout=2)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")  # a cache may lose its last rows
            for statement in _SCHEMA:
                connection.execute(statement)
        except BaseException:
            connection.close()
            raise
        return connection

    def _delete(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)


def _is_damage(error: sqlite3.Error) -> bool:
    """Tell whether a file is of no use any more: all else may pass, and rows cost money."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
