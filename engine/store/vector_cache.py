"""A reranker's passage vectors, kept on disk: computed once, then read.

It is a cache and nothing else: what cannot be read counts as not there, a damaged file is deleted
and begun anew, and where nothing can be written it lives in memory. It never fails.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt

_log = logging.getLogger(__name__)

FloatVector = npt.NDArray[np.float32]
_T = TypeVar("_T")

LIMIT = 200_000
"""Rows. At 384 dimensions some 170 MB, and 160,000 of them after a clearing."""
_CLEARED = 5
"""A clearing frees one in so many rows: rare and in bulk, not a row with every row."""
_HOUR = 3600
"""Seconds. Use is recorded by the hour, so that reading hardly ever writes."""
_BATCH = 500
"""Keys in one statement; SQLite allows 32,766 variables, older ones 999."""

_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS vectors(id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE,"
    " used INTEGER NOT NULL, vector BLOB NOT NULL) STRICT",
    "CREATE INDEX IF NOT EXISTS vectors_used ON vectors(used)",
)


def vector_key(model: str, text: str) -> bytes:
    """The key of a text's vector, 16 bytes: blake2b over the model's id and the text as sent."""
    digest = hashlib.blake2b(model.encode() + b"\0", digest_size=16)
    digest.update(text.encode("utf-8", "surrogatepass"))
    return digest.digest()


class VectorCache:
    """Vectors by key, at most `limit` of them; those unused for longest leave first.

    Thread-safe. One process at a time should use a file, more do no harm.
    """

    def __init__(
        self, path: Path, *, limit: int = LIMIT, clock: Callable[[], float] = time.time
    ) -> None:
        """Open the file, or begin it.

        Args:
            path: the SQLite file.
            limit: most rows to keep.
            clock: seconds since the epoch.
        """
        self._path = path
        self._limit = limit
        self._clock = clock
        self._lock = threading.Lock()
        self._connection = self._open()
        self._rows: int | None = None

    def get_many(self, keys: Sequence[bytes], dim: int) -> dict[bytes, FloatVector]:
        """The vectors that are here, float32 (dim); keys without one are left out."""
        found: dict[bytes, FloatVector] = {}
        with self._lock:
            for key, data in self._attempt(lambda: self._read(keys), []):
                if len(data) == 2 * dim:
                    found[key] = np.frombuffer(data, np.float16).astype(np.float32)
        return found

    def put_many(self, vectors: Mapping[bytes, FloatVector]) -> None:
        """Keep vectors, float32 (dim), as float16; what was kept under a key is replaced."""
        if not vectors:
            return
        rows = [(key, self._hour(), v.astype(np.float16).tobytes()) for key, v in vectors.items()]
        with self._lock:
            self._attempt(lambda: self._write(rows), None)

    def count(self) -> int:
        """How many vectors are kept."""
        with self._lock:
            return self._attempt(self._count, 0)

    def close(self) -> None:
        """Close the file; nothing can be asked afterwards."""
        with self._lock:
            self._connection.close()

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

    def _write(self, rows: Sequence[tuple[bytes, int, bytes]]) -> None:
        before = self._rows if self._rows is not None else self._count()
        with self._transaction():
            self._connection.executemany(
                "INSERT INTO vectors(key, used, vector) VALUES(?, ?, ?) ON CONFLICT(key)"
                " DO UPDATE SET used = excluded.used, vector = excluded.vector",
                rows,
            )
            self._rows = before + len(rows)  # an upper bound: some may have been there
            if self._rows > self._limit:
                self._clear()

    def _clear(self) -> None:
        too_many = self._count() - self._limit
        if too_many > 0:
            leaving = too_many + self._limit // _CLEARED
            self._connection.execute(
                "DELETE FROM vectors WHERE id IN"
                " (SELECT id FROM vectors ORDER BY used, id LIMIT ?)",
                (leaving,),
            )
        self._rows = self._count()

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
        """Do it; where the file is busy, full or damaged, go on without."""
        try:
            return work()
        except sqlite3.OperationalError as error:  # busy, full disk, read-only
            _log.warning("the vector cache could not be used: %s", error)
        except sqlite3.DatabaseError as error:
            _log.warning("the vector cache is damaged and begun anew: %s", error)
            self._connection.close()
            self._delete()
            self._rows = None
            self._connection = self._open()
        return otherwise

    def _open(self) -> sqlite3.Connection:
        try:
            return self._begin(str(self._path))
        except sqlite3.DatabaseError as error:
            _log.warning("the vector cache could not be opened: %s", error)
            if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
                return self._begin(":memory:")  # another process is at it: leave it that one
            self._delete()
        try:
            return self._begin(str(self._path))
        except sqlite3.DatabaseError as error:
            _log.warning("the vector cache stays in memory: %s", error)
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
