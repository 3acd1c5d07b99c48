"""Rerankers: what looks at the best passages once more, with more care than could be had for all.

Two kinds: models that make vectors, whose passages' vectors are kept on disk, and those that look
at query and passage together, for which nothing can be computed before the query is known (see
`engine.search.pair_rerank`).
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, Protocol

import msgspec
import numpy as np

from engine.host.cancellation import Token
from engine.models.embedder_client import EmbedderFailedError
from engine.models.entry import ModelEntry, knows
from engine.protocol.errors import ModelError
from engine.search.passage_vectors import SOON, PassageVectors

if TYPE_CHECKING:
    from engine.models.vectors import Floats
    from engine.search.query_vectors import QueryVectors
    from engine.search.sources import TextSource
    from engine.store.vector_cache import FloatVector, VectorCache

BUDGET = 8.0
"""Seconds for a refined order, after which the first one stands. On two quiet cores it takes .2 to
.3, and 2 to 3 while everything else is busy or the worker is being started."""
_LEAST = 0.05
"""Seconds for one of several queries, however long the others took: it may be held already."""
SENTENCES = 0.06
"""Seconds at most, of what passages have left, for the sentences of the best ones."""


class Asked(Protocol):
    """A query that a reranker knows already."""

    def similarities(self, texts: Sequence[str], token: Token, more: Sequence[str] = ()) -> Floats:
        """Return how well texts answer it, shape (len(texts) + len(more),), 0 for not at all to 1.

        What was computed before a failure or a call-off is not computed again. NaN for texts that
        could not be asked for in time, if there are others: somebody who sees the first order is
        not kept waiting, and what was left is made for the next time.

        Args:
            texts: the most promising first.
            token: to call it off.
            more: the next ones: NaN unless they cost nothing, and where all are waited for, so that
                the same question has the same answer.

        Raises:
            ModelError: there are none, or not in time.
            Cancelled: by the token.
        """
        ...


class Reranker(Protocol):
    """One library's reranker."""

    @property
    def id(self) -> str:
        """The model's."""
        ...

    def knows(self, language: str) -> bool:
        """Whether its similarities mean something in a language (ISO 639-1 or empty)."""
        ...

    def begin(self, query: str, *, typing: bool = False) -> Asked:
        """Have it see the query while the candidates are being looked for.

        Args:
            query: the query.
            typing: whether its author may type on, and waits for an answer: a slow model is asked
                only after a pause, and not for longer than somebody likes to wait.
        """
        ...


class VectorReranker:
    """A model whose vectors are compared; those of passages are kept."""

    def __init__(
        self,
        entry: ModelEntry,
        source: TextSource,
        queries: QueryVectors,
        cache: VectorCache,
        *,
        budget: float = BUDGET,
    ) -> None:
        """Bring together what it needs.

        Args:
            entry: the model.
            source: gives passages' vectors.
            queries: gives queries' vectors.
            cache: this library's vectors.
            budget: seconds for one query.
        """
        self._entry = entry
        self._source = source
        self._queries = queries
        self._budget = budget
        self.passages = PassageVectors(made_by(entry), entry.dim, source, cache, patience=budget)
        """The vectors of the library's passages."""

    @property
    def id(self) -> str:
        """The model's."""
        return self._entry.id

    def knows(self, language: str) -> bool:
        """Whether its cosines mean something in a language (ISO 639-1 or empty)."""
        return knows(self._entry, language)

    def begin(self, query: str, *, typing: bool = False) -> Asked:
        """Have the query embedded while the candidates are being looked for.

        By a slow one only when they are found, and somebody who may type on has paused.
        """
        return self.begin_any((query,), typing=typing)

    def begin_any(self, queries: Sequence[str], *, typing: bool = False) -> Asked:
        """As `begin` with several queries at once: of each passage the nearest of them counts.

        They have the time of one.
        """
        self.passages.rest()
        return _Compared(self, queries, typing=typing)

    def query_vectors(self, queries: Sequence[str], token: Token, *, typing: bool) -> Floats | None:
        """Return queries' vectors, shape (n, dim), of those that say something; None for none.

        Raises:
            ModelError: one cannot be had, or not all in time.
            Cancelled: by the token.
        """
        ends = time.monotonic() + self._budget
        made: list[Floats] = []
        for query in queries:
            left = max(_LEAST, ends - time.monotonic())
            vector = self._queries.ask(query, token, typing=typing, budget=left).dense
            typing = False  # it was paused once
            if vector is not None:
                made.append(vector)
        return np.stack(made) if made else None

    @property
    def remote(self) -> bool:
        """Whether passages leave this machine for it."""
        return self._source.remote

    @property
    def budget(self) -> float:
        """Seconds for one query."""
        return self._budget

    @property
    def begins(self) -> bool:
        """Whether a query is embedded at once, and not only when passages are there."""
        return not self._source.pause

    def calibrated(self, cosines: Floats) -> Floats:
        """Return similarities: 0 for what has nothing to do with the query."""
        base = self._entry.unrelated
        return ((cosines - base) / (1 - base)).astype(np.float32)


class _Compared:
    """Queries whose vectors are on their way; mostly one."""

    def __init__(self, reranker: VectorReranker, queries: Sequence[str], *, typing: bool) -> None:
        self._reranker = reranker
        self._queries = queries
        self._typing = typing
        self._vector: Future[Floats | None] | None = None
        self._against: Floats | None = None
        self._spare = 0.0
        if reranker.begins:
            self._vector = Future()
            threading.Thread(target=self._embed, name="embed-query", daemon=True).start()

    def similarities(self, texts: Sequence[str], token: Token, more: Sequence[str] = ()) -> Floats:
        reranker, hurried = self._reranker, self._typing
        began = time.monotonic()
        deadline = began + reranker.budget
        if self._vector is None:  # whoever types on is not to have passages sent either
            self._against = reranker.query_vectors(self._queries, token, typing=hurried)
        patience = deadline - time.monotonic()
        soon = SOON if hurried else None
        vectors = reranker.passages.of(
            texts, token, patience, soon=soon, more=more if hurried else ()
        )
        vectors += [None] * (len(texts) + len(more) - len(vectors))
        token.check()
        if self._vector is not None:
            try:
                left = max(0.0, deadline - time.monotonic())
                self._against = self._vector.result(timeout=left)
            except TimeoutError as error:
                raise EmbedderFailedError("the query was not embedded in time") from error
        self._spare = began + SOON - time.monotonic()
        return self._compared(vectors)

    def sentences(self, texts: Sequence[str], token: Token) -> Floats:
        """Return how near sentences are; NaN for what is not at hand and takes too long to be made.

        After `similarities` alone. Whoever does not type waits for all, but not for a vendor.

        Args:
            texts: of the best passages.
            token: to call it off.

        Raises:
            Cancelled: by the token.
        """
        reranker, soon = self._reranker, min(self._spare, SENTENCES) if self._typing else None
        if reranker.remote or self._against is None:
            return np.full(len(texts), np.nan, np.float32)
        late = soon is not None and soon <= 0
        wanted, more = ((), texts) if late else (texts, ())
        try:
            passages = reranker.passages
            vectors = passages.of(
                wanted, token, reranker.budget, soon=soon, latest=soon or 0.0, more=more
            )
        except ModelError:
            return np.full(len(texts), np.nan, np.float32)
        return self._compared(vectors)

    def _compared(self, vectors: Sequence[FloatVector | None]) -> Floats:
        here = np.array([vector is not None for vector in vectors], np.bool_)
        found = np.full(len(vectors), np.nan, np.float32)
        made = [vector for vector in vectors if vector is not None]
        if made and self._against is not None:
            cosines = np.stack(made) @ self._against.T
            found[here] = self._reranker.calibrated(cosines.max(axis=1))
        elif made:
            found[here] = 0.0
        return found

    def _embed(self) -> None:
        assert self._vector is not None
        try:
            vectors = self._reranker.query_vectors(self._queries, Token(), typing=False)
            self._vector.set_result(vectors)
        except Exception as error:  # noqa: BLE001 - raised again where the result is taken
            self._vector.set_exception(error)


def made_by(entry: ModelEntry) -> str:
    """Return what tells vectors of passages apart: the model, and all that its vectors depend on.

    Not the query's prompt: what is kept are passages.
    """
    parts = (
        entry.family,
        entry.tokens,
        entry.dim,
        entry.pooling,
        entry.document_prompt,
        entry.revision,
        entry.model,
        entry.base_url,
        [file.sha256 for file in entry.files],
    )
    digest = hashlib.blake2b(msgspec.msgpack.encode(parts), digest_size=8).hexdigest()
    return f"{entry.id}@{digest}"
