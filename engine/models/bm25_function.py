"""BM25 in the shape of Milvus' `BM25EmbeddingFunction`, and able to grow and shrink.

Differences to that function: texts can be added and removed, a term keeps its dimension for ever
and new ones come behind, so that vectors made before stay right; the inverse document frequency is
never negative; no model data are downloaded. (The index itself needs no vocabulary: it uses the
hashed term ids of `engine.models.terms` as dimensions, see `engine.models.bm25`.)
Source of the shape: https://milvus.io/docs/embed-with-bm25.md
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
from scipy.sparse import csr_array

from engine.models.bm25 import K1, B, analyse_query, saturate
from engine.models.encoder import EncodedTexts, TextEncoder
from engine.models.terms import TOKENIZER_VERSION
from engine.protocol.errors import ModelError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    SparseRows = csr_array[np.float32, tuple[int, int]]


class BM25FileError(ModelError):
    """A saved BM25 model is damaged or was made by another tokeniser."""

    code = "bm25-file"
    hint = "Fit it again."


class BM25:
    """Document frequencies of a corpus, and the vectors that follow from them.

    Args:
        language: ISO 639-1 of all texts and queries; "" for unknown.
        k1: how slowly repetition saturates.
        b: how much long texts are held back.
    """

    def __init__(self, language: str = "", *, k1: float = K1, b: float = B) -> None:
        self.language, self.k1, self.b = language, k1, b
        self._encoder = TextEncoder(None)
        self._clear()

    def _clear(self) -> None:
        self.total, self.words = 0, 0
        self._columns: dict[int, int] = {}  # term id -> dimension
        self._frequencies: Counter[int] = Counter()

    @property
    def dim(self) -> int:
        """Dimensions of a vector: the terms ever seen."""
        return len(self._columns)

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
        terms = cast("list[int]", encoded.terms.tolist())
        self._frequencies.update(terms)
        for term in terms:
            self._columns.setdefault(term, len(self._columns))

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
        """Write what was learned as JSON."""
        state = {
            "tokenizer": TOKENIZER_VERSION,
            "language": self.language,
            "k1": self.k1,
            "b": self.b,
            "total": self.total,
            "words": self.words,
            "frequencies": [[term, self._frequencies[term]] for term in self._columns],
        }
        Path(path).write_text(json.dumps(state), encoding="utf-8")

    def load(self, path: Path | str) -> None:
        """Replace what was learned by what was saved.

        Raises:
            BM25FileError: the file is damaged or made by another version of the tokeniser.
        """
        try:
            state = json.loads(Path(path).read_text(encoding="utf-8"))
            if state["tokenizer"] != TOKENIZER_VERSION:
                raise BM25FileError("another tokenizer version", path=str(path))
            frequencies = Counter({int(term): int(count) for term, count in state["frequencies"]})
            language, k1, b = str(state["language"]), float(state["k1"]), float(state["b"])
            total, words = int(state["total"]), int(state["words"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise BM25FileError(str(error), path=str(path)) from error
        self.language, self.k1, self.b = language, k1, b
        self.total, self.words, self._frequencies = total, words, frequencies
        self._columns = {term: column for column, term in enumerate(frequencies)}

    def _encode(self, texts: Sequence[str]) -> EncodedTexts:
        return self._encoder.encode(texts, [self.language] * len(texts))

    def _rows(
        self,
        values: NDArray[np.float32],
        terms: NDArray[np.uint32],
        indptr: NDArray[np.int64],
    ) -> SparseRows:
        columns = np.array([self._columns.get(term, -1) for term in terms.tolist()], np.int64)
        known = columns >= 0
        kept = np.concatenate([[0], np.cumsum(known)])[indptr]
        shape = (len(indptr) - 1, self.dim)
        rows = csr_array((values[known], columns[known], kept), shape=shape)
        rows.sort_indices()
        return cast("SparseRows", rows)
