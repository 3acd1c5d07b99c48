"""An open library: its index, what indexes into it, and what searches it."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from engine.files.ignoring import LibraryRules
from engine.service.models import DENSE, NONE, RERANKER
from engine.store.open import other_slot

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engine.jobs.coming import Coming
    from engine.jobs.crew import Crew
    from engine.jobs.index import LibraryIndex
    from engine.jobs.indexing import Indexer
    from engine.protocol.errors import ModelError
    from engine.search.searcher import Searcher
    from engine.service.shelf import ModelShelf, Role
    from engine.service.tokens import StoreTokens
    from engine.store.catalogue import Catalogue
    from engine.store.settings import LibrarySettings
    from engine.store.vectors import VectorStore

    _Searching = tuple[Searcher, Callable[[], None], Mapping[Role, ModelError]]

log = logging.getLogger(__name__)


class OpenLibrary:
    """A library while its files are open.

    Attributes:
        lacks: the models that it is searched without, because they are not here, and why.
    """

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
            ModelError: there is no such model as the wanted one; one that is merely away, or
                damaged, is done without (see ``lacks``).
        """
        from engine.jobs.coming import tidy_slot
        from engine.jobs.index import LibraryIndex, WantedModel
        from engine.jobs.indexing import Indexer
        from engine.store.open import StoreSetting

        token = tokens.find(settings.id) if settings.store_uri else ""
        self._shelf = shelf
        self.crew = crew
        self.coming: Coming | None = None
        self._fitting = threading.Lock()
        self._retired: list[Callable[[], None]] = []
        with contextlib.ExitStack() as opened:
            self.index = LibraryIndex.open(
                folder,
                settings.id,
                settings.folders,
                name=settings.name,
                dense_model=WantedModel(dense_id(settings), shelf.holdings),
                store=StoreSetting(uri=settings.store_uri, token=token),
            )
            opened.callback(self.index.close)
            self.searcher, self._closing_searcher, self.lacks = self._searcher(
                settings, self.index.store
            )
            opened.callback(self._close_searchers)
            self.indexer: Indexer = Indexer(self.index, crew=crew)
            if not self.changing(settings):
                tidy_slot(folder, other_slot(self.index.slot), self.index.setting)
            self._closing = opened.pop_all()

    def changing(self, settings: LibrarySettings) -> bool:
        """Tell whether another dense model is wanted than the one that serves."""
        return self.index.dense_model != dense_id(settings)

    def refit(self, settings: LibrarySettings) -> Callable[[], None]:
        """Search by the reranker that is wanted now, from the next search on.

        Returns:
            What ends the former searcher, once nobody searches by it.

        Raises:
            ModelError: it is missing or damaged; nothing changed.
        """
        with self._fitting:
            return self._exchange(*self._searcher(settings, self.index.store, needs="reranker"))

    def seek_models(self, settings: LibrarySettings) -> bool:
        """Take in models that are back, let go of damaged ones; return whether there were any."""
        judge = settings.reranker or RERANKER
        wanted: dict[Role, str] = {"dense": self.index.dense_model, "reranker": judge}
        before = self.lacks
        back = any(self._shelf.has(wanted[role], role) for role in before)
        if not back and not any(
            self._shelf.damage(wanted[role]) for role in wanted.keys() - before.keys()
        ):
            return False
        with self._fitting:
            self._exchange(*self._searcher(settings, self.index.store))
            return self.lacks.keys() != before.keys()

    def damage(self) -> ModelError | None:
        """Read the files of the model that makes its vectors; return what is wrong with them."""
        return self._shelf.damage(self.index.dense_model, look=True)

    def prepare(self, settings: LibrarySettings) -> Coming:
        """Return the store of the model that is wanted: what was made so far, or a new one.

        For the indexing thread.

        Raises:
            StoreError: it cannot be opened.
            ModelError: the model is not here.
        """
        from engine.jobs.coming import Coming

        wanted = dense_id(settings)
        if self.coming is not None and self.coming.model != wanted:
            self.give_up()
        if self.coming is None:
            entry = self._shelf.holdings.ready(wanted) if wanted else None
            dim, learned = (entry.dim, entry.learns) if entry else (0, False)
            self.coming = Coming(self.index, wanted, dim, learned=learned)
        return self.coming

    def give_up(self) -> None:
        """Remove what was made of another model's vectors. For the indexing thread.

        Raises:
            StoreError, OSError: it cannot be removed.
        """
        from engine.jobs.coming import tidy_slot

        coming, self.coming = self.coming, None
        if coming is not None:
            coming.discard()
        else:
            tidy_slot(self.index.folder, other_slot(self.index.slot), self.index.setting)

    def change_over(self, settings: LibrarySettings) -> Callable[[], None]:
        """Have the coming store serve; return what ends the former one, once nobody searches it.

        For the indexing thread. A search is by the one or by the other, never by both.

        Raises:
            StoreError: the catalogue cannot be written; nothing changed.
            ModelError: the model cannot be loaded; nothing changed.
        """
        with self._fitting:
            return self._change_over(settings)

    def _change_over(self, settings: LibrarySettings) -> Callable[[], None]:
        from engine.jobs.coming import discard_store

        coming = self.coming
        assert coming is not None
        searcher, closing, lacks = self._searcher(
            settings, coming.store, coming.model, needs="dense"
        )
        slot, began = self.index.slot, time.perf_counter()
        try:
            former = self.index.change_over(coming.model, coming.store, coming.slot)
        except BaseException:
            closing()
            raise
        end_searcher = self._exchange(searcher, closing, lacks)
        took = 1000 * (time.perf_counter() - began)
        log.info("%s is searched by %s now (%.1f ms)", settings.id, coming.model or "words", took)
        self.coming = None
        coming.take_over()

        def discard() -> None:
            discard_store(former, self.index.folder, slot, self.index.setting)

        self._retired.append(discard)

        def end() -> None:
            end_searcher()
            if discard in self._retired:
                self._retired.remove(discard)
                discard()

        return end

    def follow(self, settings: LibrarySettings) -> None:
        """Have the next run look where the settings say. No run may be under way."""
        self.index.roots = settings.folders
        self.index.rules = LibraryRules(settings.include, settings.exclude, settings.most_bytes)

    def close(self) -> None:
        """Let go of files and processes. No run and no search may be under way."""
        coming, self.coming = self.coming, None
        if coming is not None:
            coming.close()
        self._closing.close()

    def erase(self) -> None:
        """Remove the passages from the store, then close."""
        try:
            self.give_up()
            self.index.store.drop()
        finally:
            self.close()

    def _searcher(
        self,
        settings: LibrarySettings,
        store: VectorStore,
        model: str | None = None,
        needs: Role | None = None,
    ) -> _Searching:
        """Return a searcher of a store, what closes it, and what it has to do without.

        Raises:
            ModelError: what it ``needs`` cannot be had.
        """
        from engine.search.searcher import Searcher

        dense = self.index.dense_model if model is None else model
        fitting = self._shelf.models_for(dense, settings.reranker, self.index.folder)
        models, cache = fitting.models, fitting.cache
        if needs is not None and needs in fitting.lacks:
            cache.close()
            raise fitting.lacks[needs]
        if model is not None and models.queries is not None:
            models.queries.warm()  # the first search by it is not to wait for its loading
        searcher = Searcher(Served(self.index, store), models)

        def close() -> None:
            searcher.close()
            cache.close()

        return searcher, close, fitting.lacks

    def _exchange(
        self, searcher: Searcher, closing: Callable[[], None], lacks: Mapping[Role, ModelError]
    ) -> Callable[[], None]:
        """Search by another searcher; return what ends the former, at the latest when we close."""
        former = self._closing_searcher
        self.searcher, self._closing_searcher, self.lacks = searcher, closing, lacks
        self._retired.append(former)

        def end() -> None:
            if former in self._retired:
                self._retired.remove(former)
                former()

        return end

    def _close_searchers(self) -> None:
        retired = list(self._retired)
        self._retired.clear()
        for close in (self._closing_searcher, *retired):
            close()


class Served:
    """A library as one searcher sees it: always by the same store."""

    def __init__(self, index: LibraryIndex, store: VectorStore) -> None:
        """See an index by one of its stores."""
        self._index = index
        self.store: VectorStore | None = store

    @property
    def name(self) -> str:
        """What the person calls it."""
        return self._index.name

    @property
    def roots(self) -> tuple[str, ...]:
        """Its own folders and single files."""
        return self._index.roots

    @property
    def catalogue(self) -> Catalogue:
        """Its files and passages."""
        return self._index.catalogue


def dense_id(settings: LibrarySettings) -> str:
    """Return the id of the dense model that a library is to have; empty for BM25 alone."""
    return "" if settings.dense_model == NONE else settings.dense_model or DENSE
