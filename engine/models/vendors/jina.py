"""Jina AI's embeddings, also of a whole document's passages together, and rerankers.

Format and limits: https://api.jina.ai/redoc and https://jina.ai/embeddings (2026). Late chunking:
Günther et al. 2024, arXiv:2409.04701.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
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
    from engine.host.cancellation import Token
    from engine.models.entry import ModelEntry
    from engine.models.vectors import FloatMatrix
    from engine.models.vocabulary import Access

_LIMITS = Limits(items=128, tokens=100_000)
"""Jina takes 2,048 texts and cuts long ones itself."""
_RANKED = Limits(items=2048, tokens=100_000)
_TASKS = {"query": "retrieval.query", "document": "retrieval.passage"}


class _Ranking(msgspec.Struct):
    results: list[Place]


class JinaEmbeddings(VendorEmbeddings):
    """Makes dense vectors at Jina AI. Thread-safe."""

    def __init__(self, entry: ModelEntry, client: VendorClient) -> None:
        wire = Wire("/embeddings", self._body, read_listed, _LIMITS)
        super().__init__(entry, client, wire)
        # What goes out together is one text to the model: no longer than the longest it reads.
        together = Limits(items=2048, tokens=entry.tokens or 8192)
        self._late = replace(wire, body=self._late_body, limits=together)

    def encode_passages_of(
        self, texts: Sequence[str], /, *, token: Token | None = None
    ) -> FloatMatrix:
        """Return the vectors of one document's passages, each in the light of the others.

        Where the entry does not want late chunking, as `encode_documents`.

        Args:
            texts: all passages of one document, in their order, and of no other. A document that
                is too long for the model goes out in parts.
            token: calls it off, at any moment.

        Returns:
            Shape (len(texts), dim), float32, rows of length 1 or zero.

        Raises:
            Cancelled: by the token.
            VendorError: it does not serve.
        """
        wire = self._late if self._entry.late_chunking else self._wire
        return self._encoded(wire, texts, "document", token)

    def _body(self, texts: Sequence[str], role: Role) -> Body:
        made: Body = {
            "model": self._entry.model,
            "input": list(texts),
            "task": _TASKS[role],
            "truncate": True,
        }
        return made | ({"dimensions": self._entry.dim} if self._entry.sends_dim else {})

    def _late_body(self, texts: Sequence[str], role: Role) -> Body:
        return self._body(texts, role) | {"late_chunking": True}


def open_model(entry: ModelEntry, access: Access) -> JinaEmbeddings:
    """Return what embeds.

    Raises:
        VendorError: the key or the address cannot be used.
    """
    return JinaEmbeddings(entry, VendorClient(entry, access))


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
            "return_documents": False,
        }

    wire = RankingWire("/rerank", body, _read_ranking, _RANKED)
    return VendorReranker(entry, VendorClient(entry, access), wire)


def _read_ranking(answer: bytes) -> list[Place]:
    return decoded(answer, _Ranking).results
