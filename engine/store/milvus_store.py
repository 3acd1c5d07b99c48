"""The vector store on any Milvus: what to ask for; how it gets there is the link's business."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from engine.store import milvus_requests as requests
from engine.store.filters import FileIn, Filter, PkIn, expression, of_library
from engine.store.fingerprints import Fingerprints, fingerprints
from engine.store.milvus_connection import MilvusConnection
from engine.store.milvus_dialect import (
    BYTES_PER_WRITE,
    FILES_PER_RETAG,
    KEYS_PER_EXPRESSION,
)
from engine.store.milvus_errors import StoreBrokenError, StoreDimensionError
from engine.store.rows import RowBatch, Scored, SparseRow, learned_row, packed_row
from engine.store.schema import Shape, field_names
from engine.store.vectors import MOST_HITS, Place

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.host.cancellation import Token
    from engine.store.milvus_link import Call, Link

_LARGEST_KEY = 2**63 - 1
_KEYS_PER_FETCH = 500  # Lite 2.5: 25 µs a key, but 190 with 4,000 keys at once
_SCALAR_BYTES = 400  # an ordinary row without its vectors


class MilvusVectors:
    """`VectorStore` over a link."""

    def __init__(self, link: Link, library: str, shape: Shape) -> None:
        self._link = link
        self._library = library
        self._shape = shape
        self._dim = shape.dim
        self._writing = threading.Lock()  # 3.2's log is corrupted by concurrent writers

    @property
    def kind(self) -> str:
        """Which Milvus this is."""
        return self._link.dialect.kind

    @property
    def dim(self) -> int:
        """Length of the dense vectors; 0 for none."""
        return self._dim

    @property
    def learns(self) -> bool:
        """Whether passages have learned sparse vectors as well."""
        return self._shape.learned

    def insert(self, batch: RowBatch) -> None:
        """Add passages whose keys are known to be new."""
        self._write(batch, upsert=self._link.dialect.insert_is_upsert)

    def upsert(self, batch: RowBatch) -> None:
        """Add passages, replacing those that have the same keys."""
        self._write(batch, upsert=True)

    def delete_files(self, files: Sequence[int]) -> None:
        """Remove all passages of these files."""
        for chunk in _chunks(files):
            if self._link.dialect.delete_by_keys:
                for answer in self._scan(FileIn(chunk), ["pk"]):
                    for pks in _chunks(requests.numbers(answer, "pk")):
                        self._delete(PkIn(pks))
            else:
                self._delete(FileIn(chunk))

    def retag(self, places: Mapping[int, Place]) -> None:
        """Give all passages of these files a new path, extension and time; vectors stay."""
        most = self._rows_per_write(64 + 128 * self.learns)
        for chunk in _chunks(tuple(places), FILES_PER_RETAG):
            for answer in self._scan(FileIn(chunk), field_names(self._shape), most):
                if rows := len(requests.numbers(answer, "pk")):
                    self._rewrite(answer, places, rows)

    def dense_of(self, pks: Sequence[int]) -> dict[int, NDArray[np.float32]]:
        """Return passages' dense vectors (dim,) by key; keys that are not there are left out."""
        found: dict[int, NDArray[np.float32]] = {}
        for answer in self._fetch(pks, "dense") if self._dim else ():
            rows = requests.vectors(answer, "dense", self._dim)
            found.update(zip(requests.numbers(answer, "pk"), rows, strict=True))
        return found

    def learned_of(self, pks: Sequence[int]) -> dict[int, SparseRow]:
        """Return passages' learned vectors by key; keys that are not there are left out."""
        found: dict[int, SparseRow] = {}
        for answer in self._fetch(pks, "learned") if self.learns else ():
            rows = map(learned_row, requests.sparse_vectors(answer, "learned"))
            found.update(zip(requests.numbers(answer, "pk"), rows, strict=True))
        return found

    def search_dense(
        self, vector: NDArray[np.float32], limit: int, where: Filter | None = None
    ) -> list[Scored]:
        """Return the passages with the largest inner product with `vector`, best first."""
        if not self._dim:
            return []
        if vector.shape != (self._dim,):
            raise StoreDimensionError(f"a query of shape {vector.shape}, not ({self._dim},)")
        return self._search("dense", vector.astype("<f4").tobytes(), limit, where)

    def search_sparse(
        self,
        indices: NDArray[np.uint32],
        values: NDArray[np.float32],
        limit: int,
        where: Filter | None = None,
    ) -> list[Scored]:
        """Return the passages with the largest sparse inner product, best first."""
        if not len(indices):
            return []
        return self._search("sparse", packed_row(indices, values), limit, where)

    def search_learned(
        self,
        indices: NDArray[np.uint32],
        values: NDArray[np.float32],
        limit: int,
        where: Filter | None = None,
    ) -> list[Scored]:
        """Return the passages whose learned vectors have the largest inner product, best first."""
        if not self.learns or not len(indices):
            return []
        return self._search("learned", packed_row(indices, values), limit, where)

    def count(self, where: Filter | None = None) -> int:
        """Return the number of passages of this library that a filter matches."""
        asked = self._asked(where)
        return 0 if asked is None else self._link.read(lambda c: c.count(asked))

    def file_counts(self) -> dict[int, int]:
        """Return the number of passages by file id."""
        counts: Counter[int] = Counter()
        for answer in self._scan(None, ["file"]):
            counts.update(requests.numbers(answer, "file"))
        return dict(counts)

    def fingerprints(self) -> Iterator[Fingerprints]:
        """Yield what identifies each row, some thousand at a time."""
        for answer in self._scan(None, ["pk", "file", "size", "path"]):
            yield fingerprints(
                requests.numbers(answer, "pk"),
                requests.numbers(answer, "file"),
                requests.numbers(answer, "size"),
                requests.texts(answer, "path"),
            )

    def compact(self, token: Token) -> int:
        """Give the space of removed passages back to the disk; searches go on."""
        with self._writing:
            return self._link.compact(token)

    def drop(self) -> None:
        """Remove all passages of this library."""
        with self._writing:
            self._link.erase(self._library)

    def close(self) -> None:
        """Write what is pending and let go of files and processes."""
        with self._writing:
            self._link.close()

    def _search(self, field: str, vector: bytes, limit: int, where: Filter | None) -> list[Scored]:
        asked = self._asked(where)
        if asked is None or limit <= 0:
            return []
        most = min(limit, MOST_HITS)
        return self._link.read(lambda c: c.search(field, vector, most, asked))

    def _fetch(self, pks: Sequence[int], field: str) -> Iterator[requests.Message]:
        """Yield answers with keys and one column of the passages that are there."""
        for chunk in _chunks(pks, _KEYS_PER_FETCH):
            asked = self._asked(PkIn(chunk))
            if asked is not None:
                query = partial(MilvusConnection.query, expression=asked, fields=["pk", field])
                yield from self._unless_empty(query)

    def _unless_empty(self, query: Call[requests.Message]) -> Iterator[requests.Message]:
        try:
            yield self._link.read(query)
        except StoreBrokenError:  # Lite 2.5 reads no sparse column where there never was a row
            if self.count():
                raise

    def _asked(self, where: Filter | None) -> str | None:
        asked = expression(where)
        if asked is None or not self._link.dialect.shared:
            return asked
        own = of_library(self._library)
        return f"({own} and {asked})" if asked else own

    def _write(self, batch: RowBatch, *, upsert: bool) -> None:
        self._check(batch)
        entries = sum(c.entries for c in (batch.sparse, batch.learned) if c is not None)
        for piece in batch.slices(self._rows_per_write(entries)):
            again = self._writer(piece, upsert=True)
            with self._writing:
                self._link.write(self._writer(piece, upsert=upsert), again, len(piece))

    def _writer(self, piece: RowBatch, *, upsert: bool) -> Call[None]:
        return lambda c: c.write(self._library, piece, upsert=upsert)

    def _rewrite(self, answer: requests.Message, places: Mapping[int, Place], rows: int) -> None:
        def rewrite(connection: MilvusConnection) -> None:
            request = requests.retag_request(connection.collection, answer, places)
            connection.write_again(request)

        with self._writing:
            self._link.write(rewrite, rewrite, rows)

    def _delete(self, where: Filter) -> None:
        asked = self._asked(where)
        if asked is not None:
            call = partial(MilvusConnection.delete, expression=asked)
            with self._writing:
                self._link.write(call, call, 1)

    def _scan(
        self, where: Filter | None, fields: Sequence[str], most: int = MOST_HITS
    ) -> Iterator[requests.Message]:
        """Yield answers with fewer than `most` rows, if possible, that together cover a filter.

        Milvus has no order to page by, so the keys' range is cut until every piece fits. Keys are
        hashes and fill it evenly.
        """
        asked = self._asked(where)
        if asked is None:
            return
        most = min(most, self._link.dialect.rows_per_query)
        rows = self.count(where) if most else 1
        ranges = _even_ranges(2 * rows // most + 1 if most else 1) if rows else []
        prefix = f"{asked} and " if asked else ""
        while ranges:
            first, last = ranges.pop()
            piece = f"{prefix}pk >= {first} and pk <= {last}"
            query = partial(MilvusConnection.query, expression=piece, fields=fields, limit=most)
            answer = self._link.read(query)
            if not most or len(requests.numbers(answer, fields[0])) < most:
                yield answer
            else:
                middle = (first + last) // 2
                ranges += [(first, middle), (middle + 1, last)]

    def _rows_per_write(self, entries: int) -> int:
        row_bytes = 4 * self._dim + 8 * entries + _SCALAR_BYTES
        return max(1, min(self._link.dialect.rows_per_write, BYTES_PER_WRITE // row_bytes))

    def _check(self, batch: RowBatch) -> None:
        if batch.dim != self._dim:
            raise StoreDimensionError(f"vectors of length {batch.dim} for a store of {self._dim}")
        if (batch.learned is not None) != self.learns:
            raise StoreDimensionError("learned vectors where there are none, or the reverse")
        if len(np.unique(batch.pk)) != len(batch) or (len(batch) and int(batch.pk.min()) < 0):
            raise ValueError("keys of a RowBatch must be unique and not negative")
        if any(c.faulty for c in (batch.sparse, batch.learned) if c is not None):
            raise ValueError("sparse weights must be finite and positive, terms below 2**32 - 1")
        if not np.isfinite(batch.dense).all():
            raise ValueError("dense vectors must be finite")


def _chunks(values: Sequence[int], most: int = KEYS_PER_EXPRESSION) -> Iterator[tuple[int, ...]]:
    for start in range(0, len(values), most):
        yield tuple(int(value) for value in values[start : start + most])


def _even_ranges(parts: int) -> list[tuple[int, int]]:
    edges = [_LARGEST_KEY * part // parts for part in range(parts + 1)]
    return [(edges[part] + (part > 0), edges[part + 1]) for part in range(parts)]
