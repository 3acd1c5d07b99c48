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

LEARNED_SENTINEL_TERM = 2**32 - 2
"""The same for learned vectors: 0 is a word of many vocabularies, and none is as large as this."""

SENTINEL_WEIGHT = np.float32(1e-9)

_LARGEST_TERM = 2**32 - 2
_PAIR = [("index", "<u4"), ("value", "<f4")]


class Scored(NamedTuple):
    """One hit of one search: the passage's key and its inner product with the query."""

    pk: int
    score: float


class SparseRow(NamedTuple):
    """One sparse vector.

    Attributes:
        indices: uint32, ascending.
        values: float32, above 0.
    """

    indices: NDArray[np.uint32]
    values: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class SparseColumn:
    """The sparse vectors of n passages.

    Attributes:
        indptr: int64 (n + 1), row i's entries are indptr[i]:indptr[i + 1].
        indices: uint32 terms, without repetition in a row, < 2**32 - 1.
        values: float32 weights, finite and > 0.
    """

    indptr: NDArray[np.int64]
    indices: NDArray[np.uint32]
    values: NDArray[np.float32]

    @classmethod
    def empty(cls, rows: int) -> SparseColumn:
        """Return rows without entries."""
        indptr = np.zeros(rows + 1, np.int64)
        return cls(indptr, np.empty(0, np.uint32), np.empty(0, np.float32))

    @classmethod
    def joined(cls, parts: Sequence[SparseColumn]) -> SparseColumn | None:
        """Return the rows of all parts; None where there are none."""
        if not parts:
            return None
        sizes = np.concatenate([np.diff(part.indptr) for part in parts])
        return cls(
            np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
            np.concatenate([part.indices for part in parts]),
            np.concatenate([part.values for part in parts]),
        )

    def __len__(self) -> int:
        return len(self.indptr) - 1

    @property
    def entries(self) -> int:
        """How many entries a row has, about."""
        return len(self.indices) // max(len(self), 1)

    @property
    def faulty(self) -> bool:
        """Whether Milvus would refuse it or misunderstand it."""
        weighed = np.isfinite(self.values).all() and (self.values > 0).all()
        return not weighed or self.indices.max(initial=0) > _LARGEST_TERM

    def check(self, rows: int) -> None:
        """See that it is a column of so many rows.

        Raises:
            ValueError: it is not.
        """
        if len(self) != rows or int(self.indptr[-1]) != len(self.indices):
            raise ValueError("indptr does not fit the rows and entries of a RowBatch")
        if len(self.indices) != len(self.values):
            raise ValueError("sparse indices and values differ in length")

    def rows(self, start: int, stop: int) -> SparseColumn:
        """Return rows start:stop as views on the arrays."""
        first, last = int(self.indptr[start]), int(self.indptr[stop])
        indptr = self.indptr[start : stop + 1] - first
        return SparseColumn(indptr, self.indices[first:last], self.values[first:last])

    def filled(self, sentinel: int) -> SparseColumn:
        """Return the same with a sentinel in each row that has no entries."""
        empty = np.diff(self.indptr) == 0
        if not empty.any():
            return self
        places = self.indptr[:-1][empty]
        return SparseColumn(
            self.indptr + np.concatenate([[0], np.cumsum(empty)]),
            np.insert(self.indices, places, np.uint32(sentinel)),
            np.insert(self.values, places, SENTINEL_WEIGHT),
        )

    def packed(self) -> list[bytes]:
        """Return each row as Milvus stores it: (uint32 index, float32 value) pairs by index.

        Little-endian. The format is that of `pymilvus.client.entity_helper.sparse_rows_to_proto`,
        made for a whole batch at once.
        """
        row_of = np.repeat(np.arange(len(self)), np.diff(self.indptr))
        order = np.lexsort((self.indices, row_of))
        pairs = _pairs(self.indices[order], self.values[order])
        data, bounds = pairs.tobytes(), (self.indptr * pairs.itemsize).tolist()
        return [data[start:stop] for start, stop in itertools.pairwise(bounds)]


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
        learned: learned sparse vectors, where the library's model makes them; None where not.
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
    learned: SparseColumn | None = None

    def __post_init__(self) -> None:
        rows = len(self.pk)
        columns = (self.file, self.path, self.ext, self.mtime, self.size)
        more = (self.ordinal, self.page, self.lang, self.dense)
        if any(len(column) != rows for column in (*columns, *more)):
            raise ValueError("the columns of a RowBatch differ in length")
        self.sparse.check(rows)
        if self.learned is not None:
            self.learned.check(rows)

    def __len__(self) -> int:
        return len(self.pk)

    @property
    def sparse(self) -> SparseColumn:
        """The weights of the passages' words."""
        return SparseColumn(self.indptr, self.indices, self.values)

    @property
    def dim(self) -> int:
        """Length of a dense vector; 0 for none."""
        return int(self.dense.shape[1])

    def rows(self, start: int, stop: int) -> RowBatch:
        """Return rows start:stop as views on this batch's arrays."""
        sparse = self.sparse.rows(start, stop)
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
            indptr=sparse.indptr,
            indices=sparse.indices,
            values=sparse.values,
            learned=None if self.learned is None else self.learned.rows(start, stop),
        )

    def slices(self, rows: int) -> Iterator[RowBatch]:
        """Yield this batch in pieces of at most `rows` rows."""
        for start in range(0, len(self), rows):
            yield self.rows(start, min(start + rows, len(self)))


def packed_row(indices: NDArray[np.uint32], values: NDArray[np.float32]) -> bytes:
    """Return one sparse vector in Milvus' bytes."""
    order = np.argsort(indices)
    return _pairs(np.asarray(indices)[order], np.asarray(values)[order]).tobytes()


def learned_row(packed: bytes) -> SparseRow:
    """Return what is in a learned vector's bytes; empty where there is nothing but a sentinel."""
    pairs = np.frombuffer(packed, _PAIR)
    if len(pairs) == 1 and pairs["index"][0] == LEARNED_SENTINEL_TERM:
        pairs = pairs[:0]
    return SparseRow(pairs["index"].astype(np.uint32), pairs["value"].astype(np.float32))


def _pairs(indices: NDArray[np.uint32], values: NDArray[np.float32]) -> NDArray[np.void]:
    pairs = np.empty(len(indices), _PAIR)
    pairs["index"], pairs["value"] = indices, values
    return pairs
