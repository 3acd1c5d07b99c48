"""The commands about models: what there is, how fast it is, and which of it a library has."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from engine.models.speeds import Speed
from engine.protocol import messages as m
from engine.protocol.errors import UsageError
from engine.service.models import list_models

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engine.jobs.crew import Crew
    from engine.models.speeds import Speeds
    from engine.service.answering import Answer
    from engine.service.shelf import ModelShelf

_QUERIES = (
    "when does the train leave",
    "insurance against water damage",
    "recipe with lentils and cumin",
    "how to renew a passport",
    "minutes of the meeting in March",
)
_PATIENCE = 120.0
"""Seconds for one query, a worker's start and the loading of a large model included."""


class Equipping:
    """Answers what is asked about models themselves."""

    def __init__(self, shelf: ModelShelf, crew: Crew, speeds: Speeds) -> None:
        """Answer.

        Args:
            shelf: holds the models in use.
            crew: lends workers to be measured.
            speeds: remembers what was measured.
        """
        self._shelf = shelf
        self._crew = crew
        self._speeds = speeds

    @property
    def handlers(self) -> Mapping[type, Callable[[Any, Answer], m.Event | None]]:
        """By command: what answers it."""
        return {
            m.ListModels: self._list,
            m.MeasureModel: self._measure,
            m.TryModel: self._try,
            m.SetKey: self._set_key,
        }

    def _list(self, _: m.ListModels, __: Answer) -> m.Event:
        return m.ModelsListed(models=list_models(self._shelf.holdings, self._speeds.all()))

    def _measure(self, command: m.MeasureModel, answer: Answer) -> m.Event:
        from engine.jobs.measuring import passages_per_second

        entry = self._shelf.holdings.ready(command.model)
        if entry.family == "none":
            raise UsageError(f"{entry.name} does nothing that could be measured", hint="")
        named = "" if entry.family == "bm25" else entry.id
        speed = Speed(
            passages_per_second=passages_per_second(self._crew, named, answer.token),
            query_ms=self._query_ms(named, entry.family),
        )
        self._speeds.remember(entry.id, speed)
        return m.ModelMeasured(
            model=entry.id,
            passages_per_second=speed.passages_per_second,
            query_ms=speed.query_ms,
        )

    def _try(self, command: m.TryModel, _: Answer) -> m.Event:
        """Load a model and embed a few texts of our own: it answers, or says why not."""
        entry = self._shelf.holdings.ready(command.model)
        if entry.family == "none":
            raise UsageError(f"{entry.name} has nothing to try", hint="")
        named = "" if entry.family == "bm25" else entry.id
        taken = self._query_ms(named, entry.family)
        return m.ModelMeasured(model=entry.id, passages_per_second=0.0, query_ms=taken)

    def _set_key(self, command: m.SetKey, _: Answer) -> m.Event:
        raise UsageError(f"no model here asks for a key of {command.vendor}", hint="")

    def _query_ms(self, model: str, family: str) -> float:
        """Return the median of a few queries, after one that loads the model."""
        self._embed(model, family, "a first one")
        taken: list[float] = []
        for query in _QUERIES:
            began = time.perf_counter()
            self._embed(model, family, query)
            taken.append(time.perf_counter() - began)
        return 1000 * sorted(taken)[len(taken) // 2]

    def _embed(self, model: str, family: str, query: str) -> None:
        if family == "onnx":
            self._shelf.client().embed(model, [query], queries=True, timeout=_PATIENCE)
        else:
            self._shelf.encoder(model).encode([query])
