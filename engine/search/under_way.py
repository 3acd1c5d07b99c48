"""One search under way."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import msgspec

from engine.protocol.messages import Hit, QueryNote
from engine.search.absent import is_there
from engine.search.hits import Answer
from engine.search.name_evidence import NOBODY
from engine.search.phrases import Phrase
from engine.search.query import ParsedQuery, parse_query

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.host.cancellation import Token
    from engine.search.phrases import Requirement

_WELL = 0.8
"""Chance from which on a hit answers so well that no other words are offered."""


class UnderWay:
    """One search under way: what was asked, and what its author should know."""

    def __init__(self, query: str, limit: int, token: Token, started: float) -> None:
        """Read a query; ``started`` by `time.perf_counter`."""
        self.parsed: ParsedQuery = parse_query(query)
        self.query = query
        self.required: Sequence[Requirement] = ()
        self.missed: tuple[str, str] = ("", "")
        self.excluded = [phrase for text in self.parsed.excluded if (phrase := Phrase(text))]
        self.limit = limit
        self.token = token
        self.notes = list(self.parsed.notes)
        self.models: tuple[str, str] = ("", "")
        self.hints: frozenset[QueryNote] = frozenset()
        self.typing = False
        self.rerank = True
        self.fold = True
        self.named = NOBODY
        self.equal: tuple[Hit, ...] = ()
        """Files that are what others are to be like: they come first."""
        self._started = started

    def note(self, code: str, message: str, cause: str = "") -> None:
        """Say something of the search, once."""
        end = len(self.query)
        note = QueryNote(code=code, start=0, end=end, message=message, cause=cause)
        if note not in self.notes:
            self.notes.append(note)

    def answer(
        self,
        hits: tuple[Hit, ...] = (),
        *,
        first_seconds: float | None = None,
        reranked: bool = False,
        late: bool = False,
    ) -> Answer:
        """Return what was found, with what there is to say of it."""
        seconds = time.perf_counter() - self._started
        answered = any(hit.score >= _WELL for hit in hits)

        def unneeded(note: QueryNote) -> bool:
            return note in self.hints and (answered or is_there(note, hits))

        if self.equal:
            both = (*self.equal, *hits)[: self.limit]
            hits = tuple(msgspec.structs.replace(hit, rank=n) for n, hit in enumerate(both, 1))
        return Answer(
            hits=hits,
            notes=tuple(note for note in self.notes if not unneeded(note)),
            seconds=seconds,
            first_seconds=seconds if first_seconds is None else first_seconds,
            reranked=reranked,
            late=late,
            models=self.models,
        )
