"""Both vectors of many passages in one pass: a static model's dense one and BM25's term counts.

The distinct words are analysed once per process (`engine.models.words`); a batch is then gathered
from two ragged tables, of tokens and of terms. The dense vectors are one sparse x dense product
over the tokens, the sparse ones a sort of (passage, term) pairs.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, cast

import numpy as np
from scipy.sparse import csr_array

from engine.models.static import FloatMatrix, StaticTable, unit_rows
from engine.models.terms import document_terms, normalise, term_id
from engine.models.words import NewWord, Ragged, Rows, WordKey, WordNumbers, split_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.models.spellings import Spellings

WORDS_KEPT = 150_000
"""Distinct words after which the table starts afresh: 50 MB with their tokens and terms."""

_BATCH = 256  # passages gathered at once: the temporary arrays stay in the cache
_VALUES_KEPT = 4_000_000  # tokens and terms: words without end (base64, unspaced scripts) fill this


@dataclass(frozen=True, slots=True)
class EncodedTexts:
    """Vectors of n passages.

    Attributes:
        dense: float32 (n, dim), rows of length 1, or zero where nothing is known; dim 0 without a
            model.
        indptr: int64 (n + 1); passage i has the terms [indptr[i], indptr[i + 1]).
        terms: uint32, ascending within a passage, each in [1, 2^32 - 2].
        counts: uint16, how often the term occurs, at most 65,535.
        lengths: int32 (n), the passage's length in words, for BM25.
        tokens: int32, rows of the static model's table; none where there is no model, or it does
            not know the passage's language.
        token_indptr: int64 (n + 1); passage i has the tokens [token_indptr[i],
            token_indptr[i + 1]).
    """

    dense: FloatMatrix
    indptr: NDArray[np.int64]
    terms: NDArray[np.uint32]
    counts: NDArray[np.uint16]
    lengths: NDArray[np.int32]
    tokens: NDArray[np.int32]
    token_indptr: NDArray[np.int64]


class TextEncoder:
    """Turns passages into vectors; thread-safe, one batch at a time.

    Args:
        static: the model of the dense vectors; None for BM25 alone.
        words_kept: distinct words after which the table of words starts afresh.
        names: is told each term's spelling by its id, where somebody wants to know.
        spellings: is told the words as they are written, where somebody wants to know.
    """

    def __init__(
        self,
        static: StaticTable | None,
        *,
        words_kept: int = WORDS_KEPT,
        names: dict[int, str] | None = None,
        spellings: Spellings | None = None,
    ) -> None:
        self._static = static
        self._spellings = spellings
        self._names = names
        self._words_kept = words_kept
        self._lock = threading.Lock()
        self._forget()

    @property
    def static(self) -> StaticTable | None:
        """The model of the dense vectors."""
        return self._static

    @property
    def dim(self) -> int:
        """Components of a dense vector; 0 without a model."""
        return self._static.dim if self._static else 0

    def has_whole(self, word: str) -> bool:
        """Whether the model has a vector for a word as it is, and does not spell it out."""
        return self._static is not None and len(self._static.token_ids([word])[0]) == 1

    def encode(
        self,
        texts: Sequence[str],
        languages: Sequence[str] = (),
        *,
        dense_for: Sequence[bool] | NDArray[np.bool_] | None = None,
    ) -> EncodedTexts:
        """Encode passages.

        Args:
            texts: the passages.
            languages: ISO 639-1 of each, "" where unknown; decides the stems. Empty: all unknown.
            dense_for: which passages get a dense vector, the others' rows are zero and cost
                nothing. None: all. The caller leaves out languages that the model does not know.

        Returns:
            Everything in the order of `texts`.

        Raises:
            ValueError: `languages` or `dense_for` has not one entry per text.
        """
        spoken = languages or [""] * len(texts)
        wanted = [True] * len(texts) if dense_for is None else [bool(one) for one in dense_for]
        if not len(texts) == len(spoken) == len(wanted):
            raise ValueError("languages and dense_for need one entry per text")
        keys = [WordKey(*key) for key in zip(spoken, wanted, strict=True)]
        with self._lock:
            parts = [
                self._encode_batch(texts[i : i + _BATCH], keys[i : i + _BATCH])
                for i in range(0, len(texts), _BATCH)
            ]
        return _joined(parts, self.dim)

    def forget(self) -> None:
        """Analyse all words anew: `spellings` is told of them again."""
        with self._lock:
            self._forget()

    def _forget(self) -> None:
        self._numbers = WordNumbers()
        self._tokens, self._terms = Ragged(np.int32), Ragged(np.uint32)
        self._lengths = np.zeros(0, np.int32)

    def _encode_batch(self, texts: Sequence[str], keys: Sequence[WordKey]) -> EncodedTexts:
        if len(self._numbers) > self._words_kept or self._values() > _VALUES_KEPT:
            self._forget()
        rows, owners = self._rows(texts, keys)
        indptr, terms, counts = self._sparse(rows, owners, len(texts))
        lengths = np.bincount(owners, self._lengths[rows], len(texts)).astype(np.int32)
        starts, tokens = self._tokens_of(texts, keys, rows, owners)
        dense = self._dense(starts, tokens)
        return EncodedTexts(dense, indptr, terms, counts, lengths, tokens, starts)

    def _values(self) -> int:
        return self._tokens.size + self._terms.size

    def _rows(self, texts: Sequence[str], keys: Sequence[WordKey]) -> tuple[Rows, Rows]:
        """Return the row of every word of every text, and the text that it stands in."""
        found = [
            self._numbers.rows(split_words(text), key)
            for text, key in zip(texts, keys, strict=True)
        ]
        sizes = np.fromiter(map(len, found), np.int64, len(found))
        rows = np.fromiter(chain.from_iterable(found), np.int64, int(sizes.sum()))
        self._learn()
        return rows, np.repeat(np.arange(len(texts)), sizes)

    def _learn(self) -> None:
        new = self._numbers.new
        if not new:
            return
        self._tokens.extend(self._token_rows(new))
        normal = [normalise(one.word) for one in new]
        if self._spellings is not None:
            self._spellings.learn(normal)
        analysed = [
            document_terms(text, one.key.language) for text, one in zip(normal, new, strict=True)
        ]
        numbered = [list(map(term_id, terms)) for terms, _ in analysed]
        self._terms.extend(numbered)
        if self._names is not None:
            for ids, (terms, _) in zip(numbered, analysed, strict=True):
                self._names.update(zip(ids, terms, strict=True))
        lengths = np.array([length for _, length in analysed], np.int32)
        self._lengths = np.concatenate([self._lengths, lengths])
        self._numbers.settle()

    def _token_rows(self, new: Sequence[NewWord]) -> list[list[int]]:
        rows: list[list[int]] = [[] for _ in new]
        if self._static:
            places = [place for place, one in enumerate(new) if one.key.dense]
            found = self._static.token_ids([new[place].word for place in places])
            for place, tokens in zip(places, found, strict=True):
                rows[place] = tokens
        return rows

    def _tokens_of(
        self, texts: Sequence[str], keys: Sequence[WordKey], rows: Rows, owners: Rows
    ) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """Return the tokens of each text, up to the model's limits, and where each one's begin."""
        if not self._static:
            return np.zeros(len(texts) + 1, np.int64), np.zeros(0, np.int32)
        limit = self._static.max_characters
        if limit is not None and any(len(text) > limit for text in texts):
            rows, owners = self._rows([text[:limit] for text in texts], keys)
        tokens, per_word = self._tokens.take(rows)
        sizes = np.bincount(owners, per_word, len(texts)).astype(np.int64)
        indptr = np.concatenate([[0], np.cumsum(sizes)])
        kept = self._static.max_tokens
        if kept is not None and sizes.max(initial=0) > kept:
            places = np.arange(len(tokens)) - np.repeat(indptr[:-1], sizes)
            tokens = tokens[places < kept]
            indptr = np.concatenate([[0], np.cumsum(np.minimum(sizes, kept))])
        return indptr, tokens

    def _dense(self, indptr: NDArray[np.int64], tokens: NDArray[np.int32]) -> FloatMatrix:
        """Sum the vectors of each text's tokens."""
        if not self._static:
            return np.zeros((len(indptr) - 1, 0), np.float32)
        ones = np.ones(len(tokens), np.float32)
        shape = (len(indptr) - 1, len(self._static.vectors))
        counts = csr_array((ones, tokens, indptr), shape=shape)
        return unit_rows(cast("FloatMatrix", counts @ self._static.vectors))

    def _sparse(
        self, rows: Rows, owners: Rows, size: int
    ) -> tuple[NDArray[np.int64], NDArray[np.uint32], NDArray[np.uint16]]:
        """Count each text's terms: sort (text, term) pairs packed into 64 bits."""
        terms, per_word = self._terms.take(rows)
        pairs = (np.repeat(owners, per_word).astype(np.uint64) << np.uint64(32)) | terms
        distinct, counts = np.unique(pairs, return_counts=True)
        per_text = np.bincount((distinct >> np.uint64(32)).astype(np.int64), minlength=size)
        indptr = np.concatenate([[0], np.cumsum(per_text)]).astype(np.int64)
        limited = np.minimum(counts, np.iinfo(np.uint16).max).astype(np.uint16)
        return indptr, distinct.astype(np.uint32), limited


def _joined(parts: Sequence[EncodedTexts], dim: int) -> EncodedTexts:
    if len(parts) == 1:
        return parts[0]
    none = np.zeros(0, np.int32)
    return EncodedTexts(
        dense=np.concatenate([np.zeros((0, dim), np.float32), *(part.dense for part in parts)]),
        indptr=_starts([part.indptr for part in parts]),
        terms=np.concatenate([np.zeros(0, np.uint32), *(part.terms for part in parts)]),
        counts=np.concatenate([np.zeros(0, np.uint16), *(part.counts for part in parts)]),
        lengths=np.concatenate([none, *(part.lengths for part in parts)]),
        tokens=np.concatenate([none, *(part.tokens for part in parts)]),
        token_indptr=_starts([part.token_indptr for part in parts]),
    )


def _starts(parts: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    """Join the places where the texts of each batch begin."""
    ends = np.cumsum([0, *(part[-1] for part in parts)])
    moved = [part[1:] + end for part, end in zip(parts, ends, strict=False)]
    return np.concatenate([np.zeros(1, np.int64), *moved])
