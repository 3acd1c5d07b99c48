"""The catalogue of models as the clients see it."""

from __future__ import annotations

from engine.models.registry import ModelEntry, installed, load_catalogue
from engine.protocol.messages import ModelInfo

DENSE = "static-minilm-256"
"""The bundled dense model."""
RERANKER = "minilm-l6-int8"
"""The bundled reranker."""
NONE = "none"


def list_models() -> tuple[ModelInfo, ...]:
    """Return every model of the catalogue.

    Raises:
        ModelCatalogueError: the catalogue cannot be read.
    """
    return tuple(_describe(entry) for entry in load_catalogue())


def _describe(entry: ModelEntry) -> ModelInfo:
    return ModelInfo(
        id=entry.id,
        name=entry.name,
        kind=entry.kind,
        family=entry.family,
        dim=entry.dim,
        languages=entry.languages,
        licence=entry.licence,
        bytes=entry.bytes,
        installed=installed(entry),
        bundled=not entry.files or entry.folder.startswith("models/"),
    )
