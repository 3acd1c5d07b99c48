"""How a passage's parts become one score, and scores an order. Arithmetic on arrays, nothing else.

The weights come from measurements on judged sets (tests/bench): BM25 over the query's best and the
raw cosine, because both keep their distances, which ranks (RRF) and per-query stretching (min-max)
throw away; with a weak dense model those lose to BM25 alone on eight sets of nine.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
FloatMatrix = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]

DENSE_WEIGHT = 0.3
"""Of a model's cosine in the first order, where it cannot be asked word by word."""
NEAR_WEIGHT = 0.5
"""Of a static model in the first order, where it is asked word by word too: .3 to .6 differ by less
than .005. With `WORDWISE`, on a third of the queries: scifact_train .724 → .730, purposes of manual
pages .803 → .815, headings of Rust's books as before."""
WORDWISE = 0.6
"""Of word by word in that; the passage's cosine has the rest."""
RERANK_WEIGHT = 0.7
"""Of a reranker in the refined order; BM25 keeps the rest: blended, not replaced."""
REFINED_WORDWISE = 0.25
"""Of a static model word by word in that; the reranker has the rest. .15 to .35 with weights of .6
to .7 differ by less than .01; with more of it the one word that is there wins over a passage that
means the same in other words. All together, against the order before it and the files' BM25:
scifact_train .749 → .762, headings of Rust's books .726 → .754, purposes of manual pages .811 →
.842 (270 queries each, paired randomisation p < .02)."""
WHOLE_FILE = 0.5
"""Of the whole file's BM25 in BM25's evidence (see `engine.search.file_evidence`); .4 to .65 change
little."""
DECENT = 0.5
"""Share of the attainable BM25 below which words do not count in full: without it the only passage
with "for" in it would match "first aid for a sting" perfectly. .3 to .6 change no judged order."""
RERANKED = 30
"""Passages that are reranked; 20 keep nearly all of the gain."""
CONSIDERED = 100
"""Of these the rest take part where that costs nothing: where their vectors are kept already. On
SciFact's training queries 30 have .703, 50 .706, 100 .709 and 200 .707; with a random half of those
after the 30th it is .705."""
PER_FILE = 3
"""At most so many of them from one file, so that one long file cannot take all places."""


def lexical_share(bm25: Floats, whole: Floats, attainable: float) -> Floats:
    """How well words match, 0 to 1, shape (n,): the best passage has 1 if it matches decently.

    Args:
        bm25: (n,), 0 and up.
        whole: (n,), BM25 of each passage's file; counts half.
        attainable: what a passage with each of the query's words once would have.
    """
    evidence = (1 - WHOLE_FILE) * bm25 + WHOLE_FILE * whole
    reference = max(float(evidence.max(initial=0.0)), DECENT * attainable)
    if reference <= 0:
        return np.zeros_like(bm25)
    return np.clip(evidence / reference, 0, 1).astype(np.float32)


def fused(share: Floats, cosine: Floats, known: Flags, wordwise: Floats | None = None) -> Floats:
    """First scores, shape (n,).

    Args:
        share: (n,), from `lexical_share`.
        cosine: (n,), -1 to 1, by the model of meaning; means nothing where not `known`.
        known: (n,), whether the model knows the passage's language.
        wordwise: (n,), 0 to 1, by a static model word by word; NaN where that is not known.
    """
    if wordwise is None or np.isnan(wordwise).all():
        return _mixed(share, cosine, known, DENSE_WEIGHT)
    return _mixed(share, _with_words(cosine, wordwise, WORDWISE), known, NEAR_WEIGHT)


def blended(
    share: Floats,
    similarity: Floats,
    known: Flags,
    first: Floats,
    late: Flags | None = None,
    wordwise: Floats | None = None,
) -> Floats:
    """Refined scores, shape (n,).

    Args:
        share: (n,), from `lexical_share`.
        similarity: (n,), by the reranker; NaN where it was not asked.
        known: (n,), whether the reranker knows the passage's language.
        first: (n,), from `fused`: the order of those that could be asked and were not. They stay
            below those that were.
        late: (n,), which were to be asked and were not in time: they are supposed to be as near as
            their first scores say, beside those that were asked, and keep their place among them.
        wordwise: as for `fused`.
    """
    asked = ~np.isnan(similarity)
    if not asked.any():
        return first
    if late is not None and late.any():
        supposed = _supposed(first[asked], similarity[asked], first[late])
        similarity, asked = similarity.copy(), asked | late
        similarity[late] = supposed
    near = np.nan_to_num(similarity)
    if wordwise is not None:
        near = _with_words(near, wordwise, REFINED_WORDWISE)
    scores = _mixed(share, near, asked, RERANK_WEIGHT)
    left = known & ~asked
    if left.any():
        scores[left] = _below(float(scores[asked].min()), first[left])
    return scores


def _with_words(near: Floats, wordwise: Floats, weight: float) -> Floats:
    """How near passages are as wholes and word by word, where that is known."""
    mixed = (1 - weight) * near + weight * wordwise
    return np.where(np.isnan(wordwise), near, mixed).astype(np.float32)


def _mixed(share: Floats, cosine: Floats, known: Flags, weight: float) -> Floats:
    """Words and meaning, `weight` to meaning, and more as far as words match badly everywhere.

    In a language that the model does not know BM25 speaks for both: a passage that matches the
    words as well as any is taken to be as near as the nearest.
    """
    if not known.any():
        return share.copy()
    best = float(share.max(initial=0.0))
    nearest = max(float(cosine[known].max()), 0.0)
    supposed = share * (nearest / best) if best > 0 else np.zeros_like(share)
    meaning = np.where(known, cosine, supposed)
    words = 1 - weight
    return (words * share + (1 - words * best) * meaning).astype(np.float32)


def _supposed(first: Floats, similarity: Floats, others: Floats) -> Floats:
    """Similarities of others by their first scores: a straight line through those that are known.

    SciFact's training queries, 12 of 30 asked: the best 12 .689 (.689 with the others below them),
    12 of any place .687 (.677).
    """
    spread = first - first.mean()
    slope = max(0.0, float(spread @ similarity) / max(float(spread @ spread), 1e-9))
    return np.clip(similarity.mean() + slope * (others - first.mean()), -1, 1).astype(np.float32)


def _below(ceiling: float, first: Floats) -> Floats:
    """First scores in their order, moved so that none is above the ceiling."""
    highest = float(first.max())
    if highest <= ceiling:
        return first
    return first * (ceiling / highest) if ceiling > 0 else first - (highest - ceiling)


def order_of(scores: Floats, keys: Places) -> Places:
    """Places from best to worst, shape (n,); equal scores by key, so that every run agrees."""
    return np.lexsort((keys, -scores))


def worth_reranking(order: Places, files: Places, known: Flags, most: int = RERANKED) -> Places:
    """The places to rerank, best first: known languages, few of one file, so many at most."""
    taken: dict[int, int] = {}
    chosen: list[int] = []
    for place in order.tolist():
        file = int(files[place])
        if not known[place] or taken.get(file, 0) >= PER_FILE:
            continue
        taken[file] = taken.get(file, 0) + 1
        chosen.append(place)
        if len(chosen) == most:
            break
    return np.array(chosen, np.int64)


def shown(scores: Floats) -> Floats:
    """Scores in their order as they are shown: 0 to 1, never rising from one to the next."""
    return np.minimum.accumulate(np.clip(scores, 0, 1)) if len(scores) else scores
