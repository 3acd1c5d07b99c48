"""An open library: its index, what indexes into it, and what searches it."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from engine.files.ignoring import LibraryRules
from engine.service.models import DENSE, NONE

if TYPE_CHECKING:
    from engine.jobs.crew import Crew
    from engine.jobs.indexing import Indexer
    from engine.search.searcher import Searcher
    from engine.service.shelf import ModelShelf
    from engine.service.tokens import StoreTokens
    from engine.store.settings import LibrarySettings


class OpenLibrary:
    """A library while its files are open."""

    def __init__(
        self,
        settings: LibrarySettings,
        folder: Path,
        tokens: StoreTokens,
        shelf: ModelShelf,
        crew: Crew,
    ) -> None:
        """Open it; unfinished work of a killed engine is undone here.

        Raises:
            StoreError: the catalogue or the store cannot be opened.
            ModelError: a model is missing or damaged.
        """
        from engine.jobs.index import LibraryIndex
        from engine.jobs.indexing import Indexer
        from engine.search.searcher import Searcher
        from engine.store.open import StoreSetting

        token = tokens.find(settings.id) if settings.store_uri else ""
        dense = "" if settings.dense_model == NONE else settings.dense_model or DENSE
        with contextlib.ExitStack() as opened:
            self.index = LibraryIndex.open(
                folder,
                settings.id,
                settings.folders,
                name=settings.name,
                dense_model=dense,
                store=StoreSetting(uri=settings.store_uri, token=token),
            )
            opened.callback(self.index.close)
            models, cache = shelf.models_for(dense, settings.reranker, folder)
            opened.callback(cache.close)
            self.searcher: Searcher = Searcher(self.index, models)
            opened.callback(self.searcher.close)
            self.indexer: Indexer = Indexer(self.index, crew=crew)
            self._closing = opened.pop_all()

    def follow(self, settings: LibrarySettings) -> None:
        """Have the next run look where the settings say. No run may be under way."""
        self.index.roots = settings.folders
        self.index.rules = LibraryRules(settings.include, settings.exclude, settings.most_bytes)

    def close(self) -> None:
        """Let go of files and processes. No run and no search may be under way."""
        self._closing.close()

    def erase(self) -> None:
        """Remove the passages from the store, then close."""
        try:
            self.index.store.drop()
        finally:
            self.close()
