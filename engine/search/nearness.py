"""How near passages are to a question by their stored vectors: dense, learned sparse, or both.

Where a model makes both, their cosines are mixed as 1 to .3, which its authors use for dense and
sparse together on MIRACL (Chen et al. 2024, "M3-Embedding", arXiv:2402.03216, s = w1 * s_dense +
w2 * s_lex), and divided by 1.3, so that a text is at 1 from itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from engine.models.vectors import Floats, SparseVector
    from engine.search.question import Question
    from engine.store.rows import SparseRow
    from engine.store.vectors import VectorStore

DENSE_WEIGHT = 1.0
LEARNED_WEIGHT = 0.3


def nearness(question: Question, store: VectorStore, keys: Sequence[int]) -> Floats:
    """Return how near passages are, shape (n,), up to 1: 0 for what has nothing to do with it.

    A question with one kind of vector is answered by that one alone. A passage without vectors,
    or that the store has not got any more, counts as unrelated.

    Args:
        question: whose vectors are of length 1, as those in the store are.
        store: holds the passages' vectors.
        keys: the passages'.

    Raises:
        StoreError: the store failed.
    """
    cosines: list[Floats] = []
    weights: list[float] = []
    # Texts that have nothing in common still point in some common direction, but share no words:
    # of two kinds only the dense cosine begins above 0.
    begins = [question.model.unrelated if question.model else 0.0, 0.0]
    if question.dense is not None:
        cosines.append(_dense(question.dense, keys, store.dense_of(keys)))
        weights.append(DENSE_WEIGHT)
    if question.learned is not None:
        cosines.append(_learned(question.learned, keys, store.learned_of(keys)))
        weights.append(LEARNED_WEIGHT)
    if not cosines:
        return np.zeros(len(keys), np.float32)
    shares = np.array(weights) / sum(weights)
    nothing = float(shares @ begins[: len(weights)])
    both = np.stack(cosines)
    near = (shares @ np.nan_to_num(both) - nothing) / (1 - nothing)
    return np.where(np.isnan(both).all(axis=0), 0, near).astype(np.float32)


def _dense(query: Floats, keys: Sequence[int], stored: Mapping[int, Floats]) -> Floats:
    """Cosines, shape (n,); NaN where there is no vector."""
    found = np.full(len(keys), np.nan, np.float32)
    for place, key in enumerate(keys):
        vector = stored.get(key)
        if vector is not None and vector.any():
            found[place] = vector @ query
    return found


def _learned(query: SparseVector, keys: Sequence[int], stored: Mapping[int, SparseRow]) -> Floats:
    """The same of learned sparse vectors."""
    found = np.full(len(keys), np.nan, np.float32)
    for place, key in enumerate(keys):
        row = stored.get(key)
        if row is not None and len(row.indices):
            at = np.minimum(np.searchsorted(query.indices, row.indices), len(query.indices) - 1)
            shared = query.indices[at] == row.indices
            found[place] = query.values[at[shared]] @ row.values[shared]
    return found
