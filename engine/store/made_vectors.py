"""Vectors of passages as a model made them, kept on disk: nothing is made, or paid for, twice.

A cache as `engine.store.row_cache` says: bounded, and never a reason to fail.
"""

from __future__ import annotations

import contextlib
import struct
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from engine.store.row_cache import RowCache

if TYPE_CHECKING:
    from pathlib import Path

LIMIT = 1_000_000
"""Rows of one model."""
MOST_BYTES = 2 * 2**30
"""Of one model's file: 500,000 passages at 1,024 dimensions."""
_HEAD = struct.Struct("<II")


class MadeVector(NamedTuple):
    """What a model made of one passage.

    Attributes:
        dense: float32 (dim); dim 0 where the model makes none.
        terms: uint32, ascending, of the learned sparse vector; empty where there is none.
        weights: float32, of the same length.
    """

    dense: npt.NDArray[np.float32]
    terms: npt.NDArray[np.uint32]
    weights: npt.NDArray[np.float32]


class MadeVectors:
    """One model's vectors by key, exactly as made; those unused for longest leave first.

    Thread-safe.
    """

    def __init__(
        self,
        path: Path,
        *,
        limit: int = LIMIT,
        most_bytes: int = MOST_BYTES,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Open the file, or begin it, with its folder.

        Args:
            path: the SQLite file.
            limit: most rows to keep.
            most_bytes: that they may take.
            clock: seconds since the epoch.
        """
        with contextlib.suppress(OSError):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._rows = RowCache(path, limit=limit, most_bytes=most_bytes, clock=clock)

    def get_many(self, keys: Sequence[bytes], dim: int) -> dict[bytes, MadeVector]:
        """What is here with dense vectors of this length; the other keys are left out."""
        found = {key: _unpacked(data) for key, data in self._rows.get_many(keys).items()}
        return {key: made for key, made in found.items() if made and len(made.dense) == dim}

    def among(self, keys: Sequence[bytes]) -> set[bytes]:
        """Return those keys that something is kept under; that does not count as use."""
        return self._rows.among(keys)

    def put_many(self, made: Mapping[bytes, MadeVector]) -> None:
        """Keep vectors; what was kept under a key is replaced."""
        self._rows.put_many({key: _packed(one) for key, one in made.items()})

    def count(self) -> int:
        """How many are kept."""
        return self._rows.count()

    def close(self) -> None:
        """Close the file; nothing is found or kept afterwards."""
        self._rows.close()

    def remove(self) -> None:
        """Close the file and delete it."""
        self._rows.remove()


def _packed(made: MadeVector) -> bytes:
    head = _HEAD.pack(len(made.dense), len(made.terms))
    dense, terms = made.dense.astype("<f4"), made.terms.astype("<u4")
    return head + dense.tobytes() + terms.tobytes() + made.weights.astype("<f4").tobytes()


def _unpacked(data: bytes) -> MadeVector | None:
    """Return a row's vector; None for one that another version, or an accident, left."""
    if len(data) < _HEAD.size:
        return None
    dim, terms = _HEAD.unpack_from(data)
    if len(data) != _HEAD.size + 4 * dim + 8 * terms:
        return None
    start = _HEAD.size
    middle, last = start + 4 * dim, start + 4 * dim + 4 * terms
    return MadeVector(
        np.frombuffer(data[start:middle], "<f4").astype(np.float32),
        np.frombuffer(data[middle:last], "<u4").astype(np.uint32),
        np.frombuffer(data[last:], "<f4").astype(np.float32),
    )
