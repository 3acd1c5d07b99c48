"""The catalogue: one SQLite file per library with its files, passages, terms and totals.

It is the truth; the vector store is a cache of it. Reading is thread-safe (`CatalogueReader`).
Writing belongs to one thread at a time, which a lock enforces. Every write is one transaction
that is on the disk when the method returns.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from engine.store.catalogue_reading import CatalogueReader, translated
from engine.store.catalogue_rows import ORDINAL_BITS, TermChange
from engine.store.catalogue_states import State, sources
from engine.store.migrations import migrate

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping, Sequence
    from pathlib import Path

    from engine.store.catalogue_rows import FailedFile, FoundFile, IndexedFile, Signature, Trouble

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA cache_size = -32000",
    "PRAGMA wal_autocheckpoint = 8000",
    "PRAGMA journal_size_limit = 67108864",
)


class Catalogue(CatalogueReader):
    """A library's catalogue, opened and brought to this version's schema.

    Raises:
        CatalogueTooNewError: a newer version wrote it; it was left as it is.
        CatalogueDamagedError: it is not a catalogue, or damaged; it was left as it is.
        StoreError: it cannot be opened or written.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._lock = threading.Lock()
        with translated(path):
            self._writer = sqlite3.connect(
                path, isolation_level=None, check_same_thread=False, timeout=10
            )
            try:
                self._prepare()
            except BaseException:
                self._writer.close()
                raise

    def _prepare(self) -> None:
        self._writer.execute(
            "PRAGMA user_version"
        )  # is it a database at all? before anything is written
        migrate(self._writer)
        for pragma in _PRAGMAS:
            self._writer.execute(pragma)

    def close(self) -> None:
        """Close all connections; the write-ahead log is folded in."""
        super().close()
        with self._lock:
            self._writer.close()

    def remember(self, values: Mapping[str, str]) -> None:
        """Set facts about the index as a whole."""
        with self._transaction() as write:
            write.executemany("INSERT OR REPLACE INTO meta VALUES(?, ?)", values.items())

    def record_scan(
        self,
        *,
        added: Sequence[FoundFile] = (),
        changed: Mapping[int, Signature] | None = None,
        touched: Mapping[int, Signature] | None = None,
        moved: Mapping[int, FoundFile] | None = None,
        troubles: Sequence[Trouble] = (),
    ) -> None:
        """Record what a scan found, all of it or nothing.

        Args:
            added: files not known before; they enter as SEEN.
            changed: by id; files to be read again, from any resting state.
            touched: by id; files with a new signature and the old content.
            moved: by id; files that have a new path and the old content.
            troubles: replaces those of the former scan.
        """
        with self._transaction() as write:
            _move_files(write, moved or {})
            write.executemany(
                "INSERT INTO files(path, size, mtime_ns, device, inode) VALUES(?, ?, ?, ?, ?)",
                [(found.path, *_columns(found.signature)) for found in added],
            )
            _sign(write, {**(touched or {}), **(changed or {})})
            # No hash: what is stored of them is not what lies on the disk.
            write.executemany(
                "UPDATE files SET hash = x'' WHERE id = ?", [(f,) for f in changed or ()]
            )
            _enter(write, list(changed or ()), State.SEEN, staying=True)
            write.execute("DELETE FROM troubles")
            write.executemany(
                "INSERT OR REPLACE INTO troubles VALUES(?, ?, ?, ?)",
                [(t.path, t.code, t.reason, t.hint) for t in troubles],
            )

    def begin(self, files: Sequence[int]) -> None:
        """SEEN → READING: until `finish` these files' rows in the vector store are in flux."""
        with self._transaction() as write:
            _enter(write, files, State.READING)

    def finish(
        self,
        indexed: Sequence[IndexedFile],
        failed: Mapping[int, FailedFile],
        terms: TermChange,
    ) -> None:
        """READING → INDEXED or FAILED: replace passages, adjust terms and totals.

        Args:
            indexed: their new passages.
            failed: by file id. Their passages go.
            terms: by how much document frequencies change, old passages subtracted, new ones added.
        """
        with self._transaction() as write:
            _drop_passages(write, [*(file.file for file in indexed), *failed])
            _insert_passages(write, indexed)
            _enter(write, [file.file for file in indexed], State.INDEXED)
            _describe(write, indexed)
            _enter(write, list(failed), State.FAILED)
            _blame(write, failed)
            _sign(write, {file.file: file.signature for file in indexed})
            _sign(write, {file: failure.signature for file, failure in failed.items()})
            _adjust(write, terms)

    def reset(self, files: Sequence[int], terms: TermChange) -> None:
        """READING → SEEN without passages: what a start does with unfinished work."""
        with self._transaction() as write:
            _drop_passages(write, files)
            _enter(write, files, State.SEEN)
            _adjust(write, terms)

    def renew(self, files: Sequence[int]) -> None:
        """INDEXED → SEEN with passages and hash kept: only their vectors are to be made anew."""
        with self._transaction() as write:
            _enter(write, files, State.SEEN)

    def recount(
        self, terms: TermChange, tokens: Mapping[int, int], meta: Mapping[str, str]
    ) -> None:
        """Replace the whole term table and all lengths: what another tokenizer asks for.

        Args:
            terms: every term with its document frequency.
            tokens: by file id; files without passages may be left out.
            meta: remembered in the same transaction.
        """
        with self._transaction() as write:
            write.execute("DELETE FROM terms")
            _adjust(write, terms)
            write.executemany(
                "UPDATE files SET tokens = ? WHERE id = ?",
                [(n, file) for file, n in tokens.items()],
            )
            write.execute("UPDATE totals SET tokens = (SELECT coalesce(sum(tokens), 0) FROM files)")
            write.executemany("INSERT OR REPLACE INTO meta VALUES(?, ?)", meta.items())

    def leave(self, files: Sequence[int]) -> None:
        """Any state → GONE: their rows leave the vector store next."""
        with self._transaction() as write:
            _enter(write, files, State.GONE)

    def forget(self, files: Sequence[int], terms: TermChange) -> None:
        """Remove files that are GONE, with their passages."""
        with self._transaction() as write:
            _drop_passages(write, files)
            write.executemany(
                "DELETE FROM files WHERE id = ? AND state = 'gone'", [(file,) for file in files]
            )
            _adjust(write, terms)

    @contextmanager
    def _transaction(self) -> Generator[sqlite3.Connection]:
        with self._lock, translated(self._path):
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
                self._writer.execute("COMMIT")
            except BaseException:
                # SQLite has rolled back by itself after some errors (full disk, for one).
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                raise


def _columns(signature: Signature) -> tuple[int, int, int, int]:
    return signature.size, signature.mtime_ns, signature.device, signature.inode


def _enter(
    write: sqlite3.Connection, files: Sequence[int], state: State, *, staying: bool = False
) -> None:
    allowed = [*sources(state), *([state] if staying else [])]
    cursor = write.execute(
        "UPDATE files SET state = ? WHERE id IN (SELECT value FROM json_each(?))"
        " AND state IN (SELECT value FROM json_each(?))",
        (state, json.dumps(list(files)), json.dumps(allowed)),
    )
    if cursor.rowcount != len(files):
        message = f"{len(files) - cursor.rowcount} files may not become {state}"
        raise RuntimeError(message)


def _move_files(write: sqlite3.Connection, moved: Mapping[int, FoundFile]) -> None:
    # Two steps, so that files that swapped names do not meet on the way.
    write.executemany(
        "UPDATE files SET path = char(0) || id WHERE id = ?", [(file,) for file in moved]
    )
    write.executemany(
        "UPDATE files SET path = ? WHERE id = ?",
        [(found.path, file) for file, found in moved.items()],
    )
    _sign(write, {file: found.signature for file, found in moved.items()})


def _sign(write: sqlite3.Connection, signatures: Mapping[int, Signature]) -> None:
    write.executemany(
        "UPDATE files SET size = ?, mtime_ns = ?, device = ?, inode = ? WHERE id = ?",
        [(*_columns(signature), file) for file, signature in signatures.items()],
    )


def _drop_passages(write: sqlite3.Connection, files: Sequence[int]) -> None:
    held = write.execute(
        "SELECT id, passages, tokens FROM files WHERE passages > 0"
        " AND id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(files)),),
    ).fetchall()
    write.executemany(
        "DELETE FROM passages WHERE place >= ? AND place < ?",
        [(file << ORDINAL_BITS, (file + 1) << ORDINAL_BITS) for file, _, _ in held],
    )
    write.executemany(
        "UPDATE files SET passages = 0, tokens = 0, hash = x'' WHERE id = ?",
        [(row[0],) for row in held],
    )
    _add_totals(write, -sum(row[1] for row in held), -sum(row[2] for row in held))


def _insert_passages(write: sqlite3.Connection, indexed: Iterable[IndexedFile]) -> None:
    for file in indexed:
        first = file.file << ORDINAL_BITS
        write.executemany(
            "INSERT INTO passages VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (first + p.ordinal, p.pk, p.start, p.end, p.page, p.heading, p.lang, p.text)
                for p in file.passages
            ],
        )
        _add_totals(write, len(file.passages), file.tokens)


def _add_totals(write: sqlite3.Connection, passages: int, tokens: int) -> None:
    write.execute(
        "UPDATE totals SET passages = passages + ?, tokens = tokens + ?", (passages, tokens)
    )


def _describe(write: sqlite3.Connection, indexed: Iterable[IndexedFile]) -> None:
    write.executemany(
        "UPDATE files SET hash = ?, media_type = ?, title = ?, language = ?, passages = ?,"
        " tokens = ?, mean = ?, code = '', reason = '', hint = '', attempts = 0 WHERE id = ?",
        [
            (f.hash, f.media_type, f.title, f.language, len(f.passages), f.tokens, f.mean, f.file)
            for f in indexed
        ],
    )


def _blame(write: sqlite3.Connection, failed: Mapping[int, FailedFile]) -> None:
    write.executemany(
        "UPDATE files SET code = ?, reason = ?, hint = ?, attempts = attempts + 1 WHERE id = ?",
        [(f.code, f.reason, f.hint, file) for file, f in failed.items()],
    )


def _adjust(write: sqlite3.Connection, terms: TermChange) -> None:
    ids: list[int] = terms.ids.tolist()
    by: list[int] = terms.by.tolist()
    write.executemany(
        "INSERT INTO terms VALUES(?, ?) ON CONFLICT DO UPDATE SET df = df + excluded.df",
        [(term, change) for term, change in zip(ids, by, strict=True) if change],
    )
    fewer = [(term,) for term, change in zip(ids, by, strict=True) if change < 0]
    write.executemany("DELETE FROM terms WHERE id = ? AND df <= 0", fewer)
