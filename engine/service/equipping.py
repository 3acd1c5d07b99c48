"""The commands about models: what there is, how fast it is, whether it answers."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import msgspec

from engine.host.leaving import left_behind
from engine.jobs.crew import ReadersUnavailableError
from engine.models.families import family_of
from engine.models.hub_repository import hub_host
from engine.models.speeds import Speed
from engine.protocol import messages as m
from engine.protocol.errors import ModelError, UsageError
from engine.service.models import check_usable, list_models, sent_to

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from engine.host.cancellation import Token
    from engine.jobs.crew import Crew
    from engine.models.entry import ModelEntry
    from engine.models.speeds import Speeds
    from engine.service.answering import Answer
    from engine.service.keys import VendorKeys
    from engine.service.shelf import ModelShelf
    from engine.service.vendors import Vendors

_QUERIES = (
    "when does the train leave",
    "insurance against water damage",
    "recipe with lentils and cumin",
    "how to renew a passport",
    "minutes of the meeting in March",
)
_PATIENCE = 120.0
"""Seconds for one query, a worker's start and the loading of a large model included."""
_BULK, _PAIRS = 32, 8
"""Passages that tell the speed of a server on this machine, and of a reranker."""


class Equipping:
    """Answers what is asked about models themselves."""

    def __init__(
        self, shelf: ModelShelf, crew: Crew, speeds: Speeds, vendors: Vendors, keys: VendorKeys
    ) -> None:
        """Answer.

        Args:
            shelf: holds the models in use.
            crew: lends workers to be measured.
            speeds: remembers what was measured.
            vendors: are asked.
            keys: which of them may be.
        """
        self._shelf = shelf
        self._crew = crew
        self._speeds = speeds
        self._vendors = vendors
        self._keys = keys

    @property
    def handlers(self) -> Mapping[type, Callable[[Any, Answer], m.Event | None]]:
        """By command: what answers it."""
        return {
            m.ListModels: self._list,
            m.MeasureModel: self._measure,
            m.TryModel: self._try,
        }

    def _list(self, _: m.ListModels, __: Answer) -> m.Event:
        listed = list_models(self._shelf.holdings, self._speeds.all(), self._keys)
        told = tuple(map(self._told, listed))
        return m.ModelsListed(models=told, hub_host=hub_host())

    def _told(self, info: m.ModelInfo) -> m.ModelInfo:
        damage = self._shelf.damage(info.id)
        if damage is None:
            return info
        reason = f"Its files are damaged. {damage.hint}"
        return msgspec.structs.replace(info, state="broken", installed=False, reason=reason)

    def _measure(self, command: m.MeasureModel, answer: Answer) -> m.Event:
        entry = self._usable(command.model)
        try:
            speed = Speed(
                passages_per_second=self._rate(entry, answer.token),
                query_ms=self._query_ms(entry, answer.token),
            )
        except (ModelError, ReadersUnavailableError) as error:
            damage = self._shelf.damage(entry.id, look=True) if entry.files else None
            raise damage or error from error
        self._speeds.remember(entry.id, speed)
        measured = m.ModelMeasured(
            model=entry.id,
            passages_per_second=speed.passages_per_second,
            query_ms=speed.query_ms,
        )
        return self._judged(entry, measured, answer.token) if command.judge else measured

    def _judged(self, entry: ModelEntry, measured: m.ModelMeasured, token: Token) -> m.Event:
        from engine.service.judging import judge

        found = judge(entry, self._shelf.holdings.home, self._vendors, token)
        return msgspec.structs.replace(
            measured,
            bytes=found.bytes,
            ndcg=found.judgement.english,
            ndcg_others=found.judgement.others,
        )

    def _try(self, command: m.TryModel, answer: Answer) -> m.Event:
        """Give a model a short text of our own: it answers, or the error says why not."""
        if command.key:
            entry = self._shelf.holdings.ready(command.model)
            taken = self._asked(entry, answer.token, command.key)
        else:
            entry = self._usable(command.model)
            is_vendors = family_of(entry).vendor
            ask = self._asked if is_vendors else self._query_ms
            taken = ask(entry, answer.token)
            self._shelf.wake()
        return m.ModelMeasured(model=command.model, passages_per_second=0.0, query_ms=taken)

    def _usable(self, model: str) -> ModelEntry:
        """Return a model that can be used now.

        Raises:
            ModelError: it cannot.
            UsageError: there is nothing to it.
        """
        entry = self._shelf.holdings.find(model)
        check_usable(entry, self._keys)
        if entry.family == "none":
            raise UsageError(f"{entry.name} does nothing that could be measured", hint="")
        if damage := self._shelf.damage(model):
            raise damage
        return self._shelf.holdings.ready(model)

    def _asked(self, entry: ModelEntry, token: Token, key: str = "") -> float:
        """Ask a vendor once; return the milliseconds that it took."""
        from engine.service.keyholding import checked

        if not family_of(entry).vendor:
            raise UsageError(f"{entry.name} asks for no key", hint="")
        began = time.perf_counter()
        kind = "reranker" if entry.kind == "reranker" else "dense"
        self._vendors.try_out(entry, checked(key), kind, token)
        return 1000 * (time.perf_counter() - began)

    def _rate(self, entry: ModelEntry, token: Token) -> float:
        """Return passages a second: of those that a reranker reads, all of them for one query.

        Raises:
            UsageError: that would send texts away.
        """
        from engine.jobs.measuring import passages_per_second, sample_texts

        family = family_of(entry)
        if host := sent_to(entry):
            said = f"to measure {entry.name} is to send texts to {host}"
            raise UsageError(said, hint="Trying it sends one short text.")
        if not family.vendor and entry.kinds != ("reranker",):
            return left_behind(lambda: passages_per_second(self._crew, _named(entry), token), token)
        texts = sample_texts(_PAIRS if entry.kind == "reranker" else _BULK)
        began = 0.0
        for some in (texts[:1], texts):  # the first time it is loaded
            token.check()
            began = time.perf_counter()
            self._take(entry, some, token)
        return len(texts) / max(time.perf_counter() - began, 1e-6)

    def _take(self, entry: ModelEntry, texts: Sequence[str], token: Token) -> None:
        from engine.models.vendors.asked import encoded, scored

        reranks, vendor = entry.kind == "reranker", family_of(entry).vendor
        if vendor and reranks:
            scored(self._vendors.reranker(entry.id), _QUERIES[0], texts, token)
        elif vendor:
            # as queries: a server that says nothing is given up sooner
            encoded(self._vendors.text_model(entry.id), texts, token, queries=True)
        else:
            client = self._shelf.client()
            client.score(entry.id, _QUERIES[0], texts, timeout=_PATIENCE, check=token.check)

    def _query_ms(self, entry: ModelEntry, token: Token) -> float:
        """Return the median of a few queries, after one that loads the model; a vendor's is one."""
        if family_of(entry).vendor:
            return self._asked(entry, token)
        self._embed(entry, "a first one", token)
        taken: list[float] = []
        for query in _QUERIES:
            began = time.perf_counter()
            self._embed(entry, query, token)
            taken.append(time.perf_counter() - began)
        return 1000 * sorted(taken)[len(taken) // 2]

    def _embed(self, entry: ModelEntry, query: str, token: Token) -> None:
        client = self._shelf.client
        if entry.kinds == ("reranker",):
            client().score(entry.id, query, ["a passage"], timeout=_PATIENCE, check=token.check)
        elif entry.family == "onnx" or family_of(entry).place == "embedder":
            client().encode(entry.id, [query], queries=True, timeout=_PATIENCE, check=token.check)
        else:
            self._shelf.encoder(_named(entry)).encode([query])


def _named(entry: ModelEntry) -> str:
    """Return a model's id as workers and encoders are told it."""
    return "" if entry.family == "bm25" else entry.id
