"""How near each word of a query has a counterpart in a passage: late interaction.

One vector per passage says what it is about on average; this asks for each token of the query how
near the nearest token of the passage is, and sums them by the weight of the query's words (Khattab
& Zaharia 2020, "ColBERT", arXiv:2004.12832, the sum of maximal similarities), over the static
model's own token vectors. By itself it orders worse than BM25; beside it, it finds what is said in
other words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.models.encoder import EncodedTexts
    from engine.models.static import StaticTable
    from engine.search.fusion import Floats

_HEAVIEST = 32
"""Tokens of a query that are looked for: those of a long text beyond them say little and cost."""
_BLOCK = 1_000
"""Passages at a time: each of their tokens takes 128 bytes."""


def word_by_word(
    table: StaticTable, words: Sequence[str], weights: Floats, encoded: EncodedTexts
) -> Floats:
    """Return how near the query's words are to each passage's, shape (n,), 0 to 1.

    NaN where the passage has no token that the model knows, or the query has none.

    Args:
        table: the model that the passages were encoded with.
        words: the query's.
        weights: (words,), what each says, 0 and up.
        encoded: the n passages.
    """
    tokens, shares = _asked(table, words, weights)
    near = np.full(len(encoded.lengths), np.nan, np.float32)
    if not len(tokens) or not len(encoded.tokens):
        return near
    present = np.zeros(len(table.vectors), np.bool_)
    present[encoded.tokens] = True
    rows = np.cumsum(present) - 1
    near_tokens = table.directions[present] @ table.directions[tokens].T
    some = np.diff(encoded.token_indptr) > 0
    for first in range(0, len(some), _BLOCK):
        held = first + np.flatnonzero(some[first : first + _BLOCK])
        if len(held):
            begin, end = encoded.token_indptr[held[0]], encoded.token_indptr[held[-1] + 1]
            of_all = near_tokens[rows[encoded.tokens[begin:end]]]
            best = np.maximum.reduceat(of_all, encoded.token_indptr[held] - begin, axis=0)
            near[held] = np.clip(best, 0, 1) @ shares
    return near


def _asked(table: StaticTable, words: Sequence[str], weights: Floats) -> tuple[list[int], Floats]:
    """Return the query's tokens that have a vector, and what each weighs, together 1."""
    heaviest: list[int] = np.argsort(-weights, kind="stable")[:_HEAVIEST].tolist()
    chosen = [place for place in heaviest if weights[place] > 0]
    shares: dict[int, float] = {}
    for place, tokens in zip(chosen, table.token_ids([words[p] for p in chosen]), strict=True):
        for token in tokens:  # a word in pieces weighs no more than a whole one
            share = float(weights[place]) / len(tokens)
            shares[token] = max(shares.get(token, 0.0), share)
    known = [token for token in shares if table.vectors[token].any()][:_HEAVIEST]
    found = np.array([shares[token] for token in known], np.float32)
    return known, found / found.sum() if len(found) else found
