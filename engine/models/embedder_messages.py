"""What the engine and its embedder worker say to each other, in msgpack."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from engine.models.entry import ModelEntry
from engine.models.vectors import Floats, Meanings

if TYPE_CHECKING:
    from engine.models.vectors import SparseRows


class EmbedTexts(msgspec.Struct, frozen=True, tag=True):
    """Asks for the vectors of texts; answered by `Vectors` or `EmbeddingFailed`."""

    model: str
    """Its id in the catalogue."""
    texts: tuple[str, ...]
    queries: bool = False
    """Queries or passages: some models tell them apart."""
    home: str = ""
    """Where downloaded and added models lie; empty for the program's own alone."""
    card: ModelEntry | None = None
    """To be tried as it stands here, and not kept: whether it is a model is not known yet."""


class ScorePairs(msgspec.Struct, frozen=True, tag=True):
    """Asks how well texts answer a query; answered by `Vectors` of one column."""

    model: str
    query: str
    texts: tuple[str, ...]
    home: str = ""
    card: ModelEntry | None = None


Request = EmbedTexts | ScorePairs


class Vectors(msgspec.Struct, frozen=True, tag=True):
    """float32, little-endian, row after row; learned sparse ones as a CSR matrix's three arrays."""

    dim: int
    data: bytes
    vocabulary: int = 0
    """Columns of the learned ones; 0 where the model makes none."""
    indptr: bytes = b""
    """int64 (n + 1)"""
    indices: bytes = b""
    """uint32, ascending within a row"""
    weights: bytes = b""
    """float32"""
    rows: int = 0
    """How many texts these are of."""
    seconds: float = 0.0
    """What the model took, its loading left out."""


class EmbeddingFailed(msgspec.Struct, frozen=True, tag=True):
    """An expected failure of the model."""

    code: str
    message: str
    hint: str


def packed(made: Meanings, seconds: float = 0.0) -> Vectors:
    """Return vectors as they travel."""
    dense = np.ascontiguousarray(made.dense, "<f4")
    reply = Vectors(dense.shape[1], dense.tobytes(), rows=len(dense), seconds=seconds)
    if made.learned is None:
        return reply
    learned = made.learned
    learned.sort_indices()
    return msgspec.structs.replace(
        reply,
        vocabulary=learned.shape[1],
        indptr=learned.indptr.astype("<i8").tobytes(),
        indices=learned.indices.astype("<u4").tobytes(),
        weights=learned.data.astype("<f4").tobytes(),
    )


def unpacked(reply: Vectors) -> Meanings:
    """Return vectors as they are used."""
    dense = np.frombuffer(reply.data, "<f4").astype(np.float32).reshape(reply.rows, reply.dim)
    if not reply.vocabulary:
        return Meanings(dense)
    indptr = np.frombuffer(reply.indptr, "<i8").astype(np.int64)
    indices = np.frombuffer(reply.indices, "<u4").astype(np.int64)
    weights = np.frombuffer(reply.weights, "<f4").astype(np.float32)
    return Meanings(dense, _rows(weights, indices, indptr, reply.vocabulary))


def column(scores: Floats, seconds: float = 0.0) -> Vectors:
    """Return one score a text as it travels."""
    return packed(Meanings(np.asarray(scores, np.float32).reshape(-1, 1)), seconds)


def joined(parts: Sequence[Meanings]) -> Meanings:
    """Return the vectors of several batches of one model, at least one, as those of one batch."""
    if len(parts) == 1:
        return parts[0]
    dense = np.concatenate([part.dense for part in parts])
    learned = [part.learned for part in parts if part.learned is not None]
    if not learned:
        return Meanings(dense)
    ends = np.cumsum([0, *(len(one.data) for one in learned)])
    indptr = [one.indptr[1:] + end for one, end in zip(learned, ends, strict=False)]
    return Meanings(
        dense,
        _rows(
            np.concatenate([one.data for one in learned]),
            np.concatenate([one.indices for one in learned]),
            np.concatenate([np.zeros(1, np.int64), *indptr]),
            learned[0].shape[1],
        ),
    )


def _rows(weights: Floats, indices: np.ndarray, indptr: np.ndarray, vocabulary: int) -> SparseRows:
    from scipy.sparse import csr_array

    return csr_array((weights, indices, indptr), shape=(len(indptr) - 1, vocabulary))
