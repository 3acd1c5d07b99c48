"""What a hit's score rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.protocol.messages import Hit


def was_compared(hit: Hit) -> bool:
    """Whether a hit was compared with a query; what is listed by filters alone has no parts."""
    parts = hit.parts
    return any(part is not None for part in (parts.dense, parts.sparse, parts.rerank))
