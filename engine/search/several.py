"""A reranker that compares with several texts, where one is too long to be seen at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.search.rerank import VectorReranker

if TYPE_CHECKING:
    from engine.search.rerank import Asked, Reranker


class Several:
    """Compares passages with each of some texts; the nearest counts."""

    def __init__(self, reranker: Reranker, texts: Sequence[str], *, remote: bool) -> None:
        """Compare with some texts, or with the first alone where each costs much.

        Passages' vectors are made once for all of them. A model that looks at pairs, or a
        vendor's, would do everything again for each.

        Args:
            reranker: compares.
            texts: the weightiest first.
            remote: whether it is a vendor's.
        """
        self._reranker = reranker
        cheap = isinstance(reranker, VectorReranker) and not remote
        self._texts = texts if cheap else texts[:1]

    @property
    def id(self) -> str:
        """The model's."""
        return self._reranker.id

    def knows(self, language: str) -> bool:
        """Whether its similarities mean something in a language (ISO 639-1 or empty)."""
        return self._reranker.knows(language)

    def begin(self, query: str, *, typing: bool = False) -> Asked:
        """Have it see the texts, which stand for the query, in the time of one."""
        del query
        if len(self._texts) > 1 and isinstance(self._reranker, VectorReranker):
            return self._reranker.begin_any(self._texts, typing=typing)
        return self._reranker.begin(self._texts[0], typing=typing)
