"""Queries as vectors of a model that runs in the embedder's process, or at a vendor's."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.host.cancellation import Token
from engine.models.vectors import SparseVector
from engine.protocol.errors import ModelError
from engine.search.recent import Recent

if TYPE_CHECKING:
    from engine.models.vectors import Floats, Meanings
    from engine.search.sources import TextSource

_log = logging.getLogger(__name__)

BUDGET = 4.0
"""Seconds for one query, after which words alone are searched. Some 10 ms are usual; the worker's
start takes one to two seconds."""
_QUICK = 0.2
"""Seconds within which the first order waits for the query's vector."""
_KEPT = 200
"""Queries whose vectors are held: typing back and paging repeat them."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What a query means to a model; nothing where it says nothing to it."""

    dense: Floats | None = None
    """(dim,), length 1."""
    learned: SparseVector | None = None


class QueryVectors:
    """Embeds queries by one model. Thread-safe."""

    def __init__(self, source: TextSource, *, budget: float = BUDGET) -> None:
        """Embed nothing yet.

        Args:
            source: gives the vectors.
            budget: seconds for one query.
        """
        self._source = source
        self._budget = budget
        self._recent: Recent[str, Meant] = Recent(_KEPT)
        self._slow = source.pause > 0

    @property
    def remote(self) -> bool:
        """Whether another program gets the queries: a vendor's, wherever it runs."""
        return self._source.remote

    @property
    def slow(self) -> bool:
        """Whether no first order should wait for it: a vendor always, others if they were slow."""
        return self._slow

    def known(self, text: str) -> Meant | None:
        """Return what is held of a query; None where it has to be asked for."""
        return self._recent.get(text)

    def ask(
        self,
        text: str,
        token: Token | None = None,
        *,
        typing: bool = False,
        budget: float | None = None,
    ) -> Meant:
        """Return what a query means.

        Args:
            text: the query.
            token: ends the waiting.
            typing: whether it may go on: a slow model is asked only after a pause.
            budget: seconds to wait, if not as long as usual.

        Raises:
            ModelError: it cannot be had, or not in time.
            Cancelled: by the token.
        """
        token = token or Token()
        if typing and self._source.pause and self.known(text) is None:
            self._source.check()
            token.wait(self._source.pause)
        token.check()
        known = self.known(text)
        if known is not None:
            return known
        began = time.monotonic()

        def keep(made: Meanings) -> None:
            self._recent.put(text, _meant(made))
            self._slow = self._source.remote or time.monotonic() - began > _QUICK

        made = self._source.encode([text], token, budget or self._budget, keep, queries=True)
        return _meant(made)

    def warm(self) -> None:
        """Have a model on this machine loaded, if it can be: the next query is answered sooner."""
        if not self._source.remote:
            try:
                self.ask("a")
            except ModelError as error:
                _log.warning("a model is not loaded in advance: %s", error.code)


def _meant(made: Meanings) -> Meant:
    """What was made of the one query."""
    dense = made.dense[0] if made.dense.size and made.dense[0].any() else None
    learned = None
    if made.learned is not None and made.learned.nnz:
        row = made.learned
        row.sort_indices()
        learned = SparseVector(row.indices.astype(np.uint32), row.data.astype(np.float32))
    return Meant(dense, learned)
