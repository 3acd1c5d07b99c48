"""What every model answers to, whatever its family: the vocabulary that Milvus documents.

Shapes and names follow https://milvus.io/docs/embeddings.md and https://milvus.io/docs/rerankers-overview.md.
A vector never depends on what else was in the batch; an empty list and empty texts are no errors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np

from engine.models.vectors import FloatMatrix, Floats, Meanings

if TYPE_CHECKING:
    from engine.models.vectors import SparseRows


@dataclass(frozen=True, slots=True)
class Access:
    """What a model is opened with besides its entry.

    Attributes:
        threads: how many it may use.
        key: the vendor's; empty for a model that needs none.
    """

    threads: int = 1
    key: str = field(default="", repr=False)


class DenseModel(Protocol):
    """Makes dense vectors: float32 (n, dim), rows of length 1 or zero."""

    @property
    def dim(self) -> int:
        """Length of a vector."""
        ...

    def encode_documents(self, texts: Sequence[str], /) -> FloatMatrix:
        """Return the vectors of passages."""
        ...

    def encode_queries(self, texts: Sequence[str], /) -> FloatMatrix:
        """Return the vectors of queries, which many models treat otherwise."""
        ...


class SparseModel(Protocol):
    """Makes learned sparse vectors: float32 CSR (n, dim), rows of length 1 or empty."""

    @property
    def dim(self) -> int:
        """Size of the vocabulary."""
        ...

    def encode_documents(self, texts: Sequence[str], /) -> SparseRows:
        """Return the vectors of passages."""
        ...

    def encode_queries(self, texts: Sequence[str], /) -> SparseRows:
        """Return the vectors of queries."""
        ...


class HybridModel(Protocol):
    """Makes both from one pass."""

    @property
    def dim(self) -> int:
        """Length of a dense vector."""
        ...

    def encode_documents(self, texts: Sequence[str], /) -> Meanings:
        """Return the vectors of passages."""
        ...

    def encode_queries(self, texts: Sequence[str], /) -> Meanings:
        """Return the vectors of queries."""
        ...


TextModel = DenseModel | SparseModel | HybridModel


class PairModel(Protocol):
    """Tells how well passages answer a query, looking at both together."""

    def scores(self, query: str, texts: Sequence[str], /) -> Floats:
        """Return shape (n,), float32, 0 to 1, in the order of the texts."""
        ...


@dataclass(frozen=True, slots=True)
class Ranked:
    """One answer of a reranker: which of the documents, and how good it is."""

    index: int
    score: float


def rerank(model: PairModel, query: str, documents: Sequence[str], top_k: int = 5) -> list[Ranked]:
    """Return the best documents, best first."""
    scores = model.scores(query, documents) if documents else np.zeros(0, np.float32)
    order = np.argsort(-scores, kind="stable")[:top_k]
    return [Ranked(int(place), float(scores[place])) for place in order]


def documents_of(model: TextModel, texts: Sequence[str]) -> Meanings:
    """Return passages' vectors, whatever the model makes."""
    return meanings(model.encode_documents(texts))


def queries_of(model: TextModel, texts: Sequence[str]) -> Meanings:
    """Return queries' vectors, whatever the model makes."""
    return meanings(model.encode_queries(texts))


def meanings(made: FloatMatrix | SparseRows | Meanings) -> Meanings:
    """Return what one of the kinds of models made as that which all make."""
    if isinstance(made, Meanings):
        return made
    if isinstance(made, np.ndarray):
        return Meanings(made)
    return Meanings(np.zeros((made.shape[0], 0), np.float32), made)
