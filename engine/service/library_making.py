"""What a library consists of while the engine runs and on disk: how it is made up, and erased."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from engine.service.library import Library
from engine.service.opening import OpenLibrary
from engine.service.upkeep import Upkeep

if TYPE_CHECKING:
    from engine.host.paths import DataFolder
    from engine.jobs.crew import Crew
    from engine.service.shelf import ModelShelf
    from engine.service.tokens import StoreTokens
    from engine.service.watching import Watching
    from engine.store.settings import LibrarySettings


class LibraryMaker:
    """Puts libraries together out of what they share."""

    def __init__(
        self,
        data: DataFolder,
        tokens: StoreTokens,
        shelf: ModelShelf,
        watching: Watching,
        crew: Crew,
    ) -> None:
        """Take what all libraries share.

        Args:
            data: where everything is kept.
            tokens: of stores that are servers.
            shelf: the models of all libraries.
            watching: of their folders.
            crew: reads their files.
        """
        self._data = data
        self._tokens = tokens
        self._shelf = shelf
        self._watching = watching
        self._crew = crew

    def make(self, settings: LibrarySettings) -> Library:
        """Return a library as its settings describe it, watched and not yet opened."""
        changes = self._watching.changes()
        upkeep = Upkeep(self._data.library(settings.id), changes)
        return Library(settings, self._opened, upkeep, self._watching.watch(settings, changes))

    def erase(self, library: Library) -> None:
        """Remove a library's index, its token and its folder.

        Raises:
            StoreError: its rows on a shared server cannot be removed; its folder is gone anyway.
        """
        settings = library.settings
        library.watch.close()
        try:
            opened = library.take()
            if opened is not None and not settings.store_uri:
                opened.close()
            elif settings.store_uri:
                (opened or self._opened(settings)).erase()
        finally:
            shutil.rmtree(self._data.library(settings.id), ignore_errors=True)
            if settings.store_uri:
                self._tokens.forget(settings.id)

    def _opened(self, settings: LibrarySettings) -> OpenLibrary:
        folder = self._data.made_library(settings.id)
        return OpenLibrary(settings, folder, self._tokens, self._shelf, self._crew)
