"""The passages of a library in the order in which their vectors are likely to be asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from engine.host.cancellation import Token
from engine.protocol.errors import Cancelled

if TYPE_CHECKING:
    from engine.search.rerank import VectorReranker
    from engine.search.searcher import Searcher
    from engine.store.catalogue_reading import CatalogueReader

AGAIN = 30
"""Passages of a former search: as many as are reranked."""
BEGINNINGS = 8
"""Passages of a recent file that come before others' later ones: most questions are answered near
the beginning, and lists of what is new show it."""
RECENT = 500
"""Files whose beginnings come first."""
_CHUNK = 256
"""Passages that are looked for in the cache at once: some 5 ms."""


class Wishes(Protocol):
    """What a person cares about."""

    @property
    def queries(self) -> Sequence[str]:
        """Former searches, the likeliest first."""
        ...

    @property
    def paths(self) -> Sequence[str]:
        """Files that were looked at or shown, the latest first."""
        ...


class Likely:
    """One library's plan: what is kept of it already, and what is to be made. For one thread."""

    def __init__(
        self, searcher: Searcher, catalogue: CatalogueReader, reranker: VectorReranker
    ) -> None:
        """Plan nothing yet.

        Args:
            searcher: asks former searches again.
            catalogue: the library's.
            reranker: its model of this machine.
        """
        self.ready = 0
        """Passages whose vectors are kept, as far as they were counted."""
        self.most = 0
        """Passages that may be kept, as far as they were counted."""
        self.token = Token()
        """Calls off a former search under way: of the turn that it is."""
        self._searcher = searcher
        self._catalogue = catalogue
        self._reranker = reranker
        self._room = reranker.passages.room
        self._unready: list[str] = []

    def steps(self, wishes: Wishes) -> Iterator[list[str]]:
        """Yield texts that have no vector yet, the likeliest first; often none, after a few ms.

        What is yielded is to be made before the next step: it counts as ready then.

        Raises:
            StoreError: the index failed.
        """
        files = sorted(self._catalogue.sizes(), key=lambda file: (-file[2], file[0]))
        paths = [file[0] for file in files]
        for _ in self._count(paths):
            yield []
        for query in wishes.queries:
            yield from self._asked_again(query)
        for path in wishes.paths:
            yield self._unkept(self._texts(path))
        recent = set(paths[:RECENT])
        for path in self._unready:
            if path in recent:
                yield self._unkept(self._texts(path)[:BEGINNINGS])
        for path in self._unready:
            texts = self._texts(path)
            for start in range(0, len(texts), _CHUNK):
                if self.ready >= self.most:
                    return
                yield self._unkept(texts[start : start + _CHUNK])

    def _count(self, paths: Sequence[str]) -> Iterator[None]:
        """Count what is kept and what may be, and take note of the files that are not whole."""
        for path in paths:
            texts = self._texts(path)[: self._room - self.most]
            self.most += len(texts)
            lacking = len(self._reranker.passages.unkept(texts))
            self.ready += max(0, len(texts) - lacking)
            if lacking:
                self._unready.append(path)
            if self.most >= self._room:
                return
            yield

    def _asked_again(self, query: str) -> Iterator[list[str]]:
        """Ask anew in the next turn where it is called off: an error would end all steps."""
        knows = self._reranker.knows
        while True:
            try:
                found = self._searcher.search(query, limit=AGAIN, rerank=False, token=self.token)
            except Cancelled:
                yield []
                continue
            yield self._unkept([hit.text for hit in found.hits if knows(hit.language)])
            return

    def _texts(self, path: str) -> list[str]:
        """A file's passages in a language that the model knows; none where the file is gone."""
        ids = self._catalogue.ids_at([path])
        passages = self._catalogue.passages_of(ids[0]) if ids else []
        return [passage.text for passage in passages if self._reranker.knows(passage.lang)]

    def _unkept(self, texts: Sequence[str]) -> list[str]:
        lacking = self._reranker.passages.unkept(texts)
        self.ready = min(self.most, self.ready + len(lacking))
        return lacking
