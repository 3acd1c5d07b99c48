"""The models that searches need, loaded once and shared by all libraries."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from engine.service.models import NONE, RERANKER
from engine.store.open import CACHE_FILE

if TYPE_CHECKING:
    from engine.models.encoder import TextEncoder
    from engine.search.embedder_client import EmbedderClient
    from engine.search.library import SearchModels
    from engine.store.vector_cache import VectorCache


class ModelShelf:
    """Loads on first use. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._encoders: dict[str, TextEncoder] = {}
        self._embedder: EmbedderClient | None = None

    def models_for(
        self, dense: str, reranker: str, folder: Path
    ) -> tuple[SearchModels, VectorCache]:
        """Return what a library is searched with, and its reranker's cache, to be closed.

        Args:
            dense: id of a static model; empty for BM25 alone.
            reranker: id, ``none``, or empty for the bundled one.
            folder: the library's.

        Raises:
            ModelError: there is no such model, or it is damaged.
        """
        from engine.models.registry import find
        from engine.search.library import SearchModels
        from engine.search.rerank import Reranker
        from engine.store.vector_cache import VectorCache

        encoder = self._encoder(dense)
        entry = find(reranker or RERANKER)
        cache = VectorCache(folder / CACHE_FILE)
        refiner = None if entry.id == NONE else Reranker(entry, self._client(), cache)
        return SearchModels(encoder, find(dense) if dense else None, refiner), cache

    def close(self) -> None:
        """End the embedder."""
        with self._lock:
            if self._embedder is not None:
                self._embedder.close()

    def _encoder(self, dense: str) -> TextEncoder:
        from engine.models.encoder import TextEncoder
        from engine.models.registry import find, folder
        from engine.models.static import StaticTable

        with self._lock:
            if dense not in self._encoders:
                table = StaticTable.load(folder(find(dense))) if dense else None
                self._encoders[dense] = TextEncoder(table)
            return self._encoders[dense]

    def _client(self) -> EmbedderClient:
        from engine.search.embedder_client import EmbedderClient

        with self._lock:
            if self._embedder is None:
                self._embedder = EmbedderClient()
            return self._embedder
