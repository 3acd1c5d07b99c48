"""The catalogue of models as the clients see it."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from engine.models import registry
from engine.protocol.messages import ModelInfo

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.models.entry import ModelEntry
    from engine.models.holdings import Holdings
    from engine.models.speeds import Speed

DENSE = "static-minilm-256"
"""The bundled dense model."""
RERANKER = "minilm-l6-int8"
"""The bundled reranker."""
NONE = "none"
"""In a library's settings: no such model."""


def list_models(holdings: Holdings, speeds: Mapping[str, Speed]) -> tuple[ModelInfo, ...]:
    """Return every model of the catalogue and every local folder.

    Args:
        holdings: what lies on this machine.
        speeds: what was measured here.

    Raises:
        ModelCatalogueError: the catalogue cannot be read.
    """
    return tuple(_describe(entry, holdings, speeds.get(entry.id)) for entry in holdings.entries())


def _describe(entry: ModelEntry, holdings: Holdings, speed: Speed | None) -> ModelInfo:
    installed = registry.installed(entry)
    return ModelInfo(
        id=entry.id,
        name=entry.name,
        kind=entry.kind,
        kinds=entry.kinds,
        family=entry.family,
        dim=entry.dim,
        languages=entry.languages,
        licence=entry.licence,
        bytes=entry.bytes,
        installed=installed,
        bundled=not entry.fetch and not holdings.owns(entry) and not entry.broken,
        state=_state(entry, holdings, installed=installed),
        reason=_reason(entry, installed=installed),
        source=entry.folder if PurePath(entry.folder).is_absolute() else entry.source,
        tokens=entry.tokens,
        passages_per_second=speed.passages_per_second if speed else 0.0,
        query_ms=speed.query_ms if speed else 0.0,
    )


def _state(entry: ModelEntry, holdings: Holdings, *, installed: bool) -> str:
    if entry.broken:
        return "broken"
    if installed:
        return "installed"
    if not entry.fetch:
        return "broken"
    return "partial" if holdings.partial(entry) else "missing"


def _reason(entry: ModelEntry, *, installed: bool) -> str:
    if entry.broken or installed or entry.fetch:
        return entry.broken
    return f"Its files are not in {registry.folder(entry)} any more, or are not those."
