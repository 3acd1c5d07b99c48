"""Similarities by the transformer for a few passages: from the cache, else from the embedder."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from engine.models.embedder_client import EmbedderClient, EmbedderFailedError
from engine.models.entry import ModelEntry, knows
from engine.store.vector_cache import FloatVector, VectorCache, vector_key

if TYPE_CHECKING:
    from engine.host.cancellation import Token

Floats = npt.NDArray[np.float32]

BUDGET = 8.0
"""Seconds for a refined order, after which the first one stands. On two quiet cores it takes .2 to
.3, and 2 to 3 while everything else is busy or the worker is being started."""
_BATCH = 10
"""Passages in one request: some .1 s, after which a call-off is noticed."""


class Reranker:
    """One library's reranker: a transformer that the embedder holds, and its cached vectors."""

    def __init__(
        self,
        entry: ModelEntry,
        client: EmbedderClient,
        cache: VectorCache,
        *,
        budget: float = BUDGET,
    ) -> None:
        """Bring together what it needs.

        Args:
            entry: the model.
            client: the embedder, shared by all libraries.
            cache: this library's vectors.
            budget: seconds for one query.
        """
        self._entry = entry
        self._client = client
        self._cache = cache
        self._budget = budget
        self._model_key = f"{entry.id}@{entry.tokens}"

    @property
    def id(self) -> str:
        """The model's."""
        return self._entry.id

    def knows(self, language: str) -> bool:
        """Whether its similarities mean something in a language (ISO 639-1 or empty)."""
        return knows(self._entry, language)

    def begin(self, query: str) -> Future[Floats]:
        """Have the query embedded while the candidates are being looked for."""
        future: Future[Floats] = Future()

        def embed() -> None:
            try:
                future.set_result(self._query_vector(query))
            except Exception as error:  # noqa: BLE001 - raised again where the result is taken
                future.set_exception(error)

        threading.Thread(target=embed, name="embed-query", daemon=True).start()
        return future

    def similarities(self, query: Future[Floats], texts: Sequence[str], token: Token) -> Floats:
        """Cosine of the query and each text, shape (len(texts),).

        Vectors that were computed before a failure or call-off stay in the cache.

        Raises:
            EmbedderFailedError: the embedder failed, or the time was over.
            ModelError: the model cannot be used.
            Cancelled: by the token.
        """
        deadline = time.monotonic() + self._budget
        keys = [vector_key(self._model_key, text) for text in texts]
        vectors = self._cache.get_many(keys, self._entry.dim)
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in vectors}
        todo = list(missing.items())
        for start in range(0, len(todo), _BATCH):
            token.check()
            vectors |= self._embed(dict(todo[start : start + _BATCH]), deadline)
        token.check()
        try:
            against = query.result(timeout=max(0.0, deadline - time.monotonic()))
        except TimeoutError as error:
            raise EmbedderFailedError("the query was not embedded in time") from error
        if not texts:
            return np.zeros(0, np.float32)
        return np.stack([vectors[key] for key in keys]) @ against

    def _embed(self, texts: dict[bytes, str], deadline: float) -> dict[bytes, FloatVector]:
        left = deadline - time.monotonic()
        if left <= 0:
            raise EmbedderFailedError("the passages were not embedded in time")
        made = self._client.embed(self._entry.id, list(texts.values()), timeout=left)
        vectors = dict(zip(texts, made, strict=True))
        self._cache.put_many(vectors)
        return vectors

    def _query_vector(self, query: str) -> Floats:
        made = self._client.embed(self._entry.id, [query], queries=True, timeout=self._budget)
        return made[0]
