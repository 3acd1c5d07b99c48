"""One vector per document: the topics of its words, and what a static model makes of them.

The words are counted as BM25 counts them, weighed by TF-IDF, and reduced by a truncated singular
value decomposition (latent semantic analysis; Deerwester et al. 1990): it needs no model and works
in every language. Where the static model knows the language, its mean vector is put beside that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

import numpy as np
from scipy.sparse import csr_array

from engine.models.language import small_words
from engine.models.language_words import FREQUENT
from engine.models.static import unit_rows
from engine.models.terms import document_terms, normalise, term_id

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.maps.source import MapDocument, MapPassage
    from engine.models.encoder import EncodedTexts, TextEncoder

TOPICS = 64
"""Components of the decomposition."""
DENSE_SHARE = 0.7
"""Length of the static model's part where the topics' has length 1, for many documents."""
_FEW = 80
"""Among so many documents it is half of 1 more: few words are said by two of them."""
_COMMON = 0.25
"""Terms in more than this share of the documents tell nothing about where one belongs."""
_SLACK = 5
_VOCABULARY = 50_000
_POWERS = 2
"""Rounds of the randomised decomposition (Halko, Martinsson and Tropp 2011, algorithm 4.4)."""
_SEED = 7


class Gathering:
    """Adds passages to their documents, a batch at a time."""

    def __init__(self, documents: Sequence[MapDocument], encoder: TextEncoder) -> None:
        self._rows = {document.file: row for row, document in enumerate(documents)}
        self._encoder = encoder
        self._dense = np.zeros((len(documents), encoder.dim), np.float32)
        self._keys: list[NDArray[np.uint64]] = []
        self._counts: list[NDArray[np.float32]] = []

    def add(self, passages: Sequence[MapPassage], knows: Callable[[str], bool]) -> None:
        """Count the words of passages; those of one document must come in one batch."""
        languages = [passage.language for passage in passages]
        encoded = self._encoder.encode(
            [passage.text for passage in passages],
            languages,
            dense_for=[knows(language) for language in languages],
        )
        owners = np.array([self._rows[passage.file] for passage in passages], np.int64)
        np.add.at(self._dense, owners, encoded.dense)
        keys, counts = _by_document(encoded, owners)
        self._keys.append(keys)
        self._counts.append(counts)

    def vectors(self) -> NDArray[np.float32]:
        """Return a unit vector per document; zero where it has nothing in common with others."""
        topics = _topics(self._counted())
        share = DENSE_SHARE + _FEW / (_FEW + len(self._rows))
        return unit_rows(np.hstack([topics, np.float32(share) * self.meanings()]))

    def meanings(self) -> NDArray[np.float32]:
        """Return the static model's part alone, of length 1; zero where it knows nothing."""
        return unit_rows(_centred(self._dense))

    def _counted(self) -> csr_array:
        keys = np.concatenate([np.zeros(0, np.uint64), *self._keys])
        counts = np.concatenate([np.zeros(0, np.float32), *self._counts])
        owners = (keys >> np.uint64(32)).astype(np.int32)
        terms, columns = np.unique(keys.astype(np.uint32), return_inverse=True)
        kept = np.flatnonzero(~np.isin(terms, _small_terms()))
        counted = csr_array((counts, (owners, columns)), shape=(len(self._rows), len(terms)))
        return cast("csr_array", counted.tocsc()[:, kept].tocsr())


def _by_document(
    encoded: EncodedTexts, owners: NDArray[np.int64]
) -> tuple[NDArray[np.uint64], NDArray[np.float32]]:
    """Return (document, term) packed into 64 bits, distinct, and how often it occurs."""
    rows = np.repeat(owners, np.diff(encoded.indptr)).astype(np.uint64)
    packed = (rows << np.uint64(32)) | encoded.terms
    keys, places = np.unique(packed, return_inverse=True)
    return keys, np.bincount(places, encoded.counts, len(keys)).astype(np.float32)


def _small_terms() -> NDArray[np.uint32]:
    """Return the terms of every language's small words."""
    return np.array(
        [
            term_id(term)
            for language in FREQUENT
            for word in small_words(language)
            for term in document_terms(normalise(word), language)[0]
        ],
        np.uint32,
    )


def _topics(counted: csr_array) -> NDArray[np.float32]:
    """Weigh by TF-IDF and reduce; unit rows of up to `TOPICS` components."""
    weighed = _weighed(counted)
    rank = min(TOPICS, *weighed.shape)
    if rank < 1:
        return np.zeros((weighed.shape[0], 0), np.float32)
    if weighed.shape[0] <= TOPICS:  # few documents: what they share, without losing any of it
        return unit_rows(_principal((weighed @ weighed.T).toarray().astype(np.float32)))
    return unit_rows(_decomposed(weighed, rank))


def _weighed(counted: csr_array) -> csr_array:
    documents = counted.shape[0]
    df = np.bincount(counted.indices, minlength=counted.shape[1])
    common = _COMMON * documents + _SLACK
    columns = np.flatnonzero((df >= 2) & (df <= common))
    if len(columns) > _VOCABULARY:
        columns = np.sort(columns[np.argsort(-df[columns], kind="stable")[:_VOCABULARY]])
    chosen = counted.tocsc()[:, columns].tocsr()
    idf = np.log(documents / df[columns]).astype(np.float32) + np.float32(0.1)
    chosen.data = ((1 + np.log(chosen.data)) * idf[chosen.indices]).astype(np.float32)
    lengths = np.sqrt(np.bincount(_rows_of(chosen), chosen.data**2, documents))
    chosen.data /= np.where(lengths > 0, lengths, 1).astype(np.float32)[_rows_of(chosen)]
    return chosen


def _rows_of(matrix: csr_array) -> NDArray[np.int64]:
    return np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))


def _principal(similarities: NDArray[np.float32]) -> NDArray[np.float32]:
    values, vectors = np.linalg.eigh(similarities)
    return (vectors * np.sqrt(np.maximum(values, 0))).astype(np.float32)


def _decomposed(weighed: csr_array, rank: int) -> NDArray[np.float32]:
    draw = np.random.default_rng(_SEED)
    width = min(rank + 10, *weighed.shape)
    turned = weighed.T.tocsr()
    basis = draw.standard_normal((weighed.shape[1], width), np.float32)
    for _ in range(_POWERS):
        basis = np.linalg.qr(turned @ np.linalg.qr(weighed @ basis)[0])[0]
    basis = np.linalg.qr(weighed @ basis)[0]
    left, values, _ = np.linalg.svd((turned @ basis).T, full_matrices=False)
    return ((basis @ left)[:, :rank] * values[:rank]).astype(np.float32)


def _centred(dense: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return unit rows without what all known documents have in common; unknown rows stay zero."""
    units = unit_rows(dense)
    known = np.any(units != 0, axis=1)
    if known.sum() > 2:
        units[known] -= units[known].mean(axis=0)
    return units
