"""Laying out what was read: records for the catalogue, columns for the vector store."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from engine.jobs.reading_messages import Draft, Read, Vectors, integers
from engine.models.bm25 import saturate
from engine.models.errors import ModelDamagedError
from engine.store.catalogue_rows import IndexedFile, PassageRow, passage_keys
from engine.store.rows import RowBatch, SparseColumn

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.store.catalogue_rows import FileRow
    from engine.store.vectors import VectorStore


@dataclass(slots=True)
class Block:
    """The drafts of one `Read` with their vectors as arrays."""

    drafts: list[Draft]
    dense: NDArray[np.float32]
    indptr: NDArray[np.int64]
    terms: NDArray[np.uint32]
    counts: NDArray[np.uint16]
    lengths: NDArray[np.int32] | NDArray[np.float32]
    learned: SparseColumn | None = None
    """None where the library's model makes no learned sparse vectors."""


def extension(path: str) -> str:
    """Return a path's extension without the dot, in lower case."""
    return os.path.splitext(path)[1][1:].lower()  # noqa: PTH122 - called for every file


def block_of(read: Read, store: VectorStore) -> Block:
    """Take the arrays out of an answer, without copying, as a store wants them.

    Raises:
        ModelDamagedError: the model makes vectors of another length than when the store was made.
    """
    vectors = read.vectors
    lengths = np.frombuffer(vectors.lengths, np.int32)
    dense = np.frombuffer(vectors.dense, np.float32)
    if dense.size != len(lengths) * store.dim:
        came = dense.size / max(len(lengths), 1)
        message = f"vectors of {came:g} numbers came, not of {store.dim}"
        raise ModelDamagedError(message, hint="Choose another model.")
    return Block(
        drafts=read.drafts,
        dense=dense.reshape(len(lengths), store.dim),
        indptr=np.frombuffer(vectors.indptr, np.int64),
        terms=np.frombuffer(vectors.terms, np.uint32),
        counts=np.frombuffer(vectors.counts, np.uint16),
        lengths=lengths,
        learned=_learned(vectors, len(lengths)) if store.learns else None,
    )


def _learned(vectors: Vectors, rows: int) -> SparseColumn:
    """Return the learned vectors; of passages that the model never saw they are empty."""
    if not vectors.learned_indptr:
        return SparseColumn.empty(rows)
    return SparseColumn(
        np.frombuffer(vectors.learned_indptr, np.int64),
        np.frombuffer(vectors.learned_terms, np.uint32),
        np.frombuffer(vectors.learned_weights, np.float32),
    )


def tokens_of(block: Block) -> list[int]:
    """Return the tokens of each draft."""
    bounds = np.cumsum([0, *(len(draft.texts) for draft in block.drafts)])
    sums = np.concatenate([[0], np.cumsum(block.lengths, dtype=np.int64)])
    return (sums[bounds[1:]] - sums[bounds[:-1]]).tolist()


def indexed_file(library: str, draft: Draft, tokens: int, mean: float) -> IndexedFile:
    """Make the catalogue's record of a draft."""
    columns = zip(
        passage_keys(library, draft.file, len(draft.texts)),
        integers(draft.starts).tolist(),
        integers(draft.ends).tolist(),
        integers(draft.pages).tolist(),
        draft.headings,
        draft.langs,
        draft.texts,
        integers(draft.lines).tolist() if draft.lines else [0] * len(draft.texts),
        strict=True,
    )
    passages = [
        PassageRow(pk, draft.file, ordinal, start, end, page, heading, lang, text, line)
        for ordinal, (pk, start, end, page, heading, lang, text, line) in enumerate(columns)
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


def row_batch(
    blocks: list[Block], indexed: list[IndexedFile], known: dict[int, FileRow], mean: float
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
        learned=SparseColumn.joined([b.learned for b in blocks if b.learned is not None]),
    )


def scaled(block: Block, means: Sequence[float]) -> Block:
    """Return a block whose lengths are shares of a mean, one for each draft.

    Laid out with a mean of 1, its weights are those that each draft's mean gives.
    """
    sizes = [len(draft.texts) for draft in block.drafts]
    mean = np.repeat(np.array(means, np.float32), sizes)
    return replace(block, lengths=block.lengths.astype(np.float32) / mean)


def _repeat(values: Sequence[str], counts: Sequence[int]) -> list[str]:
    return [value for value, count in zip(values, counts, strict=True) for _ in range(count)]
