"""Writing what was read: one batch to the vector store, one transaction to the catalogue.

The order is what makes a crash harmless (`engine.jobs.recovery` does the other half): READING is
on the disk before the store changes, and INDEXED, the passages, the terms and the totals are on it
together and last.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING

import numpy as np

from engine.jobs.reading_messages import CHANGING, VANISHED, Draft, Read, Refusal, integers
from engine.models.bm25 import saturate
from engine.store.catalogue_rows import (
    FailedFile,
    IndexedFile,
    PassageRow,
    Signature,
    TermChange,
    passage_keys,
)
from engine.store.rows import RowBatch
from engine.store.vectors import Place

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.models.encoder import TextEncoder
    from engine.store.catalogue import Catalogue
    from engine.store.catalogue_rows import FileRow, FoundFile
    from engine.store.vectors import VectorStore


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


@dataclass(slots=True)
class _Block:
    """The drafts of one `Read` with their vectors as arrays."""

    drafts: list[Draft]
    dense: NDArray[np.float32]
    indptr: NDArray[np.int64]
    terms: NDArray[np.uint32]
    counts: NDArray[np.uint16]
    lengths: NDArray[np.int32]


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
        self._blocks: list[_Block] = []
        self._refusals: list[Refusal] = []
        self.waiting = 0
        """Passages taken and not yet written."""
        self.timings = Timings()

    @property
    def idle(self) -> bool:
        """Whether nothing waits to be written."""
        return not self._blocks and not self._refusals

    def take(self, read: Read) -> None:
        """Keep what was read until `flush`."""
        self.timings.read += read.read_seconds
        self.timings.encode += read.encode_seconds
        self._refusals += read.refusals
        if read.drafts:
            self._blocks.append(_block(read, self._store.dim))
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

    def remove(self, files: Sequence[int]) -> None:
        """Take files out of the index."""
        if files:
            self._catalogue.leave(files)
            self.bury(files)

    def bury(self, files: Sequence[int]) -> None:
        """Finish the removal of files that are GONE."""
        if files:
            rows = self._catalogue.files(files)
            self._delete_rows([file for file, row in rows.items() if row.passages])
            self._catalogue.forget(files, self.terms_of(files, -1))

    def restart(self, files: Sequence[int]) -> None:
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
        passages = [row for file in files for row in self._catalogue.passages_of(file)]
        if not passages:
            return TermChange.none()
        encoded = self._counter.encode([p.text for p in passages], [p.lang for p in passages])
        ids, counts = np.unique(encoded.terms, return_counts=True)
        return TermChange(ids, sign * counts.astype(np.int64))

    def _replace(
        self,
        files: list[int],
        blocks: list[_Block],
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
        written.indexed = [
            _indexed(self._library, draft, tokens, mean)
            for block in blocks
            for draft, tokens in zip(block.drafts, _tokens(block), strict=True)
        ]
        started = time.perf_counter()
        self._delete_rows(old)
        if any(len(block.lengths) for block in blocks):
            self._store.insert(_rows(blocks, written.indexed, rows, mean))
        self.timings.store += time.perf_counter() - started
        started = time.perf_counter()
        failed = {f.file: _failed(f, rows[f.file].signature) for f in failures}
        self._catalogue.finish(written.indexed, failed, change)
        written.failed = list(failed)
        self.timings.catalogue += time.perf_counter() - started

    def _delete_rows(self, files: Sequence[int]) -> None:
        if files:
            self._store.delete_files(files)

    def _mean(self, blocks: list[_Block], replaced: list[FileRow]) -> float:
        """Return the mean passage length as it will be when this batch is in."""
        totals = self._catalogue.totals()
        passages = totals.passages - sum(row.passages for row in replaced)
        tokens = totals.tokens - sum(row.tokens for row in replaced)
        passages += sum(len(block.lengths) for block in blocks)
        tokens += sum(int(block.lengths.sum()) for block in blocks)
        return tokens / passages if passages and tokens else 1.0


def extension(path: str) -> str:
    """Return a path's extension without the dot, in lower case."""
    return PurePath(path).suffix[1:].lower()


def _block(read: Read, dim: int) -> _Block:
    vectors = read.vectors
    lengths = np.frombuffer(vectors.lengths, np.int32)
    return _Block(
        drafts=read.drafts,
        dense=np.frombuffer(vectors.dense, np.float32).reshape(len(lengths), dim),
        indptr=np.frombuffer(vectors.indptr, np.int64),
        terms=np.frombuffer(vectors.terms, np.uint32),
        counts=np.frombuffer(vectors.counts, np.uint16),
        lengths=lengths,
    )


def _tokens(block: _Block) -> list[int]:
    """Return the tokens of each draft."""
    bounds = np.cumsum([0, *(len(draft.texts) for draft in block.drafts)])
    sums = np.concatenate([[0], np.cumsum(block.lengths, dtype=np.int64)])
    return (sums[bounds[1:]] - sums[bounds[:-1]]).tolist()


def _indexed(library: str, draft: Draft, tokens: int, mean: float) -> IndexedFile:
    columns = zip(
        passage_keys(library, draft.file, len(draft.texts)),
        integers(draft.starts).tolist(),
        integers(draft.ends).tolist(),
        integers(draft.pages).tolist(),
        draft.headings,
        draft.langs,
        draft.texts,
        strict=True,
    )
    passages = [
        PassageRow(pk, draft.file, ordinal, start, end, page, heading, lang, text)
        for ordinal, (pk, start, end, page, heading, lang, text) in enumerate(columns)
    ]
    return IndexedFile(
        file=draft.file,
        signature=draft.signature,
        hash=draft.hash,
        media_type=draft.media_type,
        title=draft.title,
        language=draft.language,
        tokens=tokens,
        mean=mean,
        passages=passages,
    )


def _failed(refusal: Refusal, known: Signature) -> FailedFile:
    signature = refusal.signature or known
    return FailedFile(signature, refusal.code, refusal.reason, refusal.hint)


def _sum(change: TermChange, *terms: NDArray[np.uint32]) -> TermChange:
    """Add one passage for each time that a term occurs in ``terms`` (once per passage)."""
    ids, counts = np.unique(np.concatenate([np.empty(0, np.uint32), *terms]), return_counts=True)
    if not len(change.ids):
        return TermChange(ids, counts.astype(np.int64))
    every, where = np.unique(np.concatenate([change.ids, ids]), return_inverse=True)
    by = np.bincount(where, np.concatenate([change.by, counts])).astype(np.int64)
    return TermChange(every[by != 0], by[by != 0])


def _rows(
    blocks: list[_Block], indexed: list[IndexedFile], known: dict[int, FileRow], mean: float
) -> RowBatch:
    """Lay out the passages for the store, in the order of the blocks."""
    counts = [len(file.passages) for file in indexed]
    paths = [known[file.file].path for file in indexed]
    passages = [passage for file in indexed for passage in file.passages]
    terms = np.concatenate([block.terms for block in blocks])
    occurrences = np.concatenate([block.counts for block in blocks])
    sizes = np.concatenate([np.diff(block.indptr) for block in blocks])
    lengths = np.concatenate([block.lengths for block in blocks])
    return RowBatch(
        pk=np.array([p.pk for p in passages], np.int64),
        file=np.repeat(np.array([f.file for f in indexed], np.int64), counts),
        path=_repeat(paths, counts),
        ext=_repeat([extension(path) for path in paths], counts),
        mtime=np.repeat([f.signature.mtime_ns // 10**9 for f in indexed], counts),
        size=np.repeat([f.signature.size for f in indexed], counts),
        ordinal=np.array([p.ordinal for p in passages], np.int32),
        page=np.array([p.page for p in passages], np.int32),
        lang=[p.lang for p in passages],
        dense=np.concatenate([block.dense for block in blocks]),
        indptr=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        indices=terms,
        values=saturate(occurrences, np.repeat(lengths, sizes), mean),
    )


def _repeat(values: Sequence[str], counts: Sequence[int]) -> list[str]:
    return [value for value, count in zip(values, counts, strict=True) for _ in range(count)]
