"""Asks the engine for what a desktop shows: the first order, soon, of libraries kept here."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from engine.client import Client
from engine.protocol.errors import EngineUnavailableError, FindlingError
from engine.protocol.messages import (
    WEAK_SCORE,
    LibrariesListed,
    ListLibraries,
    ListModels,
    ModelsListed,
    Search,
    SearchFinished,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.protocol.messages import Hit, LibraryInfo

log = logging.getLogger(__name__)

_LOOK = 1.0
"""Seconds in which a running engine is found."""
_PATIENCE = 1.5
"""Seconds for an answer; the desktop shows what others found meanwhile."""
_MOST = 12
"""Hits asked for; some are other passages of the same file."""
_LONGEST = 400
"""Characters of a query."""
_LEAST = 3
"""Characters that are worth a search, of letters that stand for sounds; of others two."""
_NO_MODEL = ("", "none")
_SOMEWHERE = "?"
"""Where a model that nobody knows would send texts."""


class Finder:
    """Finds passages. `find` is for one thread; the engine is started on another."""

    def __init__(self, data: str | None) -> None:
        self._data = data
        self._client: Client | None = None
        self._sent_to: dict[str, str] = {}
        self._looked = threading.Event()
        self._reaching: threading.Thread | None = None

    @property
    def busy(self) -> bool:
        """Whether an engine is being started: it would miss us."""
        return self._reaching is not None and self._reaching.is_alive()

    def find(self, terms: list[str], limit: int) -> list[Hit]:
        """Return good passages, best first, one of a file; none where no engine runs yet.

        Nothing of it leaves the computer, whatever models the libraries have.
        """
        query = query_of(terms)
        if not is_worth_it(query):
            return []
        client = self._reach()
        if client is None:
            return []
        try:
            return _good(self._ask(client, query))[:limit]
        except EngineUnavailableError:
            self._hang_up()
        except FindlingError as error:
            log.info("no answer for the desktop: %s", error.code)
        return []

    def close(self) -> None:
        """Let the engine go."""
        self._hang_up()

    def _ask(self, client: Client, query: str) -> tuple[Hit, ...]:
        names = tuple(self._kept_here(client))
        if not names:
            return ()
        command = Search(query=query, libraries=names, limit=_MOST, rerank=False, interim=False)
        finished = client.request(command, timeout=_PATIENCE)
        return finished.hits if isinstance(finished, SearchFinished) else ()

    def _kept_here(self, client: Client) -> Iterator[str]:
        """The libraries that are searched without asking a vendor.

        What is typed into a desktop's search is meant for a calculator as often as for us. A
        library's name and model may change between two searches, so both are asked for each time.
        """
        listed = client.request(ListLibraries(), timeout=_PATIENCE)
        libraries = listed.libraries if isinstance(listed, LibrariesListed) else ()
        if any(info.dense_model not in (*self._sent_to, *_NO_MODEL) for info in libraries):
            models = client.request(ListModels(), timeout=_PATIENCE)
            if isinstance(models, ModelsListed):
                self._sent_to = {model.id: model.sent_to for model in models.models}
        return (info.name for info in libraries if self._stays_here(info))

    def _stays_here(self, info: LibraryInfo) -> bool:
        words_alone = info.dense_model in _NO_MODEL
        return words_alone or self._sent_to.get(info.dense_model, _SOMEWHERE) == ""

    def _reach(self) -> Client | None:
        if self._client is None and not self.busy:
            self._looked.clear()
            self._reaching = threading.Thread(target=self._connect, name="engine", daemon=True)
            self._reaching.start()
        self._looked.wait(_LOOK)
        return self._client

    def _connect(self) -> None:
        """Connect to the engine that runs, else start one; the next search finds it.

        It then looks for changes of the files as at each of its starts, at the pace that the person
        chose; nothing is indexed because of us.
        """
        try:
            try:
                self._client = Client.connect(self._data, start=False)
            except EngineUnavailableError:
                self._looked.set()
                self._client = Client.connect(self._data)
        except FindlingError as error:
            log.warning("the engine cannot be reached: %s", error.code)
        finally:
            self._looked.set()

    def _hang_up(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            client.close()


def query_of(terms: list[str]) -> str:
    """Return the terms as a query, cut between two of them where it would be very long."""
    query = ""
    for term in terms:
        longer = f"{query} {term}".strip()
        if len(longer) > _LONGEST:
            return query or longer[:_LONGEST]
        query = longer
    return query


def is_worth_it(query: str) -> bool:
    """Return whether something is long enough to mean anything."""
    return len(query) >= (_LEAST if query.isascii() else _LEAST - 1)


def _good(hits: tuple[Hit, ...]) -> list[Hit]:
    """Hits that answer well; the best of each file. What filters alone list has no score."""
    best: dict[str, Hit] = {}
    for hit in hits:
        compared = hit.parts.dense is not None or hit.parts.sparse is not None
        if hit.score >= WEAK_SCORE or not compared:
            best.setdefault(hit.path, hit)
    return list(best.values())
