"""Which models a list shows: those of a kind of place that fit a few words. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from app.look.tongues import language_name
from app.models import sentences, vendors

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.protocol.messages import ModelInfo

Shelf = Literal["all", "here", "wanted", "vendors"]
"""Every model, those on this computer, those that can be had, or those of vendors and servers."""
SHELVES: tuple[Shelf, ...] = ("all", "here", "wanted", "vendors")
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
        known = _known(model)
        return all(word in known for word in self.words.casefold().split())


def on_shelf(model: ModelInfo, shelf: Shelf) -> bool:
    """Whether a model is one of these."""
    match shelf:
        case "all":
            return True
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
    languages = (f"{code} {language_name(code)}" for code in model.languages)
    place = vendors.place(model)
    said = (model.name, model.id, model.family, model.source, model.sent_to, model.licence)
    heads = (sentences.group(kind, place) for kind in (model.kinds or (model.kind,)))
    maker = vendors.title(model.vendor)
    return " ".join((*said, maker, sentences.brief(model), *heads, *languages)).casefold()
