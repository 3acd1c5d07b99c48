"""Passages by their keys: for whoever was told of one and wants to see it again."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from engine.files.away import away_places, lies_in
from engine.protocol import messages as m
from engine.protocol.errors import ReadError, StoreError
from engine.store.catalogue_states import State

if TYPE_CHECKING:
    from engine.service.answering import Answer
    from engine.service.dispatch import Handlers
    from engine.service.libraries import Libraries
    from engine.store.catalogue_reading import CatalogueReader


class UnknownPassageError(ReadError):
    """No library has a passage of this key: its file has changed, is gone, or never was there."""

    code = "unknown-passage"
    hint = "Search again: its file may have changed since."


class Passages:
    """Answers `ReadPassage`."""

    def __init__(self, libraries: Libraries) -> None:
        """Look into ``libraries``."""
        self._libraries = libraries

    @property
    def handlers(self) -> Handlers:
        """What answers which command."""
        return {m.ReadPassage: self._read}

    def _read(self, command: m.ReadPassage, answer: Answer) -> m.Event:
        """Return the passage.

        Raises:
            UnknownPassageError: no library has it.
            StoreError: no library that could be opened has it, and one could not be.
        """
        trouble: StoreError | None = None
        for library in self._libraries.all():
            try:
                with library.lease(answer.token) as opened:
                    catalogue = opened.index.catalogue
                    found = _told(catalogue, command.passage, library.settings.name)
            except StoreError as error:
                trouble = error
            else:
                if found is not None:
                    return found
        raise trouble or UnknownPassageError("no library has this passage")


def _told(catalogue: CatalogueReader, key: int, library: str) -> m.PassageRead | None:
    passage = catalogue.passages([key]).get(key)
    file = catalogue.files([passage.file]).get(passage.file) if passage else None
    if passage is None or file is None or file.state is State.GONE:
        return None
    return m.PassageRead(
        library=library,
        path=file.path,
        title=file.title or PurePath(file.path).name,
        media_type=file.media_type,
        modified=file.mtime_ns * 1e-9,
        page=passage.page,
        line=passage.line,
        start=passage.start,
        end=passage.end,
        heading=passage.heading,
        language=passage.lang,
        text=passage.text,
        passage=passage.pk,
        away=lies_in(file.path, away_places(catalogue.troubles())),
    )
