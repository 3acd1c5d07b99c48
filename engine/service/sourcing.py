"""Where searches get vectors and scores from: one source for each model, whoever searches."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Literal

from engine.models.errors import ModelMissingError
from engine.models.families import check_packages, family_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.models.embedder_client import EmbedderClient
    from engine.models.entry import ModelEntry
    from engine.protocol.errors import ModelError
    from engine.search.hosted import Hosted
    from engine.search.pair_rerank import PairScores
    from engine.search.query_vectors import QueryVectors
    from engine.search.rerank import Reranker
    from engine.search.sources import Embedded
    from engine.service.vendors import Vendors
    from engine.store.vector_cache import VectorCache

Role = Literal["dense", "reranker"]


class Sources:
    """Holds what of a model all libraries share: its queries, its scores, and that it failed."""

    def __init__(
        self,
        client: Callable[[], EmbedderClient],
        vendors: Vendors | None,
        *,
        budget: float | None = None,
        blamed: Callable[[ModelEntry, ModelError], ModelError] = lambda _, error: error,
    ) -> None:
        """Ask nobody yet.

        Args:
            client: returns the embedder's.
            vendors: opens models that vendors run; None where none are asked.
            budget: seconds for a query, and for a refined order; None for what is usual for each
                kind of model.
            blamed: tells what a failure of a model on this machine comes from.
        """
        self._budget = budget
        self._client = client
        self._blamed = blamed
        self._vendors = vendors
        self._lock = threading.RLock()
        self._sources: dict[str, Embedded | Hosted] = {}
        self._queries: dict[str, QueryVectors] = {}
        self._scores: PairScores | None = None

    def require(self, entry: ModelEntry, role: Role) -> None:
        """Make sure that a model whose files are here can be used; opens nothing that is large.

        Raises:
            ExtraMissingError: packages are missing.
            VendorKeyError: there is no key.
            ModelError: of another family than we have.
        """
        check_packages(entry)
        if family_of(entry).place != "engine":
            return
        if self._vendors is None:
            raise ModelMissingError(f"{entry.name} cannot be asked from here", model=entry.id)
        if role == "reranker" and _sees_pairs(entry):
            self._vendors.reranker(entry.id)
        else:
            self._vendors.text_model(entry.id)

    def queries(self, entry: ModelEntry) -> QueryVectors:
        """Return what embeds queries by a model."""
        from engine.search.query_vectors import BUDGET, QueryVectors

        with self._lock:
            if entry.id not in self._queries:
                source, budget = self._source(entry), self._budget or BUDGET
                self._queries[entry.id] = QueryVectors(source, budget=budget)
            return self._queries[entry.id]

    def reranker(self, entry: ModelEntry, cache: VectorCache) -> Reranker:
        """Return a library's reranker.

        Args:
            entry: its model: one that makes dense vectors is compared by them, others see pairs.
            cache: the library's, for vectors of its passages.
        """
        from engine.search.pair_rerank import KEPT, REMOTE_BUDGET, PairReranker, PairScores
        from engine.search.rerank import BUDGET, VectorReranker

        with self._lock:
            source = self._source(entry)
            if not _sees_pairs(entry):
                budget = self._budget or BUDGET
                return VectorReranker(entry, source, self.queries(entry), cache, budget=budget)
            if self._scores is None:
                self._scores = PairScores(KEPT)
            budget = self._budget or (REMOTE_BUDGET if source.remote else BUDGET)
            return PairReranker(entry, source, self._scores, budget=budget)

    def wake(self) -> None:
        """Have vendors asked again that are left alone: a key changed."""
        from engine.search.hosted import Hosted

        with self._lock:
            for source in self._sources.values():
                if isinstance(source, Hosted):
                    source.wake()

    def forget(self, model: str) -> None:
        """Let go of a model that is removed, or is another one now."""
        with self._lock:
            self._sources.pop(model, None)
            self._queries.pop(model, None)

    def _source(self, entry: ModelEntry) -> Embedded | Hosted:
        from engine.search.hosted import Hosted
        from engine.search.sources import Embedded

        if entry.id not in self._sources:
            vendors, model = self._vendors, entry.id
            if family_of(entry).place == "engine" and vendors is not None:
                if _sees_pairs(entry):
                    source = Hosted(pairs=lambda: vendors.reranker(model))
                else:
                    source = Hosted(texts=lambda: vendors.text_model(model))
                source.tell(lambda: vendors.answered(entry))
                self._sources[model] = source
            else:
                self._sources[model] = Embedded(
                    entry, self._client(), lambda error: self._blamed(entry, error)
                )
        return self._sources[entry.id]


def _sees_pairs(entry: ModelEntry) -> bool:
    """Tell whether a model looks at query and passage together; others are compared by vectors."""
    return entry.kinds == ("reranker",)
