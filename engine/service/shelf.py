"""The models that searches need, loaded once and shared by all libraries."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.models.damages import Damages
from engine.models.errors import VendorError
from engine.models.holdings import Holdings
from engine.protocol.errors import ModelError
from engine.service.models import NONE, RERANKER, sent_to
from engine.service.sourcing import Role, Sources
from engine.store.open import CACHE_FILE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.models.embedder_client import EmbedderClient
    from engine.models.encoder import TextEncoder
    from engine.models.entry import ModelEntry
    from engine.models.errors import ModelDamagedError
    from engine.search.library import SearchModels
    from engine.service.vendors import Vendors
    from engine.store.vector_cache import VectorCache

__all__ = ["Fitting", "ModelShelf", "Role"]


@dataclass(frozen=True, slots=True)
class Fitting:
    """What a library is searched with.

    Attributes:
        models: without those that are lacking.
        cache: the reranker's, to be closed.
        lacks: which of the models that are wanted cannot be had, and why.
    """

    models: SearchModels
    cache: VectorCache
    lacks: Mapping[Role, ModelError]


class ModelShelf:
    """Loads on first use. Thread-safe."""

    def __init__(self, home: Path | None = None, vendors: Vendors | None = None) -> None:
        """Load nothing yet.

        Args:
            home: where downloaded and added models lie; None for the program's own alone.
            vendors: opens models that vendors run; None where none are asked.
        """
        self.holdings = Holdings(home)
        self._home = home
        self._lock = threading.Lock()
        self._encoders: dict[str, TextEncoder] = {}
        self._embedder: EmbedderClient | None = None
        self._damages = Damages()
        self._sources = Sources(self.client, vendors, blamed=self._damages.blamed)

    def models_for(self, dense: str, reranker: str, folder: Path) -> Fitting:
        """Return what a library is searched with: by words alone where its model is not here.

        Args:
            dense: id of a dense model; empty for BM25 alone.
            reranker: id, ``none``, or empty for the bundled one.
            folder: the library's.
        """
        from engine.search.library import SearchModels
        from engine.store.vector_cache import VectorCache

        lacks: dict[Role, ModelError] = {}
        try:
            models = self._searching(dense)
        except ModelError as error:
            lacks["dense"] = error
            models = SearchModels(self.encoder(""), None)
        cache = VectorCache(folder / CACHE_FILE)
        try:
            entry = self.ready(reranker or RERANKER, "reranker")
            if entry.id != NONE:
                judge = self._sources.reranker(entry, cache)
                models = replace(models, reranker=judge, reranker_host=sent_to(entry))
        except ModelError as error:
            lacks["reranker"] = error
        return Fitting(replace(models, lacks=lacks), cache, lacks)

    def _searching(self, dense: str) -> SearchModels:
        """Return what finds passages, without what refines their order.

        Raises:
            ModelError: there is no such model, it is damaged, or something is missing for it.
        """
        from engine.search.library import SearchModels

        model = self.ready(dense, "dense") if dense else None
        if model is not None and model.family != "static":
            queries = self._sources.queries(model)
            host = sent_to(model)
            return SearchModels(self.encoder(""), model, queries=queries, dense_host=host)
        return SearchModels(self.encoder(dense), model)

    def ready(self, model: str, role: Role) -> ModelEntry:
        """Return a model that can be used as something now.

        Raises:
            ModelMissingError: its files are not here.
            ModelDamagedError: they are not what they were, which was noticed.
            ExtraMissingError: packages are missing for it.
            VendorKeyError: there is no key for its vendor.
            ModelError: there is no such model.
        """
        entry = self.holdings.ready(model)
        if damage := self._damages.of(entry):
            raise damage
        try:
            self._sources.require(entry, role)
        except VendorError as error:  # which knows whose it is, not which
            said = f"{entry.name}: {error}"
            raise type(error)(said, hint=error.hint, **error.facts) from error
        return entry

    def damage(self, model: str, *, look: bool = False) -> ModelDamagedError | None:
        """Return the error of a model whose files are damaged.

        Args:
            model: its id; empty for none.
            look: reads them, which takes seconds; else only what was noticed counts.
        """
        if not model or not (look or self._damages.suspects(model)):
            return None
        try:
            entry = self.holdings.find(model)
        except ModelError:  # whoever uses it is told
            return None
        return self._damages.look(entry) if look else self._damages.of(entry)

    def has(self, model: str, role: Role) -> bool:
        """Tell whether a model can be used as something now."""
        try:
            self.ready(model, role)
        except ModelError:
            return False
        return True

    def forget(self, model: str) -> None:
        """Let go of a model that is removed, or is another one now."""
        with self._lock:
            self._encoders.pop(model, None)
            embedder = self._embedder
        self._sources.forget(model)
        if embedder is not None:
            embedder.forget()

    def wake(self) -> None:
        """Have vendors asked again that are left alone: a key changed."""
        self._sources.wake()

    def close(self) -> None:
        """End the embedder."""
        with self._lock:
            if self._embedder is not None:
                self._embedder.close()

    def encoder(self, dense: str) -> TextEncoder:
        """Return the encoder of a static model, or of BM25 alone where no model is named.

        Raises:
            ModelError: there is no such model, or it is damaged.
        """
        from engine.models.encoder import TextEncoder
        from engine.models.registry import folder
        from engine.models.static import StaticTable

        with self._lock:
            if dense not in self._encoders:
                entry = self.holdings.ready(dense) if dense else None
                try:
                    table = StaticTable.load(folder(entry)) if entry else None
                except ModelError as error:
                    assert entry is not None
                    raise self._damages.blamed(entry, error) from error
                self._encoders[dense] = TextEncoder(table)
            return self._encoders[dense]

    def client(self) -> EmbedderClient:
        """Return the embedder's client."""
        from engine.models.embedder_client import EmbedderClient

        with self._lock:
            if self._embedder is None:
                self._embedder = EmbedderClient(home=self._home)
            return self._embedder
