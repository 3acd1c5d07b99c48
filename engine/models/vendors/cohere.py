"""Cohere's embeddings and rerankers.

Format and limits: https://docs.cohere.com/reference/embed and /reference/rerank (2026).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from engine.models.vendors.embeddings import (
    Body,
    Numbers,
    Role,
    VendorEmbeddings,
    Wire,
    decoded,
)
from engine.models.vendors.http import VendorClient
from engine.models.vendors.lengths import Limits
from engine.models.vendors.rankings import Place, RankingWire, VendorReranker

if TYPE_CHECKING:
    from engine.models.entry import ModelEntry
    from engine.models.vocabulary import Access

_LIMITS = Limits(items=96, tokens=100_000)
"""Cohere takes 96 texts and cuts long ones itself."""
_RANKED = Limits(items=100, tokens=400_000)
"""Cohere takes 10,000 documents; a hundred are billed as one search."""
_TYPES = {"query": "search_query", "document": "search_document"}


class _Typed(msgspec.Struct):
    floats: list[list[float]] = msgspec.field(name="float")


class _Embedded(msgspec.Struct):
    embeddings: _Typed


class _Ranking(msgspec.Struct):
    results: list[Place]


def open_model(entry: ModelEntry, access: Access) -> VendorEmbeddings:
    """Return what embeds.

    Raises:
        VendorError: the key or the address cannot be used.
    """

    def body(texts: Sequence[str], role: Role) -> Body:
        made: Body = {
            "model": entry.model,
            "texts": list(texts),
            "input_type": _TYPES[role],
            "embedding_types": ["float"],
            "truncate": "END",
        }
        return made | ({"output_dimension": entry.dim} if entry.sends_dim else {})

    wire = Wire("/v2/embed", body, _read_embeddings, _LIMITS)
    return VendorEmbeddings(entry, VendorClient(entry, access), wire)


def open_reranker(entry: ModelEntry, access: Access) -> VendorReranker:
    """Return what scores pairs.

    Raises:
        VendorError: the key or the address cannot be used.
    """

    def body(query: str, texts: Sequence[str]) -> Body:
        return {
            "model": entry.model,
            "query": query,
            "documents": list(texts),
            "top_n": len(texts),
        }

    wire = RankingWire("/v2/rerank", body, _read_ranking, _RANKED)
    return VendorReranker(entry, VendorClient(entry, access), wire)


def _read_embeddings(answer: bytes) -> list[tuple[int, Numbers]]:
    """Return the vectors, which stand in the order of the texts and have no index."""
    return list(enumerate(decoded(answer, _Embedded).embeddings.floats))


def _read_ranking(answer: bytes) -> list[Place]:
    return decoded(answer, _Ranking).results
