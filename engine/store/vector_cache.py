"""A reranker's passage vectors, kept on disk: computed once, then read. It never fails."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from engine.store.row_cache import RowCache

if TYPE_CHECKING:
    from pathlib import Path

FloatVector = npt.NDArray[np.float32]

LIMIT = 200_000
"""Rows. At 384 dimensions some 170 MB, and 160,000 of them after a clearing."""
AHEAD = 2
"""One in so many of them may be made in advance, by idle time."""


def vector_key(model: str, text: str) -> bytes:
    """The key of a text's vector, 16 bytes: blake2b over the model's id and the text as sent."""
    digest = hashlib.blake2b(model.encode() + b"\0", digest_size=16)
    digest.update(text.encode("utf-8", "surrogatepass"))
    return digest.digest()


class VectorCache:
    """Vectors by key, at most `limit` of them; those unused for longest leave first.

    Thread-safe. One process at a time should use a file, more do no harm.
    """

    def __init__(
        self, path: Path, *, limit: int = LIMIT, clock: Callable[[], float] = time.time
    ) -> None:
        """Open the file, or begin it.

        Args:
            path: the SQLite file.
            limit: most rows to keep.
            clock: seconds since the epoch.
        """
        self._rows = RowCache(path, limit=limit, clock=clock)
        self._limit, self._spare = limit, limit // AHEAD

    def get_many(self, keys: Sequence[bytes], dim: int) -> dict[bytes, FloatVector]:
        """The vectors that are here, float32 (dim); keys without one are left out."""
        return {
            key: np.frombuffer(data, np.float16).astype(np.float32)
            for key, data in self._rows.get_many(keys).items()
            if len(data) == 2 * dim
        }

    def put_many(self, vectors: Mapping[bytes, FloatVector], *, ahead: bool = False) -> None:
        """Keep vectors, float32 (dim), as float16; what was kept under a key is replaced.

        Args:
            vectors: by key.
            ahead: they are made in advance: until they are read they count as unused for longest,
                and at most `AHEAD` of the rows are such.
        """
        rows = {key: v.astype(np.float16).tobytes() for key, v in vectors.items()}
        self._rows.put_many(rows, spare=self._spare if ahead else 0)

    def among(self, keys: Sequence[bytes]) -> set[bytes]:
        """Return those keys that have a vector here; that is no use of it."""
        return self._rows.among(keys)

    @property
    def room(self) -> int:
        """How many vectors there may be in advance, beside those that searches have used."""
        return max(0, min(self._spare, self._limit - self._limit // 4 - self._rows.count_used()))

    def count(self) -> int:
        """How many vectors are kept."""
        return self._rows.count()

    def close(self) -> None:
        """Close the file; nothing is found or kept afterwards."""
        self._rows.close()
