"""What a search needs of a library and of the models."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from engine.models.encoder import TextEncoder
    from engine.models.entry import ModelEntry
    from engine.protocol.errors import ModelError
    from engine.search.query_vectors import QueryVectors
    from engine.search.rerank import Reranker
    from engine.store.catalogue_reading import CatalogueReader
    from engine.store.vectors import VectorStore


class SearchedLibrary(Protocol):
    """A library that can be searched, also while it is being indexed."""

    @property
    def name(self) -> str:
        """What the person calls it."""
        ...

    @property
    def roots(self) -> Sequence[str]:
        """Its own folders and single files, absolute paths."""
        ...

    @property
    def catalogue(self) -> CatalogueReader:
        """Its files and passages."""
        ...

    @property
    def store(self) -> VectorStore | None:
        """Its vectors; None while they are being loaded."""
        ...


@dataclass(frozen=True, slots=True)
class SearchModels:
    """What a library is searched with.

    Attributes:
        encoder: the one its passages were encoded with; of a transformer's library the one of
            their words alone, whose dense vectors have no components.
        dense: the dense model's entry; None where the library has BM25 alone.
        reranker: None where the person wants none.
        queries: embeds queries where that is another process's work, or a vendor's.
        dense_host: who gets queries for their vectors; empty where they stay on this machine.
        reranker_host: who gets queries and the best passages; empty as above.
        lacks: which models are wanted and cannot be had (``dense``, ``reranker``), and why.
    """

    encoder: TextEncoder
    dense: ModelEntry | None
    reranker: Reranker | None = None
    queries: QueryVectors | None = None
    dense_host: str = ""
    reranker_host: str = ""
    lacks: Mapping[str, ModelError] = field(default_factory=dict[str, "ModelError"])
