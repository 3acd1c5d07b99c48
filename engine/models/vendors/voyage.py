"""Voyage AI's embeddings and rerankers.

Format and limits: https://docs.voyageai.com/reference/embeddings-api and /reranker-api (2026).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from engine.models.vendors.embeddings import (
    Body,
    Role,
    VendorEmbeddings,
    Wire,
    decoded,
    read_listed,
)
from engine.models.vendors.http import VendorClient
from engine.models.vendors.lengths import Limits
from engine.models.vendors.rankings import Place, RankingWire, VendorReranker

if TYPE_CHECKING:
    from engine.models.entry import ModelEntry
    from engine.models.vocabulary import Access

_LIMITS = Limits(items=128, tokens=80_000)
"""Voyage takes 1,000 texts, and of its largest models 120,000 tokens; it cuts long texts itself."""
_RANKED = Limits(items=1000, tokens=300_000)
"""Voyage takes 600,000 tokens."""


class _Ranking(msgspec.Struct):
    data: list[Place]


def open_model(entry: ModelEntry, access: Access) -> VendorEmbeddings:
    """Return what embeds.

    Raises:
        VendorError: the key or the address cannot be used.
    """

    def body(texts: Sequence[str], role: Role) -> Body:
        made: Body = {
            "model": entry.model,
            "input": list(texts),
            "input_type": role,
            "truncation": True,
        }
        return made | ({"output_dimension": entry.dim} if entry.sends_dim else {})

    wire = Wire("/embeddings", body, read_listed, _LIMITS)
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
            "top_k": len(texts),
            "truncation": True,
        }

    wire = RankingWire("/rerank", body, _read_ranking, _RANKED)
    return VendorReranker(entry, VendorClient(entry, access), wire)


def _read_ranking(answer: bytes) -> list[Place]:
    return decoded(answer, _Ranking).data
