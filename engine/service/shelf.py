"""The models that searches need, loaded once and shared by all libraries."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from engine.models.holdings import Holdings
from engine.protocol.errors import ModelError
from engine.service.models import NONE, RERANKER
from engine.store.open import CACHE_FILE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.models.embedder_client import EmbedderClient
    from engine.models.encoder import TextEncoder
    from engine.search.library import SearchModels
    from engine.store.vector_cache import VectorCache


Role = Literal["dense", "reranker"]


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

    def __init__(self, home: Path | None = None) -> None:
        """Load nothing yet.

        Args:
            home: where downloaded and added models lie; None for the program's own alone.
        """
        self.holdings = Holdings(home)
        self._home = home
        self._lock = threading.Lock()
        self._encoders: dict[str, TextEncoder] = {}
        self._embedder: EmbedderClient | None = None

    def models_for(self, dense: str, reranker: str, folder: Path) -> Fitting:
        """Return what a library is searched with: by words alone where its model is not here.

        Args:
            dense: id of a dense model; empty for BM25 alone.
            reranker: id, ``none``, or empty for the bundled one.
            folder: the library's.
        """
        from engine.search.library import SearchModels
        from engine.search.rerank import Reranker
        from engine.store.vector_cache import VectorCache

        lacks: dict[Role, ModelError] = {}
        try:
            models = self._searching(dense)
        except ModelError as error:
            lacks["dense"] = error
            models = SearchModels(self.encoder(""), None)
        entry = None
        try:
            entry = self.holdings.ready(reranker or RERANKER)
        except ModelError as error:
            lacks["reranker"] = error
        cache = VectorCache(folder / CACHE_FILE)
        if entry is not None and entry.id != NONE:
            models = replace(models, reranker=Reranker(entry, self.client(), cache))
        return Fitting(models, cache, lacks)

    def _searching(self, dense: str) -> SearchModels:
        """Return what finds passages, without what refines their order.

        Raises:
            ModelError: there is no such model, or it is damaged.
        """
        from engine.search.library import SearchModels
        from engine.search.query_vectors import QueryVectors

        model = self.holdings.ready(dense) if dense else None
        if model is not None and model.family == "onnx":
            queries = QueryVectors(model, self.client())
            return SearchModels(self.encoder(""), model, queries=queries)
        return SearchModels(self.encoder(dense), model)

    def has(self, model: str) -> bool:
        """Tell whether a model is known and its files are here."""
        try:
            self.holdings.ready(model)
        except ModelError:
            return False
        return True

    def forget(self, model: str) -> None:
        """Let go of a model that is removed, or is another one now."""
        with self._lock:
            self._encoders.pop(model, None)
            embedder = self._embedder
        if embedder is not None:
            embedder.forget()

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
                table = StaticTable.load(folder(self.holdings.ready(dense))) if dense else None
                self._encoders[dense] = TextEncoder(table)
            return self._encoders[dense]

    def client(self) -> EmbedderClient:
        """Return the embedder's client."""
        from engine.models.embedder_client import EmbedderClient

        with self._lock:
            if self._embedder is None:
                self._embedder = EmbedderClient(home=self._home)
            return self._embedder
