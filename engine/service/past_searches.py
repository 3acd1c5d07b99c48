"""Former searches: the history, and those that somebody keeps under a name."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from engine.protocol import messages as m
from engine.protocol.errors import StoreError, UsageError
from engine.search.completing import Asked
from engine.store.past_searches import Kept, PastSearches

if TYPE_CHECKING:
    from engine.service.answering import Answer
    from engine.service.dispatch import Handlers

log = logging.getLogger(__name__)

_LISTED = 200
"""Queries of the history that are told."""
_LONGEST = 1_000
"""Characters of a query that is remembered; longer ones are pasted texts."""


class FormerSearches:
    """Answers the commands about searches that were asked before. Thread-safe."""

    def __init__(self, path: Path) -> None:
        """Keep them in a file."""
        self._store = PastSearches(path)
        self._asked: Asked | None = None

    @property
    def handlers(self) -> Handlers:
        """What this answers."""
        return {
            m.ListSearches: self._list,
            m.RememberSearch: self._remember,
            m.SaveSearch: self._save,
            m.ForgetSearches: self._forget,
        }

    def asked(self) -> Asked:
        """Return what there is, from memory; nothing where it cannot be read."""
        if self._asked is None:
            try:
                self._asked = self._read()
            except StoreError as error:
                log.warning("former searches cannot be read: %s", error)
                self._asked = Asked()
        return self._asked

    def rename_library(self, former: str, name: str) -> None:
        """Have saved searches follow a library's rename; where they cannot, it goes on."""
        try:
            self._store.rename_library(former, name)
        except StoreError as error:
            log.warning("saved searches keep a library's former name: %s", error)
        self._asked = None

    def _list(self, _: m.ListSearches, __: Answer) -> m.Event:
        return self._listed()

    def _remember(self, command: m.RememberSearch, _: Answer) -> m.Event:
        query = " ".join(command.query.split())
        if query and len(query) <= _LONGEST:
            self._store.remember(query)
        return self._listed()

    def _save(self, command: m.SaveSearch, _: Answer) -> m.Event:
        name, query = command.search.name.strip(), command.search.query.strip()
        if not name or not query:
            raise UsageError("a saved search needs a name and a query")
        self._store.save(Kept(name, query, command.search.library))
        return self._listed()

    def _forget(self, command: m.ForgetSearches, _: Answer) -> m.Event:
        self._store.forget(command.queries, command.saved, history=command.history)
        return self._listed()

    def _listed(self) -> m.SearchesListed:
        self._asked = asked = self._read()
        return m.SearchesListed(recent=tuple(asked.recent), saved=tuple(asked.saved))

    def _read(self) -> Asked:
        recent = self._store.history()[:_LISTED]
        saved = self._store.saved()
        return Asked(
            [m.PastSearch(query=p.query, last=p.last, times=p.times) for p in recent],
            [m.SavedSearch(name=k.name, query=k.query, library=k.library) for k in saved],
        )
