"""How a passage's parts become one score, and scores an order. Arithmetic on arrays, nothing else.

The weights come from measurements on judged sets (tests/bench): BM25 over the query's best and the
raw cosine, because both keep their distances, which ranks (RRF) and per-query stretching (min-max)
throw away; with a weak dense model those lose to BM25 alone on eight sets of nine.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]

DENSE_WEIGHT = 0.3
"""Of the static model's cosine in the first order; .2 to .4 measured within .004 nDCG@10."""
RERANK_WEIGHT = 0.7
"""Of the transformer's cosine in the refined order; BM25 keeps the rest: blended, not replaced."""
RERANKED = 30
"""Passages that are reranked; 20 keep nearly all of the gain."""
PER_FILE = 3
"""At most so many of them from one file, so that one long file cannot take all places."""


def share_of_best(bm25: Floats) -> Floats:
    """BM25 divided by the best, 0 to 1; all 0 where nothing matched."""
    best = float(bm25.max(initial=0.0))
    return np.clip(bm25 / best, 0, 1).astype(np.float32) if best > 0 else np.zeros_like(bm25)


def fused(bm25: Floats, cosine: Floats, known: Flags) -> Floats:
    """First scores, shape (n,).

    Args:
        bm25: (n,), 0 and up.
        cosine: (n,), -1 to 1, by the static model; means nothing where not `known`.
        known: (n,), whether the model knows the passage's language.
    """
    share = share_of_best(bm25)
    weight = DENSE_WEIGHT if share.any() else 1.0
    return _mixed(share, _supposed(cosine, known, share), weight)


def blended(bm25: Floats, similarity: Floats, known: Flags, first: Floats) -> Floats:
    """Refined scores, shape (n,).

    Args:
        bm25: (n,).
        similarity: (n,), cosine by the transformer; NaN where it was not asked.
        known: (n,), whether the transformer knows the passage's language.
        first: (n,), from `fused`: the order of those that could be asked and were not. They stay
            below those that were.
    """
    asked = ~np.isnan(similarity)
    if not asked.any():
        return first
    share = share_of_best(bm25)
    weight = RERANK_WEIGHT if share.any() else 1.0
    scores = _mixed(share, _supposed(np.nan_to_num(similarity), asked, share), weight)
    left = known & ~asked
    if left.any():
        scores[left] = _below(float(scores[asked].min()), first[left])
    return scores


def _mixed(share: Floats, cosine: Floats, weight: float) -> Floats:
    return ((1 - weight) * share + weight * cosine).astype(np.float32)


def _below(ceiling: float, first: Floats) -> Floats:
    """First scores in their order, moved so that none is above the ceiling."""
    highest = float(first.max())
    if highest <= ceiling:
        return first
    return first * (ceiling / highest) if ceiling > 0 else first - (highest - ceiling)


def _supposed(cosine: Floats, known: Flags, share: Floats) -> Floats:
    """The cosines, and for languages that the model does not know what BM25 speaks for.

    A passage that matches the words as well as any is taken to be as near as the nearest: its
    score is then BM25's alone, on the others' scale.
    """
    nearest = max(float(cosine[known].max()), 0.0) if known.any() else 1.0
    return np.where(known, cosine, share * np.float32(nearest)).astype(np.float32)


def order_of(scores: Floats, keys: Places) -> Places:
    """Places from best to worst, shape (n,); equal scores by key, so that every run agrees."""
    return np.lexsort((keys, -scores))


def worth_reranking(order: Places, files: Places, known: Flags) -> Places:
    """The places to rerank, best first: known languages, few of one file, `RERANKED` at most."""
    taken: dict[int, int] = {}
    chosen: list[int] = []
    for place in order.tolist():
        file = int(files[place])
        if not known[place] or taken.get(file, 0) >= PER_FILE:
            continue
        taken[file] = taken.get(file, 0) + 1
        chosen.append(place)
        if len(chosen) == RERANKED:
            break
    return np.array(chosen, np.int64)


def shown(scores: Floats) -> Floats:
    """Scores in their order as they are shown: 0 to 1, never rising from one to the next."""
    return np.minimum.accumulate(np.clip(scores, 0, 1)) if len(scores) else scores
