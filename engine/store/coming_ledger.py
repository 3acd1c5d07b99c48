"""What of a library is in a vector store that is being made, in a small SQLite file of its own.

A file of the library is there when its mark is the catalogue's: the mark changes with everything
that its rows are made of. A file that was begun may have rows there, or some of them.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from pathlib import Path

from engine.store.catalogue_reading import translated

NAME = "coming.sqlite"
_BEGUN = b""
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS facts(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    "CREATE TABLE IF NOT EXISTS files(file INTEGER PRIMARY KEY, mark BLOB NOT NULL) STRICT",
)


class ComingLedger:
    """The ledger of one coming store. For one thread at a time.

    Raises:
        StoreError: the file cannot be opened, read or written.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._lock = threading.Lock()
        with translated(self._path):
            self._connection = sqlite3.connect(
                self._path, isolation_level=None, check_same_thread=False, timeout=10
            )
            try:
                self._connection.execute("PRAGMA journal_mode = WAL")
                self._connection.execute("PRAGMA synchronous = FULL")
                for statement in _SCHEMA:
                    self._connection.execute(statement)
            except BaseException:
                self._connection.close()
                raise

    def facts(self) -> dict[str, str]:
        """Return what the store is made of; empty for a new ledger."""
        with self._lock, translated(self._path):
            return dict(self._connection.execute("SELECT key, value FROM facts"))

    def start(self, facts: Mapping[str, str]) -> None:
        """Forget everything and say what is being made."""
        with self._transaction() as write:
            write.execute("DELETE FROM files")
            write.execute("DELETE FROM facts")
            write.executemany("INSERT INTO facts VALUES(?, ?)", list(facts.items()))

    def marks(self) -> dict[int, bytes]:
        """Return the files that are in the store with their marks; one only begun has none."""
        with self._lock, translated(self._path):
            return dict(self._connection.execute("SELECT file, mark FROM files"))

    def begin(self, files: Iterable[int]) -> None:
        """Remember that these files' rows are in flux."""
        with self._transaction() as write:
            write.executemany(
                "INSERT OR REPLACE INTO files VALUES(?, ?)", [(file, _BEGUN) for file in files]
            )

    def finish(self, marks: Mapping[int, bytes]) -> None:
        """Remember that these files' rows are those that the marks stand for."""
        with self._transaction() as write:
            write.executemany("INSERT OR REPLACE INTO files VALUES(?, ?)", list(marks.items()))

    def forget(self, files: Iterable[int]) -> None:
        """Remember that nothing of these files is there."""
        with self._transaction() as write:
            write.executemany("DELETE FROM files WHERE file = ?", [(file,) for file in files])

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def _transaction(self) -> Generator[sqlite3.Connection]:
        with self._lock, translated(self._path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise


def remove_ledger(folder: Path) -> None:
    """Remove a ledger that nobody has open.

    Raises:
        OSError: it cannot be removed.
    """
    for suffix in ("", "-wal", "-shm"):
        (folder / (NAME + suffix)).unlink(missing_ok=True)
