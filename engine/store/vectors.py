"""What a store of passages' vectors does for the rest of the engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.host.cancellation import Token
    from engine.store.filters import Filter
    from engine.store.fingerprints import Fingerprints
    from engine.store.rows import RowBatch, Scored, SparseRow

MOST_HITS = 16_384
"""Milvus' limit on the hits of one search."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file lies now, for rows that move with it."""

    path: str
    ext: str
    mtime: int


class VectorStore(Protocol):
    """The passages of one library as vectors: of their words, and of a model's making.

    One thread writes; any number may search at the same time. What a returned write did survives
    a crash of the engine and of the store's own process. Every method raises `StoreError`s only.
    """

    @property
    def kind(self) -> str:
        """Which Milvus this is: "lite-2.5", "lite-3.2" or "server"."""
        ...

    @property
    def dim(self) -> int:
        """Length of the dense vectors; 0 for none."""
        ...

    @property
    def learns(self) -> bool:
        """Whether passages have learned sparse vectors as well."""
        ...

    def insert(self, batch: RowBatch) -> None:
        """Add passages whose keys are known to be new."""
        ...

    def upsert(self, batch: RowBatch) -> None:
        """Add passages, replacing those that have the same keys."""
        ...

    def delete_files(self, files: Sequence[int]) -> None:
        """Remove all passages of these files. One call costs a scan: give many files at once."""
        ...

    def retag(self, places: Mapping[int, Place]) -> None:
        """Give all passages of these files a new path, extension and time; vectors stay."""
        ...

    def dense_of(self, pks: Sequence[int]) -> dict[int, NDArray[np.float32]]:
        """Return passages' dense vectors (dim,) by key; keys that are not there are left out.

        They are what was written, to the bit. A store without dense vectors has none to return.
        """
        ...

    def learned_of(self, pks: Sequence[int]) -> dict[int, SparseRow]:
        """Return passages' learned vectors by key; keys that are not there are left out.

        They are what was written, to the bit; empty for a passage that has none. A store without
        learned vectors has none to return.
        """
        ...

    def search_dense(
        self, vector: NDArray[np.float32], limit: int, where: Filter | None = None
    ) -> list[Scored]:
        """Return the passages with the largest inner product with `vector` (dim,), best first."""
        ...

    def search_sparse(
        self,
        indices: NDArray[np.uint32],
        values: NDArray[np.float32],
        limit: int,
        where: Filter | None = None,
    ) -> list[Scored]:
        """Return the passages with the largest sparse inner product, best first.

        Only passages that share a term with the query come back.
        """
        ...

    def search_learned(
        self,
        indices: NDArray[np.uint32],
        values: NDArray[np.float32],
        limit: int,
        where: Filter | None = None,
    ) -> list[Scored]:
        """Return the passages whose learned vectors have the largest inner product, best first.

        Only passages that share a term with the query come back; from a store without learned
        vectors none.
        """
        ...

    def count(self, where: Filter | None = None) -> int:
        """Return the number of passages of this library that a filter matches."""
        ...

    def file_counts(self) -> dict[int, int]:
        """Return the number of passages by file id."""
        ...

    def fingerprints(self) -> Iterator[Fingerprints]:
        """Yield what identifies each row, some thousand at a time."""
        ...

    def compact(self, token: Token) -> int:
        """Give the space of removed passages back to the disk, where the store does not itself.

        Done when more than half is dead. Searches go on meanwhile, writes wait.

        Returns:
            The bytes given back; 0 where nothing was done.

        Raises:
            Cancelled: by the token; all is as before.
        """
        ...

    def drop(self) -> None:
        """Remove all passages of this library; the store stays open and empty."""
        ...

    def close(self) -> None:
        """Write what is pending and let go of files and processes. Closing twice does nothing."""
        ...
