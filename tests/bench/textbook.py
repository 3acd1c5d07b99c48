"""BM25 as textbooks have it, over the passages and with the tokeniser of the program's own index.

What the program's own words leg has besides (small words weigh little, a word said twice counts
less than twice, compounds share with their parts, Korean endings weigh little) is what this one
lacks: every term that a query's words are stemmed to counts alike, once for each time it is said.
Source: Robertson & Zaragoza 2009, eq. 3.15; k1 1.5 and b .75, the program's own.
"""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from engine.models.bm25 import idf, saturate
from engine.models.encoder import TextEncoder
from engine.models.language import detect
from engine.models.terms import Kind, forms, normalise, segments, term_id
from engine.store.catalogue_reading import CatalogueReader

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

DEPTH = 100


class Textbook:
    """An index in memory of a library's passages."""

    def __init__(self, catalogue: Path) -> None:
        """Read a library's catalogue; nobody needs to have it open."""
        reader = CatalogueReader(catalogue)
        try:
            rows = reader.files_in()
            stored = [(row.path, passage) for row in rows for passage in reader.passages_of(row.id)]
        finally:
            reader.close()
        self._names = [PurePath(path).name for path, _ in stored]
        found = TextEncoder(None).encode([p.text for _, p in stored], [p.lang for _, p in stored])
        terms, columns = np.unique(found.terms, return_inverse=True)
        lengths = np.repeat(found.lengths, np.diff(found.indptr))
        weights = saturate(found.counts, lengths, float(found.lengths.mean()))
        shape = (len(stored), len(terms))
        self._passages: csr_array = csr_array((weights, columns, found.indptr), shape=shape)
        self._idf = idf(np.bincount(columns, minlength=len(terms)), len(stored))
        self._column = {int(term): place for place, term in enumerate(terms)}

    def ask(self, query: str) -> list[str]:
        """Return file names, best passage first, at most `DEPTH`."""
        asked = np.zeros(len(self._column))
        for term, often in Counter(_terms(query)).items():
            if (column := self._column.get(term)) is not None:
                asked[column] = often * self._idf[column]
        scores = np.asarray(self._passages @ asked, np.float64)
        order: list[int] = np.argsort(-scores, kind="stable").tolist()
        found = dict.fromkeys(self._names[place] for place in order if scores[place] > 0)
        return list(found)[:DEPTH]


def _terms(query: str) -> Iterator[int]:
    """The term of each word, stemmed; the parts of a compound; the pairs of a run."""
    language = detect(query) or "en"
    for segment in segments(normalise(query)):
        if segment.kind is Kind.RUN:
            yield from map(term_id, forms(segment, language))
        elif segment.kind is Kind.WORD:
            yield term_id(forms(segment, language)[-1])


def rankings(catalogue: Path, queries: Mapping[str, str]) -> dict[str, list[str]]:
    """Query id -> file names, best first."""
    index = Textbook(catalogue)
    return {key: index.ask(text) for key, text in queries.items()}
