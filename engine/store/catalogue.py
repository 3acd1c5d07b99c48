"""The catalogue: one SQLite file per library with its files, passages, terms and totals.

It is the truth; the vector store is a cache of it. Reading is thread-safe (`CatalogueReader`).
Writing belongs to one thread at a time, which a lock enforces. Every write is one transaction
that is on the disk when the method returns.
"""

from __future__ import annotations

import sqlite3
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from engine.store import catalogue_statements as statements
from engine.store.catalogue_reading import CatalogueReader, translated
from engine.store.catalogue_states import State
from engine.store.catalogue_words import add_words, replace_words
from engine.store.migrations import migrate

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping, Sequence
    from pathlib import Path

    from engine.store.catalogue_rows import (
        FailedFile,
        FoundFile,
        IndexedFile,
        Signature,
        TermChange,
        Trouble,
    )

_PRAGMAS = (
    "PRAGMA trusted_schema = OFF",  # a file of somebody's may have triggers and views of its own
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
        covers: Callable[[str], bool] | None = None,
    ) -> None:
        """Record what a scan found, all of it or nothing.

        Args:
            added: files not known before; they enter as SEEN.
            changed: by id; files to be read again, from any resting state.
            touched: by id; files with a new signature and the old content.
            moved: by id; files that have a new path and the old content.
            troubles: places that cannot be seen.
            covers: tells of the path of a former trouble whether this scan looked there, so that
                ``troubles`` says all there is about it; None for a scan of everything.
        """
        with self._transaction() as write:
            statements.move_files(write, moved or {})
            statements.add_files(write, added)
            statements.sign(write, touched or {})
            statements.read_again(write, changed or {})
            statements.replace_troubles(write, troubles, covers)

    def begin(self, files: Sequence[int]) -> None:
        """SEEN → READING: until `finish` these files' rows in the vector store are in flux."""
        with self._transaction() as write:
            statements.enter_state(write, files, State.READING)

    def finish(
        self,
        indexed: Sequence[IndexedFile],
        failed: Mapping[int, FailedFile],
        terms: TermChange,
        words: Mapping[str, str] | None = None,
    ) -> None:
        """READING → INDEXED or FAILED: replace passages, adjust terms and totals.

        Args:
            indexed: their new passages.
            failed: by file id. Their passages go.
            terms: by how much document frequencies change, old passages subtracted, new ones added.
            words: that may be new, with their spelling where it differs.
        """
        with self._transaction() as write:
            statements.drop_passages(write, [*(file.file for file in indexed), *failed])
            statements.insert_passages(write, indexed)
            statements.enter_state(write, [file.file for file in indexed], State.INDEXED)
            statements.describe(write, indexed)
            statements.enter_state(write, list(failed), State.FAILED)
            statements.blame(write, failed)
            statements.sign(write, {file.file: file.signature for file in indexed})
            statements.sign(write, {file: failure.signature for file, failure in failed.items()})
            statements.adjust_terms(write, terms)
            add_words(write, words or {})

    def replace_words(self, last: int, words: Mapping[str, str]) -> None:
        """Put one batch of words in the place of all batches up to one."""
        with self._transaction() as write:
            replace_words(write, last, words)

    def reset(self, files: Sequence[int], terms: TermChange) -> None:
        """READING → SEEN without passages: what a start does with unfinished work."""
        with self._transaction() as write:
            statements.drop_passages(write, files)
            statements.enter_state(write, files, State.SEEN)
            statements.adjust_terms(write, terms)

    def renew(self, files: Sequence[int]) -> None:
        """INDEXED → SEEN with passages and hash kept: only their weights are to be made anew."""
        with self._transaction() as write:
            statements.enter_state(write, files, State.SEEN)

    def distrust(self, files: Sequence[int]) -> None:
        """Remember that the rows of files in the vector store are not theirs, or are missing."""
        with self._transaction() as write:
            statements.distrust(write, files)

    def recount(
        self, terms: TermChange, tokens: Mapping[int, int], meta: Mapping[str, str]
    ) -> None:
        """Replace the whole term table and all lengths: what another tokenizer asks for.

        No file's rows in the vector store are relied on afterwards.

        Args:
            terms: every term with its document frequency.
            tokens: by file id; files without passages may be left out.
            meta: remembered in the same transaction.
        """
        with self._transaction() as write:
            write.execute("DELETE FROM terms")
            statements.adjust_terms(write, terms)
            write.executemany(
                "UPDATE files SET tokens = ? WHERE id = ?",
                [(n, file) for file, n in tokens.items()],
            )
            write.execute("UPDATE files SET mean = 0")
            write.execute("UPDATE totals SET tokens = (SELECT coalesce(sum(tokens), 0) FROM files)")
            write.executemany("INSERT OR REPLACE INTO meta VALUES(?, ?)", meta.items())

    def leave(self, files: Sequence[int]) -> None:
        """Any state → GONE: their rows leave the vector store next."""
        with self._transaction() as write:
            statements.enter_state(write, files, State.GONE)

    def forget(self, files: Sequence[int], terms: TermChange) -> None:
        """Remove files that are GONE, with their passages."""
        with self._transaction() as write:
            statements.drop_passages(write, files)
            write.executemany(
                "DELETE FROM files WHERE id = ? AND state = 'gone'", [(file,) for file in files]
            )
            statements.adjust_terms(write, terms)

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
