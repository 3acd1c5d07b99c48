"""Reading the catalogue: any thread, at any time, while the writer writes."""

from __future__ import annotations

import json
import os
import sqlite3
from collections import deque
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from engine.protocol.errors import StoreError
from engine.store.catalogue_languages import LanguagesReader
from engine.store.catalogue_rows import (
    ORDINAL_BITS,
    FileRow,
    PassageRow,
    Signature,
    Totals,
    Trouble,
)
from engine.store.catalogue_states import State
from engine.store.migrations import MIGRATIONS, migrate, version_of

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterable, Sequence
    from pathlib import Path

_FILE = (
    "id, path, size, mtime_ns, device, inode, ctime_ns, hash, media_type, title, language, state,"
    " code, reason, hint, attempts, failed_at, readers, passages, tokens, mean"
)
_STATE = FileRow.__struct_fields__.index("state")
_PASSAGE = (
    f"pk, place >> {ORDINAL_BITS}, place & {(1 << ORDINAL_BITS) - 1},"
    ' start, "end", page, heading, lang, text, line'
)
_AMONG = "IN (SELECT value FROM json_each(?))"  # one prepared statement for any number of keys
_SIGNED = (  # json_each has columns of these names, too
    "files.path, files.id, files.state, files.size, files.mtime_ns, files.device, files.inode,"
    " files.ctime_ns"
)
_AT = f"SELECT {_SIGNED} FROM files WHERE path {_AMONG}"
# CROSS JOIN: the order of the tables is the order of the loops, so that the index on path is used.
_UNDER = (
    f"SELECT {_SIGNED} FROM json_each(?3) AS place CROSS JOIN files"
    " ON files.path >= rtrim(place.value, ?1) || ?1 AND files.path < rtrim(place.value, ?1) || ?2"
)
# Small indexes have all of it: to group all rows by their state takes fifty times as long.
_COUNTS = """SELECT state, count(*) FROM files WHERE state <> 'indexed' GROUP BY state UNION ALL
 SELECT 'indexed', count(*) - (SELECT count(*) FROM files WHERE state <> 'indexed') FROM files"""
_AFTER_SEP = chr(ord(os.sep) + 1)
_STATES = {state.value: state for state in State}


class CatalogueDamagedError(StoreError):
    """The catalogue's file is not one, or its pages contradict each other."""

    code = "catalogue-damaged"
    hint = "It is made anew from your files by itself; search again in a moment."

    def __init__(self, raw: str = "", *, hint: str | None = None, **facts: str) -> None:
        """Tell people what is damaged, and keep what was found (``raw``) as a fact."""
        super().__init__("the list of indexed files is damaged", hint=hint, raw=raw, **facts)


class CatalogueBusyError(StoreError):
    """Another process holds the catalogue."""

    code = "catalogue-busy"
    hint = "Close other copies of Findling that use this data folder."


class DiskFullError(StoreError):
    """The catalogue cannot grow."""

    code = "disk-full"
    hint = "Make room there; indexing then goes on by itself."

    def __init__(self, raw: str = "", *, hint: str | None = None, **facts: str) -> None:
        """Tell people what is full, and keep the system's words (``raw``) as a fact."""
        super().__init__("the disk that holds the index is full", hint=hint, raw=raw, **facts)


@contextmanager
def translated(path: Path) -> Generator[None]:
    """Turn SQLite's errors about the user's world into ours; leave errors of programming alone."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        kind = _kind(error)
        if kind is None:
            raise
        raise kind(str(error), path=str(path)) from error


def _kind(error: sqlite3.DatabaseError) -> type[StoreError] | None:
    # Primary codes: https://www.sqlite.org/rescode.html; extended ones keep them in the low byte.
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or is_undecodable(error):
        return CatalogueDamagedError
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return CatalogueBusyError
    if code == sqlite3.SQLITE_FULL:
        return DiskFullError
    if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
        return StoreError
    return None


def is_undecodable(error: sqlite3.DatabaseError) -> bool:
    """Tell whether a text's bytes are no UTF-8 any more; the module has no code for that."""
    return str(error).startswith("Could not decode to UTF-8")


class CatalogueReader(LanguagesReader):
    """Questions to a catalogue. Thread-safe: each question borrows a connection of its own."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._idle: deque[sqlite3.Connection] = deque()

    def close(self) -> None:
        """Close the connections. No question may be under way."""
        while self._idle:
            self._idle.pop().close()

    def passages(self, pks: Sequence[int]) -> dict[int, PassageRow]:
        """Return the passages with these keys; unknown keys are left out."""
        rows = self._ask(f"SELECT {_PASSAGE} FROM passages WHERE pk {_AMONG}", _keys(pks))
        return {row[0]: PassageRow(*row) for row in rows}

    def passages_of(self, file: int) -> list[PassageRow]:
        """Return a file's passages in order."""
        first = file << ORDINAL_BITS
        last = first + (1 << ORDINAL_BITS) - 1
        query = f"SELECT {_PASSAGE} FROM passages WHERE place BETWEEN ? AND ? ORDER BY place"
        return [PassageRow(*row) for row in self._ask(query, (first, last))]

    def files(self, ids: Sequence[int]) -> dict[int, FileRow]:
        """Return the files with these ids; unknown ids are left out."""
        rows = self._ask(f"SELECT {_FILE} FROM files WHERE id {_AMONG}", _keys(ids))
        return {row[0]: _file(row) for row in rows}

    def files_at(self, paths: Sequence[str]) -> dict[str, FileRow]:
        """Return the files at these paths; unknown paths are left out."""
        rows = self._ask(
            f"SELECT {_FILE} FROM files WHERE path {_AMONG}",
            (json.dumps(list(paths)),),
        )
        return {row[1]: _file(row) for row in rows}

    def ids_at(self, paths: Sequence[str]) -> list[int]:
        """Return the ids of the files at these paths; unknown paths are left out."""
        wanted = (json.dumps(list(paths)),)
        return [row[0] for row in self._ask(f"SELECT id FROM files WHERE path {_AMONG}", wanted)]

    def files_in(self, *states: State) -> list[FileRow]:
        """Return the files in any of these states; all files when none is named."""
        among = states or tuple(State)
        rows = self._ask(f"SELECT {_FILE} FROM files WHERE state {_AMONG}", (json.dumps(among),))
        return [_file(row) for row in rows]

    def failed_by(self, codes: Collection[str], readers: int) -> list[FileRow]:
        """Return the FAILED files of some codes, or that other readers than these have read."""
        why = "state = 'failed' AND (code IN (SELECT value FROM json_each(?)) OR readers <> ?)"
        query = f"SELECT {_FILE} FROM files WHERE {why}"
        return [_file(row) for row in self._ask(query, (json.dumps(list(codes)), readers))]

    def outweighed(self, mean: float, share: float) -> list[FileRow]:
        """Return the INDEXED files whose ``mean`` is off this one by more than a share of it."""
        off = "state = 'indexed' AND passages > 0 AND abs(mean / ? - 1) > ?"
        query = f"SELECT {_FILE} FROM files WHERE {off}"
        return [_file(row) for row in self._ask(query, (mean, share))]

    def unmade(self) -> list[FileRow]:
        """Return the files whose stored passages have no vectors, or none to be relied on."""
        kept = "(state = 'indexed' OR state = 'seen' AND hash <> x'')"
        why = f"{kept} AND passages > 0 AND mean = 0"
        return [_file(row) for row in self._ask(f"SELECT {_FILE} FROM files WHERE {why}")]

    def files_sized(self, sizes: Iterable[int]) -> list[FileRow]:
        """Return the INDEXED files that have one of these sizes, in bytes."""
        query = f"SELECT {_FILE} FROM files WHERE size {_AMONG} AND state = 'indexed'"
        return [_file(row) for row in self._ask(query, _keys(list(sizes)))]

    def signatures(
        self, places: Collection[str] | None = None
    ) -> dict[str, tuple[int, State, Signature]]:
        """Return id, state and signature of files by path: what a scan compares with.

        Args:
            places: only files that lie at or under one of these paths; None for all.
        """
        if places is None:
            rows = self._ask(f"SELECT {_SIGNED} FROM files")
        else:
            paths = json.dumps(list(places))
            rows = [*self._ask(_AT, (paths,)), *self._ask(_UNDER, (os.sep, _AFTER_SEP, paths))]
        return {row[0]: (row[1], _STATES[row[2]], Signature(*row[3:])) for row in rows}

    def numbered(self, inodes: Iterable[int]) -> dict[str, tuple[int, State, Signature]]:
        """Return what `signatures` does of the files that have one of these numbers."""
        query = f"SELECT {_SIGNED} FROM files WHERE inode {_AMONG}"
        rows = self._ask(query, _keys(list(inodes)))
        return {row[0]: (row[1], _STATES[row[2]], Signature(*row[3:])) for row in rows}

    def devices_under(self, folder: str) -> set[int]:
        """Return the numbers of the devices that the known files in a folder lie on."""
        start = folder.rstrip(os.sep)
        query = "SELECT DISTINCT device FROM files WHERE path >= ? AND path < ?"
        return {row[0] for row in self._ask(query, (start + os.sep, start + _AFTER_SEP))}

    def some_on(self, device: int, most: int) -> list[str]:
        """Return the paths of some known files on a device, chosen by chance."""
        query = "SELECT path FROM files WHERE device = ? ORDER BY random() LIMIT ?"
        return [row[0] for row in self._ask(query, (device, most))]

    def df(self, terms: Sequence[int]) -> dict[int, int]:
        """Return in how many passages each term occurs; terms that occur nowhere are left out."""
        return dict(self._ask(f"SELECT id, df FROM terms WHERE id {_AMONG}", _keys(terms)))

    def all_df(self) -> dict[int, int]:
        """Return the whole term table: document frequency by term."""
        return dict(self._ask("SELECT id, df FROM terms"))

    def totals(self) -> Totals:
        """Return the number of passages and of tokens."""
        return Totals(*self._ask("SELECT passages, tokens FROM totals")[0])

    def counts(self) -> dict[State, int]:
        """Return the number of files in each state."""
        found = dict(self._ask(_COUNTS))
        return {state: int(found.get(state.value, 0)) for state in State}

    def sizes(self) -> list[tuple[str, int, int, int]]:
        """Return path, bytes, time of the last change (ns) and passages of the INDEXED files."""
        return self._ask("SELECT path, size, mtime_ns, passages FROM files WHERE state = 'indexed'")

    def troubles(self) -> list[Trouble]:
        """Return the folders that the last scan could not look into."""
        return [Trouble(*row) for row in self._ask("SELECT path, code, reason, hint FROM troubles")]

    def meta(self) -> dict[str, str]:
        """Return everything that was remembered about the index as a whole."""
        return dict(self._ask("SELECT key, value FROM meta"))

    def _ask(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with translated(self._path), self._borrowed() as connection:
            return connection.execute(query, values).fetchall()

    @contextmanager
    def _borrowed(self) -> Generator[sqlite3.Connection]:
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self._open_reader()
        try:
            yield connection
        finally:
            self._idle.append(connection)

    def _open_reader(self) -> sqlite3.Connection:
        connection = self._connect_to_read()
        if 0 < version_of(connection) < len(MIGRATIONS):  # nobody opened it since an update
            connection.close()
            with closing(sqlite3.connect(self._path, isolation_level=None, timeout=10)) as writer:
                migrate(writer)
            connection = self._connect_to_read()
        connection.execute("PRAGMA query_only = 1")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA mmap_size = 268435456")
        return connection

    def _connect_to_read(self) -> sqlite3.Connection:
        return sqlite3.connect(
            f"{self._path.absolute().as_uri()}?mode=ro",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=10,
        )


def _keys(values: Sequence[int]) -> tuple[str]:
    return (json.dumps([int(value) for value in values]),)


def _file(row: tuple[Any, ...]) -> FileRow:
    values = list(row)
    values[_STATE] = _STATES[values[_STATE]]
    return FileRow(*values)
