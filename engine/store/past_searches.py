"""Queries that were asked, and those that somebody keeps: one SQLite file for all libraries."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Generator, Iterable
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from engine.protocol.errors import StoreError

MOST = 500
"""Queries in the history; the one that was asked longest ago makes room."""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE history(
            query TEXT PRIMARY KEY, last REAL NOT NULL, times INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE saved(
            name TEXT PRIMARY KEY, query TEXT NOT NULL, library TEXT NOT NULL
        ) STRICT, WITHOUT ROWID""",
    ),
)
"""Numbered steps; a published one is never edited."""


class SearchesTooNewError(StoreError):
    """A newer version wrote the file; it was left as it is."""

    code = "searches-too-new"
    hint = "Update Findling, or use another data folder."


class SearchesDamagedError(StoreError):
    """The file is no list of searches any more; it was left as it is."""

    code = "searches-damaged"
    hint = "Move the file away; history and saved searches then begin anew."


class Past(NamedTuple):
    """A query that was asked: its text, when last (seconds since the epoch), how often."""

    query: str
    last: float
    times: int


class Kept(NamedTuple):
    """A query that somebody keeps; of one library, or of all where that is empty."""

    name: str
    query: str
    library: str


class PastSearches:
    """Thread-safe; each question opens the file for itself, and each change is one transaction.

    Every method raises `StoreError`s only: busy, damaged, too new, or on a disk that refuses.
    """

    def __init__(self, path: Path, most: int = MOST) -> None:
        """Keep searches in a file, made when it is first opened.

        Args:
            path: the file; only its owner can read it.
            most: queries of the history that are kept.
        """
        self._path = path
        self._most = most
        self._lock = threading.Lock()

    def history(self) -> list[Past]:
        """Return what was asked, latest first."""
        with self._open() as file:
            rows = file.execute("SELECT query, last, times FROM history ORDER BY last DESC")
            return [Past(*row) for row in rows]

    def saved(self) -> list[Kept]:
        """Return what is kept, by name."""
        with self._open() as file:
            rows = file.execute("SELECT name, query, library FROM saved")
            return sorted((Kept(*row) for row in rows), key=lambda kept: kept.name.casefold())

    def remember(self, query: str) -> None:
        """Put a query into the history, once more if it is there."""
        with self._transaction() as file:
            file.execute(
                "INSERT INTO history VALUES(?, ?, 1) ON CONFLICT DO UPDATE SET"
                " last = max(last, excluded.last), times = times + 1",
                (query, time.time()),
            )
            file.execute(
                "DELETE FROM history WHERE query IN"
                " (SELECT query FROM history ORDER BY last DESC LIMIT -1 OFFSET ?)",
                (self._most,),
            )

    def save(self, kept: Kept) -> None:
        """Keep a query under its name; one of that name is replaced."""
        with self._transaction() as file:
            file.execute("INSERT OR REPLACE INTO saved VALUES(?, ?, ?)", kept)

    def rename_library(self, former: str, name: str) -> None:
        """Keep the queries of a library under its new name."""
        with self._transaction() as file:
            file.execute("UPDATE saved SET library = ? WHERE library = ?", (name, former))

    def forget(
        self, queries: Iterable[str] = (), names: Iterable[str] = (), *, history: bool = False
    ) -> None:
        """Take out queries of the history (or all of it), and kept ones by name."""
        with self._transaction() as file:
            file.executemany("DELETE FROM history WHERE query = ?", [(q,) for q in queries])
            file.executemany("DELETE FROM saved WHERE name = ?", [(name,) for name in names])
            if history:
                file.execute("DELETE FROM history")

    @contextmanager
    def _transaction(self) -> Generator[sqlite3.Connection]:
        with self._open() as file:
            file.execute("BEGIN IMMEDIATE")
            try:
                yield file
                file.execute("COMMIT")
            except BaseException:
                if file.in_transaction:
                    file.execute("ROLLBACK")
                raise

    @contextmanager
    def _open(self) -> Generator[sqlite3.Connection]:
        with self._lock, _translated(self._path):
            self._path.touch(mode=0o600)  # before SQLite makes it with the umask's mode
            with closing(sqlite3.connect(self._path, isolation_level=None, timeout=10)) as file:
                file.execute("PRAGMA secure_delete = 1")  # what is forgotten is not to lie about
                _migrate(file)
                yield file


def _migrate(file: sqlite3.Connection) -> None:
    version = int(file.execute("PRAGMA user_version").fetchone()[0])
    if version > len(MIGRATIONS):
        raise SearchesTooNewError(f"version {version}, known up to {len(MIGRATIONS)}")
    for number, steps in enumerate(MIGRATIONS[version:], version + 1):
        file.execute("BEGIN IMMEDIATE")
        try:
            for step in steps:
                file.execute(step)
            file.execute(f"PRAGMA user_version = {number}")
            file.execute("COMMIT")
        except BaseException:
            if file.in_transaction:
                file.execute("ROLLBACK")
            raise


@contextmanager
def _translated(path: Path) -> Generator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(str(error), path=str(path)) from error
    except sqlite3.DatabaseError as error:
        damaged = getattr(error, "sqlite_errorcode", 0) & 0xFF in (
            sqlite3.SQLITE_CORRUPT,
            sqlite3.SQLITE_NOTADB,
        )
        kind = SearchesDamagedError if damaged else StoreError
        raise kind(str(error), path=str(path)) from error
