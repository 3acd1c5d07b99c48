"""What goes into a vector store and what comes out of its searches."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SENTINEL_TERM = 0
"""The sparse dimension that an empty row carries, because Milvus refuses rows without entries."""

SENTINEL_WEIGHT = np.float32(1e-9)


class Scored(NamedTuple):
    """One hit of one search: the passage's key and its inner product with the query."""

    pk: int
    score: float


@dataclass(frozen=True, slots=True)
class RowBatch:
    """Passages as columns; all of them have the same length n.

    Attributes:
        pk: int64 (n), unique within the batch, ≥ 0.
        file: int64 (n), the catalogue's file ids.
        path: n absolute paths.
        ext: n extensions without the dot, lower case; "" where there is none.
        mtime: int64 (n), seconds since 1970.
        size: int64 (n), the file's bytes.
        ordinal: int32 (n), the passage's place within its file.
        page: int32 (n), 1-based; 0 where a file has no pages.
        lang: n ISO 639-1 codes or "".
        dense: float32 (n, dim); (n, 0) where the library has no dense model.
        indptr: int64 (n + 1), row i's sparse entries are indptr[i]:indptr[i + 1].
        indices: uint32 term ids, without repetition in a row, < 2**32 - 1.
        values: float32 weights, finite and > 0.
    """

    pk: NDArray[np.int64]
    file: NDArray[np.int64]
    path: Sequence[str]
    ext: Sequence[str]
    mtime: NDArray[np.int64]
    size: NDArray[np.int64]
    ordinal: NDArray[np.int32]
    page: NDArray[np.int32]
    lang: Sequence[str]
    dense: NDArray[np.float32]
    indptr: NDArray[np.int64]
    indices: NDArray[np.uint32]
    values: NDArray[np.float32]

    def __post_init__(self) -> None:
        rows = len(self.pk)
        columns = (self.file, self.path, self.ext, self.mtime, self.size)
        more = (self.ordinal, self.page, self.lang, self.dense)
        if any(len(column) != rows for column in (*columns, *more)):
            raise ValueError("the columns of a RowBatch differ in length")
        if len(self.indptr) != rows + 1 or int(self.indptr[-1]) != len(self.indices):
            raise ValueError("indptr does not fit the rows and entries of a RowBatch")
        if len(self.indices) != len(self.values):
            raise ValueError("sparse indices and values differ in length")

    def __len__(self) -> int:
        return len(self.pk)

    @property
    def dim(self) -> int:
        """Length of a dense vector; 0 for none."""
        return int(self.dense.shape[1])

    def rows(self, start: int, stop: int) -> RowBatch:
        """Return rows start:stop as views on this batch's arrays."""
        first, last = int(self.indptr[start]), int(self.indptr[stop])
        return RowBatch(
            pk=self.pk[start:stop],
            file=self.file[start:stop],
            path=self.path[start:stop],
            ext=self.ext[start:stop],
            mtime=self.mtime[start:stop],
            size=self.size[start:stop],
            ordinal=self.ordinal[start:stop],
            page=self.page[start:stop],
            lang=self.lang[start:stop],
            dense=self.dense[start:stop],
            indptr=self.indptr[start : stop + 1] - first,
            indices=self.indices[first:last],
            values=self.values[first:last],
        )

    def slices(self, rows: int) -> Iterator[RowBatch]:
        """Yield this batch in pieces of at most `rows` rows."""
        for start in range(0, len(self), rows):
            yield self.rows(start, min(start + rows, len(self)))

    def sparse_rows(self) -> list[bytes]:
        """Return each row as Milvus stores it: (uint32 index, float32 value) pairs by index.

        Little-endian. A row without entries gets the sentinel. The format is that of
        `pymilvus.client.entity_helper.sparse_rows_to_proto`, made for a whole batch at once.
        """
        counts = np.diff(self.indptr)
        row_of = np.repeat(np.arange(len(counts)), counts)
        order = np.lexsort((self.indices, row_of))
        pairs = np.empty(len(self.indices), dtype=[("index", "<u4"), ("value", "<f4")])
        pairs["index"] = self.indices[order]
        pairs["value"] = self.values[order]
        return _cut(pairs.tobytes(), (self.indptr * pairs.itemsize).tolist())


def sparse_vector(indices: NDArray[np.uint32], values: NDArray[np.float32]) -> bytes:
    """Return one sparse vector in Milvus' bytes; the sentinel when it has no entries."""
    order = np.argsort(indices)
    pairs = np.empty(len(order), dtype=[("index", "<u4"), ("value", "<f4")])
    pairs["index"] = np.asarray(indices)[order]
    pairs["value"] = np.asarray(values)[order]
    return pairs.tobytes() or _SENTINEL


def _cut(buffer: bytes, bounds: list[int]) -> list[bytes]:
    return [buffer[start:stop] or _SENTINEL for start, stop in itertools.pairwise(bounds)]


_SENTINEL = np.array(
    [(SENTINEL_TERM, SENTINEL_WEIGHT)], dtype=[("index", "<u4"), ("value", "<f4")]
).tobytes()
