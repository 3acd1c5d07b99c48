"""The commands that get models onto this machine, and away from it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from engine.models.download import Downloads
from engine.models.errors import ModelFolderError, ModelInUseError
from engine.protocol import messages as m
from engine.protocol.errors import ModelError, UsageError
from engine.service.held import held_model
from engine.service.models import list_models
from engine.service.opening import dense_id

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engine.models.entry import ModelEntry
    from engine.models.speeds import Speeds
    from engine.service.answering import Answer
    from engine.service.libraries import Libraries
    from engine.service.library import Library
    from engine.service.shelf import ModelShelf

_PATIENCE = 120.0
"""Seconds for the loading of a large model."""


class Acquiring:
    """Answers what changes the models that are here."""

    def __init__(self, libraries: Libraries, shelf: ModelShelf, speeds: Speeds) -> None:
        """Answer.

        Args:
            libraries: which may have a model that is to go.
            shelf: holds the models in use, and knows where they lie.
            speeds: for the list that answers.
        """
        self._libraries = libraries
        self._shelf = shelf
        self._speeds = speeds
        self._downloads = Downloads(shelf.holdings)

    @property
    def handlers(self) -> Mapping[type, Callable[[Any, Answer], m.Event | None]]:
        """By command: what answers it."""
        return {
            m.DownloadModel: self._download,
            m.AddModelFolder: self._add,
            m.RemoveModel: self._remove,
        }

    def _download(self, command: m.DownloadModel, answer: Answer) -> m.Event:
        entry = self._shelf.holdings.find(command.model)

        def advance(done: int, total: int) -> None:
            answer.emit(m.DownloadAdvanced(model=entry.id, done=done, total=total))

        self._downloads.fetch(entry, answer.token, advance)
        self._shelf.forget(entry.id)
        return m.Done()

    def _add(self, command: m.AddModelFolder, _: Answer) -> m.Event:
        from engine.models.local_folder import describe

        folder = Path(command.path)
        if not folder.is_absolute():
            raise UsageError("a folder is named by its whole path", hint="")
        entry = describe(folder)
        if entry.family == "onnx":
            entry = self._tried(entry)
        self._shelf.holdings.keep(entry)
        self._shelf.forget(entry.id)
        return m.ModelsListed(models=list_models(self._shelf.holdings, self._speeds.all()))

    def _tried(self, entry: ModelEntry) -> ModelEntry:
        """Return a transformer's entry with what only running it tells, in the embedder's process.

        No card is written before it ran: a library may have the one that is there.

        Raises:
            ModelFolderError: it cannot be run.
        """
        from engine.models.local_folder import poolings

        why = ""
        for pooling in poolings(entry):
            guess = msgspec.structs.replace(entry, pooling=pooling)
            try:
                made = self._shelf.client().try_out(guess, "a", timeout=_PATIENCE)
            except ModelError as error:
                why = str(error)
            else:
                return msgspec.structs.replace(guess, dim=made.shape[1])
        raise ModelFolderError(f"{entry.folder}: {why}", path=entry.folder)

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
        return m.Done()

    def _has(self, library: Library, model: str) -> bool:
        settings = library.settings
        held = held_model(self._libraries.folder(library))
        return model in {dense_id(settings), settings.reranker, held}
