"""What a search is confined to beside its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.protocol.messages import Similar


@dataclass(frozen=True, slots=True)
class Scope:
    """Files to look in, or something to be like; a chip stands for it."""

    label: str
    """As a person knows it."""
    paths: tuple[str, ...] = ()
    """Absolute paths; look into these files only."""
    similar: Similar | None = None
    """Find what is like this."""
