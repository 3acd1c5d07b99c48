"""Who runs a model, by the name that a person knows. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from engine.protocol.messages import ModelInfo

Place = Literal["here", "server", "vendor"]
"""Where a model runs: on this computer, on a server that a person added, or at a vendor's."""

_LOOPBACK = re.compile(r"127(\.\d{1,3}){3}")
VARIABLES = {
    "openai": "OPENAI_API_KEY",
    "voyage": "VOYAGE_API_KEY",
    "jina": "JINA_API_KEY",
    "cohere": "COHERE_API_KEY",
    "gemini": "GEMINI_API_KEY",
}
"""By family: where the vendors' own programs look for a key."""


def title(vendor: str) -> str:
    """A vendor's name; of a server a person added, ``http://localhost:11434/v1``, its host."""
    return host(vendor) or vendor


def host(address: str) -> str:
    """Host and port of an address; empty where it is none."""
    try:
        return urlsplit(address).netloc.rpartition("@")[2] if "://" in address else ""
    except ValueError:
        return ""


def place(model: ModelInfo) -> Place:
    """Where a model runs."""
    if "://" in model.vendor:
        return "server"
    return "vendor" if model.vendor or model.sent_to else "here"


def is_this_computer(name: str) -> bool:
    """Whether a host, perhaps with a port, is this computer itself."""
    bare = name.lower()
    bare = bare[1:].partition("]")[0] if bare.startswith("[") else bare.rpartition(":")[0] or bare
    return bare in ("localhost", "::1") or _LOOPBACK.fullmatch(bare) is not None
