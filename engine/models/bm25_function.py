"""BM25 in the shape of Milvus' `BM25EmbeddingFunction`, and able to grow and shrink.

Differences to that function: texts can be added and removed, a term keeps its dimension for ever
and new ones come behind, so that vectors made before stay right; the inverse document frequency is
never negative; no model data are downloaded. What was learned is saved in that function's own file,
so that either reads the other's. (The index itself needs no vocabulary: it uses the
hashed term ids of `engine.models.terms` as dimensions, see `engine.models.bm25`.)
Source of the shape: https://milvus.io/docs/embed-with-bm25.md
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
from scipy.sparse import csr_array

from engine.models.bm25 import K1, B, analyse_query, saturate
from engine.models.bm25_file import SavedBM25, read_bm25, write_bm25
from engine.models.encoder import EncodedTexts, TextEncoder
from engine.models.terms import normalise, term_id
from engine.models.terms_stem import fold

if TYPE_CHECKING:
    from numpy.typing import NDArray

    SparseRows = csr_array[np.float32, tuple[int, int]]


class BM25:
    """Document frequencies of a corpus, and the vectors that follow from them.

    Args:
        language: ISO 639-1 of all texts and queries; "" for unknown.
        k1: how slowly repetition saturates.
        b: how much long texts are held back.
    """

    def __init__(self, language: str = "", *, k1: float = K1, b: float = B) -> None:
        self.language, self.k1, self.b = language, k1, b
        self._spelling: dict[int, str] = {}
        self._encoder = TextEncoder(None, names=self._spelling)
        self._clear()

    def _clear(self) -> None:
        self.total, self.words = 0, 0
        self._columns: dict[int, int] = {}  # term id -> dimension
        self._names: list[str] = []  # by dimension
        self._frequencies: Counter[int] = Counter()

    @property
    def dim(self) -> int:
        """Dimensions of a vector: the terms ever seen."""
        return len(self._names)

    @property
    def mean(self) -> float:
        """Mean length of a text in words."""
        return self.words / self.total if self.total else 0.0

    def fit(self, corpus: Sequence[str]) -> None:
        """Learn a corpus, forgetting what was learned before."""
        self._clear()
        self.add(corpus)

    def add(self, texts: Sequence[str]) -> None:
        """Count these texts in."""
        encoded = self._encode(texts)
        self.total += len(texts)
        self.words += int(encoded.lengths.sum())
        terms, counts = np.unique(encoded.terms, return_counts=True)
        for term, count in zip(terms.tolist(), counts.tolist(), strict=True):
            self._frequencies[term] += count
            if term not in self._columns:
                self._columns[term] = len(self._names)
                self._names.append(self._spelling[term])

    def remove(self, texts: Sequence[str]) -> None:
        """Count these texts, added before, out again."""
        encoded = self._encode(texts)
        self.total -= len(texts)
        self.words -= int(encoded.lengths.sum())
        self._frequencies.subtract(cast("list[int]", encoded.terms.tolist()))

    def encode_documents(self, documents: Sequence[str]) -> SparseRows:
        """Return saturated counts of known terms, shape (len(documents), dim), float32, > 0."""
        encoded = self._encode(documents)
        lengths = np.repeat(encoded.lengths, np.diff(encoded.indptr))
        values = saturate(encoded.counts, lengths, self.mean, k1=self.k1, b=self.b)
        return self._rows(values, encoded.terms, encoded.indptr)

    def encode_queries(self, queries: Sequence[str]) -> SparseRows:
        """Return weights, shape (len(queries), dim), float32, > 0; unknown terms are left out."""
        languages = (self.language,) if self.language else ()
        vectors = [
            analyse_query(query, languages).weigh(lambda _: self._frequencies, self.total)
            for query in queries
        ]
        indptr = np.cumsum([0, *(len(vector.indices) for vector in vectors)]).astype(np.int64)
        terms = np.concatenate([np.zeros(0, np.uint32), *(v.indices for v in vectors)])
        values = np.concatenate([np.zeros(0, np.float32), *(v.values for v in vectors)])
        return self._rows(values, terms, indptr)

    def save(self, path: Path | str) -> None:
        """Write what was learned as JSON, see `engine.models.bm25_file`."""
        frequencies = [self._frequencies[term] for term in self._terms()]
        kept = SavedBM25(
            self.language, self.k1, self.b, self.total, self.words, self._names, frequencies
        )
        write_bm25(kept, Path(path))

    def load(self, path: Path | str) -> None:
        """Replace what was learned by what was saved, by us or by pymilvus.

        Raises:
            BM25FileError: the file is damaged or made by another version of the tokeniser.
        """
        saved = read_bm25(Path(path))
        self.language, self.k1, self.b = saved.language, saved.k1, saved.b
        self.total, self.words, self._names = saved.total, saved.words, list(saved.names)
        self._columns, self._frequencies = {}, Counter()
        for column, (name, count) in enumerate(zip(saved.names, saved.frequencies, strict=True)):
            term = term_id(fold(normalise(name)))
            if term not in self._columns:  # theirs may have two words that are one to us
                self._columns[term] = column
                self._frequencies[term] = count

    def _terms(self) -> list[int]:
        """Return the terms by dimension."""
        return [term_id(fold(normalise(name))) for name in self._names]

    def _encode(self, texts: Sequence[str]) -> EncodedTexts:
        return self._encoder.encode(texts, [self.language] * len(texts))

    def _rows(
        self,
        values: NDArray[np.float32],
        terms: NDArray[np.uint32],
        indptr: NDArray[np.int64],
    ) -> SparseRows:
        distinct, places = np.unique(terms, return_inverse=True)
        looked_up = [self._columns.get(term, -1) for term in distinct.tolist()]
        columns = np.array(looked_up, np.int64)[places]
        known = columns >= 0
        kept = np.concatenate([[0], np.cumsum(known)])[indptr]
        shape = (len(indptr) - 1, self.dim)
        rows = csr_array((values[known], columns[known], kept), shape=shape)
        rows.sort_indices()
        return cast("SparseRows", rows)
