"""How like each other two texts are taken to be, for searches that ask what is like something.

The calibrated chance of `engine.search.calibration` says how likely a passage answers a question.
A text of forty weighty words is no question: hardly a passage has most of them, so that everything
would seem unrelated. Here the nearness by meaning counts, and where no model knows the language
the share of the words. The curves are drawn by eye and not fitted: no judgements of likeness are at
hand. Seen were the program's samples, where letter and handbook on lost luggage are at .35 by the
transformer and what has nothing in common below .2, and the documentation of seventy Python
packages, where 43 % of what is nearer than .6 is of the same document and 1 % of what is below .3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from engine.search.fusion import Floats
    from engine.search.question import Question
    from engine.search.ranking import Ranking

_TRANSFORMER = 0.4, 10.0
"""Where the curve is at one half, and how steep it is, over `engine.search.nearness`,
which is 0 for the unrelated."""
_STATIC = 0.64, 12.0
"""The same over a static model's cosines: all texts of one language have .4 and more."""
_WORDS = 0.25, 14.0
"""Over the weight of the words that a passage has, as a share of all that were asked for."""


def alikeness(ranking: Ranking, question: Question) -> Floats:
    """Return how like what was asked for each candidate is, shape (n,), 0 to 1."""
    candidates = ranking.candidates
    total = float(question.weights.sum())
    held = (candidates.weights > 0) @ question.weights
    found = _curve(held / total if total > 0 else np.zeros_like(ranking.scores), _WORDS)
    if question.means and question.model is not None:
        static, means = question.model.family == "static", candidates.known
        found[means] = _curve(candidates.cosine[means], _STATIC if static else _TRANSFORMER)
    seen = ~np.isnan(ranking.similarity)
    found[seen] = _curve(ranking.similarity[seen], _TRANSFORMER)
    return found


def _curve(values: Floats, shape: tuple[float, float]) -> Floats:
    middle, steepness = shape
    return (1 / (1 + np.exp(-steepness * (values - middle)))).astype(np.float32)
