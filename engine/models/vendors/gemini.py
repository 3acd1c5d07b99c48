"""Google's Gemini embeddings.

Format and limits: https://ai.google.dev/api/embeddings and
https://ai.google.dev/gemini-api/docs/embeddings (2026). The first model is told by a field what a
text is for; the second is told in the text, and makes one vector of all parts of a content: each
text is a request of its own in the batch. The first does not normalise shortened vectors. The
fields of a request that are named here are taken by every version of the format; in 2026 an
``embedContentConfig`` came beside them, which older servers in between refuse.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote

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

if TYPE_CHECKING:
    from engine.models.entry import ModelEntry
    from engine.models.vocabulary import Access

_ITEMS, _TOKENS = 100, 60_000
"""Google takes 100 texts; its limit of tokens is one of each minute."""
_TASKS = {"query": "RETRIEVAL_QUERY", "document": "RETRIEVAL_DOCUMENT"}
_TOLD_BY_FIELD = {"gemini-embedding-001"}
_QUERY, _DOCUMENT = "task: search result | query: ", "title: none | text: "


class _Values(msgspec.Struct):
    values: list[float]


class _Embedded(msgspec.Struct):
    embeddings: list[_Values]


def open_model(entry: ModelEntry, access: Access) -> VendorEmbeddings:
    """Return what embeds.

    Raises:
        VendorError: the key or the address cannot be used.
    """
    by_field = entry.model in _TOLD_BY_FIELD
    if not by_field and not entry.query_prompt and not entry.document_prompt:
        entry = msgspec.structs.replace(entry, query_prompt=_QUERY, document_prompt=_DOCUMENT)

    def request(text: str, role: Role) -> Body:
        made: Body = {"model": f"models/{entry.model}", "content": {"parts": [{"text": text}]}}
        if by_field:
            made["taskType"] = _TASKS[role]
        if entry.sends_dim:
            made["outputDimensionality"] = entry.dim
        return made

    def body(texts: Sequence[str], role: Role) -> Body:
        return {"requests": [request(text, role) for text in texts]}

    path = f"/v1beta/models/{quote(entry.model, safe='')}:batchEmbedContents"
    wire = Wire(path, body, _read, Limits(_ITEMS, _TOKENS, entry.tokens))
    client = VendorClient(entry, access, header="x-goog-api-key", scheme="")
    return VendorEmbeddings(entry, client, wire)


def _read(answer: bytes) -> list[tuple[int, Numbers]]:
    """Return the vectors, which stand in the order of the texts and have no index."""
    return [(place, one.values) for place, one in enumerate(decoded(answer, _Embedded).embeddings)]
