"""Writing what was read: one batch to the vector store, one transaction to the catalogue.

The order is what makes a crash harmless (`engine.jobs.recovery` does the other half): READING is
on the disk before the store changes, and INDEXED, the passages, the terms and the totals are on it
together and last.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from engine.jobs.layout import Block, block_of, extension, indexed_file, row_batch, tokens_of
from engine.jobs.reading_messages import CHANGING, VANISHED, Read, Refusal
from engine.jobs.word_ledger import WordLedger
from engine.read.version import READERS_VERSION
from engine.store.catalogue_rows import FailedFile, IndexedFile, Signature, TermChange
from engine.store.catalogue_states import State
from engine.store.vectors import Place

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.models.encoder import TextEncoder
    from engine.store.catalogue import Catalogue
    from engine.store.catalogue_rows import FileRow, FoundFile, PassageRow
    from engine.store.vectors import VectorStore


_AT_ONCE = 4096
"""Stored passages whose terms are counted together; some 4 MB."""


@dataclass(slots=True)
class Timings:
    """Seconds spent, by stage; reading and encoding are summed over the workers."""

    scan: float = 0.0
    read: float = 0.0
    encode: float = 0.0
    store: float = 0.0
    catalogue: float = 0.0


@dataclass(slots=True)
class Written:
    """What one flush did."""

    indexed: list[IndexedFile] = field(default_factory=list[IndexedFile])
    failed: list[int] = field(default_factory=list[int])
    vanished: list[int] = field(default_factory=list[int])
    postponed: list[int] = field(default_factory=list[int])
    """Changed while they were read; they stay SEEN."""

    def __bool__(self) -> bool:
        return bool(self.indexed or self.failed or self.vanished or self.postponed)


class Writer:
    """Owns every change to a library's passages. For one thread."""

    def __init__(
        self, library: str, catalogue: Catalogue, store: VectorStore, counter: TextEncoder
    ) -> None:
        """Write to an open library.

        Args:
            library: its id; passage keys are made from it.
            catalogue: the truth.
            store: the vectors.
            counter: an encoder without a model, of the catalogue's tokenizer version.
        """
        self._library = library
        self._catalogue = catalogue
        self._store = store
        self._counter = counter
        self._blocks: list[Block] = []
        self._refusals: list[Refusal] = []
        self._lacking: set[int] = set()
        self.words = WordLedger()
        self.waiting = 0
        """Passages taken and not yet written."""
        self.expected_mean: float | None = None
        """The mean passage length that a run is heading for; None to go by what is there."""
        self.timings = Timings()

    def for_store(self, store: VectorStore) -> Writer:
        """Return a writer of the same library to another store. Nothing may wait in this one."""
        writer = Writer(self._library, self._catalogue, store, self._counter)
        writer.timings = self.timings
        return writer

    @property
    def idle(self) -> bool:
        """Whether nothing waits to be written."""
        return not self._blocks and not self._refusals

    def take(self, read: Read) -> None:
        """Keep what was read until `flush`."""
        self.timings.read += read.read_seconds
        self.timings.encode += read.encode_seconds
        self._refusals += read.refusals
        self.words.take(read.words)
        self._lacking.update(read.lacking)
        if read.drafts:
            self._blocks.append(block_of(read, self._store))
            self.waiting += len(self._blocks[-1].lengths)

    def flush(self) -> Written:
        """Write what was taken: all of it, durably, or (with an error or a crash) none of it."""
        blocks, refusals = self._blocks, self._refusals
        self._blocks, self._refusals, self.waiting = [], [], 0
        written = Written(
            vanished=[r.file for r in refusals if r.code == VANISHED],
            postponed=[r.file for r in refusals if r.code == CHANGING],
        )
        failures = [r for r in refusals if r.code not in (VANISHED, CHANGING)]
        drafts = [draft for block in blocks for draft in block.drafts]
        files = [draft.file for draft in drafts] + [failure.file for failure in failures]
        if files:
            self._replace(files, blocks, failures, written)
        return written

    def tidy(self) -> int:
        """Undo or finish what an earlier run left in the middle by a crash, error or stop.

        Returns:
            How many files have lost what was indexed of them and are to be read again.
        """
        self._blocks, self._refusals, self._lacking, self.waiting = [], [], set(), 0
        self.expected_mean = None
        self.words.tidy(self._catalogue)
        unfinished = [row.id for row in self._catalogue.files_in(State.READING)]
        self._restart(unfinished)
        self._bury([row.id for row in self._catalogue.files_in(State.GONE)])
        return len(unfinished)

    def remove(self, files: Sequence[int]) -> None:
        """Take files out of the index."""
        if files:
            self._catalogue.leave(files)
            self._bury(files)

    def _bury(self, files: Sequence[int]) -> None:
        """Finish the removal of files that are GONE."""
        if files:
            rows = self._catalogue.files(files)
            self._delete_rows([file for file, row in rows.items() if row.passages])
            self.words.left(sum(row.passages for row in rows.values()))
            self._catalogue.forget(files, self.terms_of(files, -1))

    def _restart(self, files: Sequence[int]) -> None:
        """READING → SEEN, with nothing left of the files in the store or the catalogue."""
        if files:
            self._delete_rows(files)
            self._catalogue.reset(files, self.terms_of(files, -1))

    def move(self, moved: dict[int, FoundFile]) -> None:
        """Give files that were renamed their new path in the store; the catalogue comes after."""
        places = {
            file: Place(found.path, extension(found.path), found.signature.mtime_ns // 10**9)
            for file, found in moved.items()
        }
        if places:
            self._store.retag(places)

    def terms_of(self, files: Iterable[int], sign: int) -> TermChange:
        """Return the document frequencies of files' stored passages, times ``sign``."""
        change = TermChange.none()
        for passages in self._stored(files):
            texts, langs = [p.text for p in passages], [p.lang for p in passages]
            change = _sum(change, self._counter.encode(texts, langs).terms)
        return TermChange(change.ids, sign * change.by)

    def _stored(self, files: Iterable[int]) -> Iterator[list[PassageRow]]:
        """Yield files' stored passages, many at a time."""
        passages: list[PassageRow] = []
        for file in files:
            passages += self._catalogue.passages_of(file)
            if len(passages) >= _AT_ONCE:
                yield passages
                passages = []
        if passages:
            yield passages

    def _replace(
        self,
        files: list[int],
        blocks: list[Block],
        failures: list[Refusal],
        written: Written,
    ) -> None:
        rows = self._catalogue.files(files)
        old = [file for file, row in rows.items() if row.passages]
        mean = self._mean(blocks, [rows[file] for file in old])
        started = time.perf_counter()
        change = _sum(self.terms_of(old, -1), *(block.terms for block in blocks))
        self._catalogue.begin(files)
        self.timings.catalogue += time.perf_counter() - started
        lacking, self._lacking = self._lacking, set[int]()  # no mean: not to be relied on
        written.indexed = [
            indexed_file(self._library, draft, tokens, 0.0 if draft.file in lacking else mean)
            for block in blocks
            for draft, tokens in zip(block.drafts, tokens_of(block), strict=True)
        ]
        started = time.perf_counter()
        self._delete_rows(old)
        if any(len(block.lengths) for block in blocks):
            self._store.insert(row_batch(blocks, written.indexed, rows, mean))
        self.timings.store += time.perf_counter() - started
        started = time.perf_counter()
        failed = {f.file: _failed(f, rows[f.file].signature) for f in failures}
        self._catalogue.finish(written.indexed, failed, change, self.words.open)
        self.words.written()
        self.words.left(sum(rows[file].passages for file in old))
        written.failed = list(failed)
        self.timings.catalogue += time.perf_counter() - started

    def _delete_rows(self, files: Sequence[int]) -> None:
        if files:
            self._store.delete_files(files)

    def _mean(self, blocks: list[Block], replaced: list[FileRow]) -> float:
        """Return the expected mean, or the one that there will be when this batch is in."""
        if self.expected_mean is not None:
            return self.expected_mean
        totals = self._catalogue.totals()
        passages = totals.passages - sum(row.passages for row in replaced)
        tokens = totals.tokens - sum(row.tokens for row in replaced)
        passages += sum(len(block.lengths) for block in blocks)
        tokens += sum(int(block.lengths.sum()) for block in blocks)
        return tokens / passages if passages and tokens else 1.0


def _failed(refusal: Refusal, known: Signature) -> FailedFile:
    signature = refusal.signature or known
    now = time.time()
    return FailedFile(
        signature, refusal.code, refusal.reason, refusal.hint, at=now, readers=READERS_VERSION
    )


def _sum(change: TermChange, *terms: NDArray[np.uint32]) -> TermChange:
    """Add one passage for each time that a term occurs in ``terms`` (once per passage)."""
    ids, counts = np.unique(np.concatenate([np.empty(0, np.uint32), *terms]), return_counts=True)
    if not len(change.ids):
        return TermChange(ids, counts.astype(np.int64))
    every, where = np.unique(np.concatenate([change.ids, ids]), return_inverse=True)
    by = np.bincount(where, np.concatenate([change.by, counts])).astype(np.int64)
    return TermChange(every[by != 0], by[by != 0])
