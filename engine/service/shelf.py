"""The models that searches need, loaded once and shared by all libraries."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from engine.models.holdings import Holdings
from engine.service.models import NONE, RERANKER
from engine.store.open import CACHE_FILE

if TYPE_CHECKING:
    from engine.models.encoder import TextEncoder
    from engine.search.embedder_client import EmbedderClient
    from engine.search.library import SearchModels
    from engine.store.vector_cache import VectorCache


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

    def models_for(
        self, dense: str, reranker: str, folder: Path
    ) -> tuple[SearchModels, VectorCache]:
        """Return what a library is searched with, and its reranker's cache, to be closed.

        Args:
            dense: id of a dense model; empty for BM25 alone.
            reranker: id, ``none``, or empty for the bundled one.
            folder: the library's.

        Raises:
            ModelError: there is no such model, or it is damaged.
        """
        from engine.search.library import SearchModels
        from engine.search.query_vectors import QueryVectors
        from engine.search.rerank import Reranker
        from engine.store.vector_cache import VectorCache

        model = self.holdings.ready(dense) if dense else None
        sentences = model is not None and model.family == "onnx"
        encoder = self.encoder("" if sentences else dense)
        queries = QueryVectors(model, self.client()) if model and sentences else None
        entry = self.holdings.ready(reranker or RERANKER)
        cache = VectorCache(folder / CACHE_FILE)
        refiner = None if entry.id == NONE else Reranker(entry, self.client(), cache)
        return SearchModels(encoder, model, refiner, queries), cache

    def forget(self, model: str) -> None:
        """Let go of a model that is removed, or is another one now."""
        with self._lock:
            self._encoders.pop(model, None)

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
        from engine.search.embedder_client import EmbedderClient

        with self._lock:
            if self._embedder is None:
                self._embedder = EmbedderClient(home=self._home)
            return self._embedder
