"""What a library consists of while the engine runs and on disk: how it is made up, and erased."""

from __future__ import annotations

import logging
import shutil
from typing import TYPE_CHECKING

from engine.protocol.errors import FindlingError
from engine.protocol.messages import RowsLeft
from engine.service.library import Library
from engine.service.opening import OpenLibrary
from engine.service.upkeep import Upkeep
from engine.store.filters import of_library
from engine.store.schema import shared_beginning

if TYPE_CHECKING:
    from engine.host.paths import DataFolder
    from engine.jobs.crew import Crew
    from engine.service.shelf import ModelShelf
    from engine.service.tokens import StoreTokens
    from engine.service.watching import Watching
    from engine.store.settings import LibrarySettings

log = logging.getLogger(__name__)


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

    def erase(self, library: Library) -> RowsLeft | None:
        """Remove a library's index, its token and its folder, whatever its server does.

        Returns:
            What a shared server keeps of it because it is away, refuses or cannot be asked.
        """
        settings = library.settings
        library.watch.close()
        try:
            opened = library.take()
            if settings.store_uri:
                (opened or self._opened(settings)).erase()
            elif opened is not None:
                opened.close()
        except FindlingError as error:
            if not settings.store_uri:
                raise
            log.warning("the server of %s keeps its rows: %s", settings.id, error)
            return _left(settings, error)
        finally:
            shutil.rmtree(self._data.library(settings.id), ignore_errors=True)
            if settings.store_uri:
                self._tokens.forget(settings.id)
        return None

    def _opened(self, settings: LibrarySettings) -> OpenLibrary:
        folder = self._data.made_library(settings.id)
        return OpenLibrary(settings, folder, self._tokens, self._shelf, self._crew)


def _left(settings: LibrarySettings, error: FindlingError) -> RowsLeft:
    return RowsLeft(
        library=settings.name,
        server=settings.store_uri,
        collections=shared_beginning(),
        rows=of_library(settings.id),
        code=error.code,
        message=str(error),
    )
