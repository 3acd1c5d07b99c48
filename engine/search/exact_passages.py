"""The passages with a name such as "§ 9", which no term tells from others with a 9."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from engine.search.phrases import comparable

if TYPE_CHECKING:
    from engine.host.cancellation import Token
    from engine.search.question import Question
    from engine.store.catalogue_reading import CatalogueReader
    from engine.store.catalogue_rows import PassageRow
    from engine.store.filters import Filter
    from engine.store.vectors import VectorStore

_FIRST, _GROWTH, _MOST = 100, 4, 6_400
"""Passages with the number that are read for what stands before it: so many, then ever more."""


class Wished(Protocol):
    """What may be found; see `engine.search.candidates.Scope`."""

    @property
    def where(self) -> Filter | None:
        """Which passages may be looked at."""
        ...

    @property
    def wanted(self) -> int:
        """How many are enough."""
        ...

    def admits(self, text: str) -> bool:
        """Whether a text has what else it must have."""
        ...


def named_exactly(
    catalogue: CatalogueReader,
    store: VectorStore,
    question: Question,
    scope: Wished,
    token: Token,
) -> dict[int, PassageRow]:
    """Return passages with the names of a question by their keys, as many as are wanted.

    Args:
        catalogue: the library's.
        store: the library's.
        question: with names.
        scope: where they are, what else they must have, how many are enough.
        token: ends it.

    Raises:
        Cancelled: by the token.
        StoreError: the store failed.
    """
    found: dict[int, PassageRow] = {}
    for name in question.exact:
        places = np.searchsorted(question.terms, np.array(name.finds, np.uint32))
        seen: set[int] = set()
        limit = _FIRST if name.finds else _MOST + 1
        while limit <= _MOST and len(found) < scope.wanted:
            token.check()
            hits = store.search_sparse(
                question.terms[places], question.weights[places], limit, scope.where
            )
            fresh = [hit.pk for hit in hits if hit.pk not in seen]
            seen.update(fresh)
            found |= {
                key: passage
                for key, passage in catalogue.passages(fresh).items()
                if name.stands_in(comparable(passage.text)) and scope.admits(passage.text)
            }
            limit = limit * _GROWTH if len(hits) >= limit else _MOST + 1
    return found
