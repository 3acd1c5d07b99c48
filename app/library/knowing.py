"""A model that knows the languages which a library's own does not. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.protocol.messages import LanguageCount, ModelInfo

_READY = ("installed", "missing", "partial")
_FAMILIES = ("static", "onnx")
"""What runs here without anything else; those of the first kind search and index fastest."""


@dataclass(frozen=True, slots=True)
class KnowingWish:
    """The wish to give a library a model that knows its languages."""

    library: str
    model: ModelInfo


def knowing(models: Iterable[ModelInfo], strange: Sequence[LanguageCount]) -> ModelInfo | None:
    """Return the model that knows most of what is strange, and of such the easiest to have.

    None where none knows any. What sends texts away, or needs more than a download, is not offered.

    Args:
        models: all that there are.
        strange: the languages that are not known, with their passages.
    """
    able = [
        model
        for model in models
        if model.kind == "dense"
        and model.languages_known
        and model.family in _FAMILIES
        and model.state in _READY
        and not model.sent_to
        and _known(model, strange)
    ]
    return min(able, key=lambda model: _rank(model, strange), default=None)


def _known(model: ModelInfo, strange: Sequence[LanguageCount]) -> int:
    """How many of the strange passages it knows."""
    return sum(
        count.passages
        for count in strange
        if not model.languages or count.language in model.languages
    )


def _rank(model: ModelInfo, strange: Sequence[LanguageCount]) -> tuple[int, bool, int, int, str]:
    family = _FAMILIES.index(model.family)
    return -_known(model, strange), model.state != "installed", family, model.bytes, model.id
