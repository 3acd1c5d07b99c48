"""Queries as vectors of a transformer, which lives in the embedder's process."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

import numpy as np

from engine.protocol.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from engine.models.embedder_client import EmbedderClient
    from engine.models.entry import ModelEntry

    Floats = npt.NDArray[np.float32]

_log = logging.getLogger(__name__)

BUDGET = 4.0
"""Seconds for one query, after which words alone are searched. Some 10 ms are usual; the worker's
start takes one to two seconds."""


class QueryVectors:
    """Embeds queries by one model. Thread-safe; the last one is kept, since typing repeats it."""

    def __init__(self, model: ModelEntry, client: EmbedderClient) -> None:
        """Embed by a model that the client's worker holds."""
        self._model = model
        self._client = client
        self._lock = threading.Lock()
        self._last: tuple[str, Floats] | None = None

    def vector(self, text: str) -> Floats | None:
        """Return a query's vector (dim,); None where it says nothing, or cannot be had in time."""
        with self._lock:
            if self._last is not None and self._last[0] == text:
                return self._last[1]
        try:
            made = self._client.embed(self._model.id, [text], queries=True, timeout=BUDGET)[0]
        except ModelError as error:
            _log.warning("the query is searched by its words alone: %s", error.code)
            return None
        if not made.any():
            return None
        with self._lock:
            self._last = (text, made)
        return made

    def similarities(
        self, query: Floats, passages: Sequence[int], vectors: Mapping[int, Floats]
    ) -> Floats:
        """Return how near each passage is, shape (n,): 0 for what has nothing to do with it.

        Args:
            query: from `vector`.
            passages: their keys.
            vectors: their stored vectors; one that lacks counts as unrelated.
        """
        base = self._model.unrelated
        near = np.zeros(len(passages), np.float32)
        for place, key in enumerate(passages):
            stored = vectors.get(key)
            if stored is not None and stored.any():
                near[place] = (float(stored @ query) - base) / (1 - base)
        return near
