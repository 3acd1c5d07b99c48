"""The commands that give a library other models."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import msgspec

from engine.host.cancellation import Token
from engine.models.families import family_of
from engine.protocol import messages as m
from engine.protocol.errors import ModelError, NotAgreedError, UsageError
from engine.service.costs import amount, price_of, price_of_searches
from engine.service.counting import count
from engine.service.held import held_model
from engine.service.models import NONE, RERANKER, check_usable, sent_to
from engine.service.opening import dense_id
from engine.service.remembered import share

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from engine.models.entry import ModelEntry
    from engine.models.speeds import Speeds
    from engine.service.answering import Answer
    from engine.service.indexing import Indexing
    from engine.service.keys import VendorKeys
    from engine.service.libraries import Libraries
    from engine.service.library import Library
    from engine.service.outside import ModelOutside
    from engine.service.shelf import ModelShelf
    from engine.store.settings import LibrarySettings

log = logging.getLogger(__name__)

WRITTEN = 4000.0
"""Passages a second that store and catalogue take, whatever the model."""
_WORDS = "bm25"
"""Another name for no dense model: what is left then."""


class Refitting:
    """Answers what is asked about the models of a library."""

    def __init__(
        self,
        libraries: Libraries,
        indexing: Indexing,
        shelf: ModelShelf,
        speeds: Speeds,
        keys: VendorKeys,
        remembers: Callable[[str], ModelOutside | None],
    ) -> None:
        """Answer.

        Args:
            libraries: whose models are changed.
            indexing: makes vectors in the background.
            shelf: knows which models are here.
            speeds: what was measured on this machine.
            keys: which vendors may be asked.
            remembers: gives what there is of a model whose vectors are remembered.
        """
        self._libraries = libraries
        self._indexing = indexing
        self._shelf = shelf
        self._speeds = speeds
        self._keys = keys
        self._remembers = remembers

    @property
    def handlers(self) -> Mapping[type, Callable[[Any, Answer], m.Event | None]]:
        """By command: what answers it."""
        return {
            m.EstimateModels: self._estimate,
            m.SetModels: self._set,
            m.KeepModels: self._keep,
        }

    def _estimate(self, command: m.EstimateModels, _: Answer) -> m.Event:
        library = self._libraries.find(command.library)
        settings, folder = library.settings, self._libraries.folder(library)
        dense, reranker = self._checked(command)
        wanted = "" if dense == NONE else dense or dense_id(settings)
        counts, held = count(folder), held_model(folder)
        unread = bool(settings.folders) and (held is None or counts.waiting > 0)
        passages = 0 if held in {wanted, None} else self._unmade(wanted, counts.passages, folder)
        model = self._known(wanted)
        judge = self._known(reranker or settings.reranker)
        told = m.ModelsEstimated(
            library=settings.name,
            passages=passages,
            seconds=self._seconds(wanted, passages),
            unread=unread,
        )
        return _priced(told, model, judge, folder)

    def _unmade(self, model: str, passages: int, folder: Path) -> int:
        """Return how many of a library's passages have no vectors that are remembered."""
        outside = self._remembers(model) if passages else None
        return round(passages * (1 - share(folder, outside))) if outside else passages

    def _known(self, model: str) -> ModelEntry | None:
        try:
            return self._shelf.holdings.find(model) if model else None
        except ModelError:  # the one that it has is gone
            return None

    def _seconds(self, model: str, passages: int) -> float | None:
        written = passages / WRITTEN
        if not model or not passages:
            return written
        speed = self._speeds.all().get(model)
        return written + passages / speed.passages_per_second if speed else None

    def _set(self, command: m.SetModels, _: Answer) -> m.Event:
        library = self._libraries.find(command.library)
        dense, reranker = self._checked(command)
        self._see_agreed(command, library.settings, dense, reranker)
        self._libraries.choose_models(library, dense, reranker)
        if reranker and library.begun:  # one that is being opened perhaps saw the former settings
            with library.lease(Token()) as opened:
                end_former = opened.refit(library.settings)
                library.say_lacks(opened)
            library.end_later(end_former)
        if dense:
            self._indexing.embed(library)
        self._indexing.say_libraries()
        return m.Done()

    def _see_agreed(
        self, command: m.SetModels, settings: LibrarySettings, dense: str, reranker: str
    ) -> None:
        """Raise `NotAgreedError` where a new model's host gets texts and nobody agreed to that."""
        new = {dense, reranker} - {"", NONE, dense_id(settings), settings.reranker or RERANKER}
        hosts = {sent_to(self._shelf.holdings.find(model)) for model in new} - {""}
        if missing := sorted(hosts - set(command.agreed_to.split())):
            to = " and ".join(missing)
            raise NotAgreedError(f"texts of {settings.name} would be sent to {to}", host=to)

    def _keep(self, command: m.KeepModels, _: Answer) -> m.Event:
        library = self._libraries.find(command.library)
        held = self._held(library)
        if held is not None:
            self._libraries.choose_models(library, held or NONE, "")
            self._indexing.embed(library)  # which removes what was made
        self._indexing.say_libraries()
        return m.Done()

    def _held(self, library: Library) -> str | None:
        return held_model(self._libraries.folder(library))

    def _checked(self, command: m.SetModels | m.EstimateModels) -> tuple[str, str]:
        """Return the ids; each may be empty, or ``none``.

        Raises:
            UsageError: a model cannot be used as that.
            ModelError: there is no such model, or it is not here.
        """
        dense = NONE if command.dense_model == _WORDS else command.dense_model
        if dense not in {"", NONE}:
            self._check(dense, "dense")
        if command.reranker:
            self._check(command.reranker, "reranker")
        return dense, command.reranker

    def _check(self, model: str, kind: str) -> None:
        entry = self._shelf.holdings.find(model)
        kinds = {"reranker"} if kind == "reranker" else {"dense", "sparse"}
        if not kinds & set(entry.kinds):
            what = "makes no vectors of passages" if kind == "dense" else "cannot rerank"
            raise UsageError(f"{entry.name} {what}", hint="`findling models` lists those that do.")
        check_usable(entry, self._keys)
        self._shelf.holdings.ready(model)
        if damage := self._shelf.damage(model):
            raise damage


def _priced(
    told: m.ModelsEstimated, model: ModelEntry | None, judge: ModelEntry | None, folder: Path
) -> m.ModelsEstimated:
    """Return an estimate with what vendors would get, and take."""
    to, judged = (sent_to(one) if one is not None else "" for one in (model, judge))
    if model is None or not family_of(model).vendor:
        model = None
    if judge is None or not family_of(judge).vendor:
        judge = None
    if model is None and judge is None:
        return told
    library = amount(folder)
    tokens = round(library.mean * told.passages) if model is not None else 0
    dates = {one.price_date for one in (model, judge) if one is not None and one.price_date}
    return msgspec.structs.replace(
        told,
        sent_to=to,
        tokens=tokens,
        cost=price_of(model, tokens) if model is not None else 0.0,
        price=model.price if model is not None else 0.0,
        search_cost=price_of_searches(model, library, "dense")
        + price_of_searches(judge, library, "reranker"),
        price_date=min(dates, default=""),
        unpriced=", ".join(
            one.name
            for one, host in ((model, to), (judge, judged))
            if one is not None and host and not (one.price or one.search_price)
        ),
        rerank_sent_to=judged,
    )
