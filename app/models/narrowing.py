"""Which models a list shows: those of a kind of place that fit a few words. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from app.look.tongues import is_language, names
from app.models import sentences, vendors

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.protocol.messages import ModelInfo

Shelf = Literal["all", "stays", "here", "wanted", "vendors"]
"""Every model, those that texts stay here with, those on this computer, those that can be had, or
those of vendors and servers."""
SHELVES: tuple[Shelf, ...] = ("all", "stays", "here", "wanted", "vendors")
_WANTED = ("missing", "partial", "needs-extra")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A filter."""

    words: str = ""
    """All of them must be in what is known of the model: its name, its maker, its languages."""
    shelf: Shelf = "all"

    def admits(self, model: ModelInfo) -> bool:
        """Whether a model is shown."""
        if not on_shelf(model, self.shelf):
            return False
        words = self.words.casefold().split()
        known = _known(model) if words else ""
        general = sentences.knows_all(model)
        return all(word in known or (general and is_language(word)) for word in words)

    def is_general(self, model: ModelInfo) -> bool:
        """Whether it is admitted only because it knows every language."""
        if not self.words or not sentences.knows_all(model):
            return False
        known = _known(model)
        return any(word not in known for word in self.words.casefold().split())


def on_shelf(model: ModelInfo, shelf: Shelf) -> bool:
    """Whether a model is one of these."""
    match shelf:
        case "all":
            return True
        case "stays":
            return not sentences.leaves(model)
        case "here":
            return vendors.place(model) == "here" and model.state in ("installed", "broken")
        case "wanted":
            return model.state in _WANTED
        case _:
            return vendors.place(model) != "here"


def counts(models: Iterable[ModelInfo]) -> dict[Shelf, int]:
    """How many there are of each."""
    every = tuple(models)
    return {shelf: sum(on_shelf(model, shelf) for model in every) for shelf in SHELVES}


def _known(model: ModelInfo) -> str:
    languages = map(names, model.languages)
    place = vendors.place(model)
    said = (model.name, model.id, model.family, model.source, model.sent_to, model.licence)
    heads = (sentences.group(kind, place) for kind in (model.kinds or (model.kind,)))
    maker = vendors.title(model.vendor)
    return " ".join((*said, maker, sentences.brief(model), *heads, *languages)).casefold()
