"""OpenAI's embeddings, and those of every server that speaks as OpenAI's does.

Those of this machine are Ollama, LM Studio, vLLM, text-embeddings-inference and llama.cpp.
Format and limits: https://platform.openai.com/docs/api-reference/embeddings (2026).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from engine.models.errors import VendorAnswerError
from engine.models.vendors.embeddings import (
    Body,
    Role,
    VendorEmbeddings,
    Wire,
    read_listed,
    unpacked,
)
from engine.models.vendors.exchange import is_private
from engine.models.vendors.http import SEARCHING, VendorClient
from engine.models.vendors.lengths import Limits

if TYPE_CHECKING:
    from engine.host.cancellation import Token
    from engine.models.entry import ModelEntry
    from engine.models.vocabulary import Access

_PATH = "/embeddings"
_ITEMS, _TOKENS = 256, 200_000
"""OpenAI takes 2,048 texts and 300,000 tokens; fewer are lost when it is called off."""
_OWN_ITEMS, _OWN_TOKENS = 32, 8_000
"""For a server of the person's own: llama.cpp takes no more at once, a processor takes seconds."""


def open_model(entry: ModelEntry, access: Access) -> VendorEmbeddings:
    """Return what embeds.

    Raises:
        VendorError: the key or the address cannot be used.
    """
    return VendorEmbeddings(entry, VendorClient(entry, access), _wire(entry))


def dim_of(entry: ModelEntry, access: Access, *, token: Token | None = None) -> int:
    """Ask a server once, with a short text of ours; return how long its vectors are.

    Args:
        entry: the server and the model; its dim is not looked at.
        access: with the key.
        token: calls it off.

    Raises:
        Cancelled: by the token.
        VendorError: it does not serve.
    """
    body = {"model": entry.model, "input": ["a question"], "encoding_format": "float"}
    answer = VendorClient(entry, access).post(_PATH, body, token, SEARCHING)
    try:
        found = read_listed(answer)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        found = []
    row = unpacked(found[0][1]) if len(found) == 1 else None
    if row is None or not len(row):
        raise VendorAnswerError("the server does not answer as OpenAI's does", model=entry.id)
    return len(row)


def _wire(entry: ModelEntry) -> Wire:
    # OpenAI's own packs vectors into half the bytes; not all others know how.
    fixed: Body = {"model": entry.model, "encoding_format": "float" if entry.base_url else "base64"}
    if entry.sends_dim:
        fixed["dimensions"] = entry.dim

    def body(texts: Sequence[str], role: Role) -> Body:
        del role  # the prompts tell queries from passages, if anything does
        return {**fixed, "input": list(texts)}

    own = entry.base_url and is_private(entry.base_url)
    items, tokens = (_OWN_ITEMS, _OWN_TOKENS) if own else (_ITEMS, _TOKENS)
    return Wire(_PATH, body, read_listed, Limits(items, tokens, entry.tokens))
