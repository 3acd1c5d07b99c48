"""The commands that get models onto this machine, and away from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from engine.models.download import Downloads
from engine.models.errors import ModelInUseError
from engine.models.families import family_of, lacks
from engine.models.registry import load_catalogue
from engine.protocol import messages as m
from engine.protocol.errors import UsageError
from engine.service.held import held_model
from engine.service.opening import dense_id
from engine.service.trying import tried

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engine.host.cancellation import Token
    from engine.models.entry import ModelEntry
    from engine.service.answering import Answer
    from engine.service.keys import VendorKeys
    from engine.service.libraries import Libraries
    from engine.service.library import Library
    from engine.service.shelf import ModelShelf


class Acquiring:
    """Answers what changes the models that are here."""

    def __init__(
        self,
        libraries: Libraries,
        shelf: ModelShelf,
        keys: VendorKeys,
        forget: Callable[[str], None],
    ) -> None:
        """Answer.

        Args:
            libraries: which may have a model that is to go.
            shelf: holds the models in use, and knows where they lie.
            keys: a server's goes with its last model.
            forget: deletes what is remembered of a model's vectors.
        """
        self._forget = forget
        self._libraries = libraries
        self._shelf = shelf
        self._keys = keys
        self._downloads = Downloads(shelf.holdings)

    @property
    def handlers(self) -> Mapping[type, Callable[[Any, Answer], m.Event | None]]:
        """By command: what answers it."""
        return {
            m.DownloadModel: self._download,
            m.RemoveModel: self._remove,
        }

    def _download(self, command: m.DownloadModel, answer: Answer) -> m.Event:
        entry = self._shelf.holdings.find(command.model)

        def advance(done: int, total: int) -> None:
            answer.emit(m.DownloadAdvanced(model=entry.id, done=done, total=total))

        self._downloads.fetch(entry, answer.token, advance)
        self._shelf.forget(entry.id)
        if all(entry.id != listed.id for listed in load_catalogue()):
            self._prove(self._shelf.holdings.ready(entry.id), answer.token)
        return m.Done()

    def _prove(self, entry: ModelEntry, token: Token) -> None:
        """Run a model of the hub's once: its settings may say otherwise than it is.

        Raises:
            Cancelled: by the token.
            ModelError: it cannot be run.
        """
        if lacks(entry) or family_of(entry).place == "engine":
            return
        found = tried(entry, self._shelf, token)
        if found != entry:
            self._shelf.holdings.keep(msgspec.structs.replace(found, folder=""))

    def _remove(self, command: m.RemoveModel, _: Answer) -> m.Event:
        holdings = self._shelf.holdings
        entry = holdings.find_card(command.model)
        if not holdings.owns(entry):
            raise UsageError(f"{entry.name} is not yours to remove", hint="")
        users = [one.settings.name for one in self._libraries.all() if self._has(one, entry.id)]
        if users:
            raise ModelInUseError(f"{entry.name} serves {' and '.join(users)}", model=entry.id)
        holdings.drop(entry)
        self._shelf.forget(entry.id)
        self._forget(entry.id)
        if entry.base_url and all(one.base_url != entry.base_url for one in holdings.entries()):
            self._keys.forget(entry.base_url)
        return m.Done()

    def _has(self, library: Library, model: str) -> bool:
        settings = library.settings
        held = held_model(self._libraries.folder(library))
        return model in {dense_id(settings), settings.reranker, held}
