"""An order in which files that were asked for by their names come first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engine.search.name_evidence import STRONG, WEAK

if TYPE_CHECKING:
    from engine.search.fusion import Floats
    from engine.search.ranking import Ranking

_SUPPORT = 0.1
"""Added to the score, 0 to 1, where it is not, by the strength's square."""
_CHANCES = (0.25, 0.6, 0.85)
"""That are shown, at least, where the name has the one word that was asked for and more, from
`WEAK` on; where it has all of several words, or is mostly that one, from `STRONG` on; and where it
is all that was asked for. Passages may be more certain: a name does not say that they answer."""


def named_first(ranking: Ranking) -> Ranking:
    """Return the ranking with the best passage of a file that was asked for by name first.

    Of a file whose name shares less with the query, the best passage is moved up a little.
    """
    strengths = ranking.candidates.named
    if strengths is None or not strengths.any():
        return ranking
    # What no passage has a word of was asked for by name.
    least = STRONG if ranking.candidates.share.any() else WEAK
    scores = ranking.scores.copy()
    top = max(float(scores.max()), 0.0)
    for place in _best_places(ranking, strengths):
        strength = float(strengths[place])
        if strength >= least:
            scores[place] = top + 2 * strength + _SUPPORT * np.clip(scores[place], 0, 1)
        else:
            scores[place] += _SUPPORT * strength**2
    return replace(ranking, scores=scores)


def least_chances(ranking: Ranking) -> Floats:
    """Return the chances that candidates have at least, for their files' names, shape (n,)."""
    found = np.zeros(len(ranking.scores), np.float32)
    strengths = ranking.candidates.named
    if strengths is None:
        return found
    for place in _best_places(ranking, strengths):
        found[place] = np.interp(strengths[place], (WEAK, STRONG, 1), _CHANCES, left=0)
    return found


def _best_places(ranking: Ranking, strengths: Floats) -> list[int]:
    """The best passage of each file with a name that matches; none that is folded under another."""
    order = np.argsort(-ranking.scores, kind="stable")
    folds = ranking.candidates.folds
    order = folds.kept(order) if folds else order
    best: dict[int, int] = {}
    places: list[int] = order[strengths[order] > 0].tolist()
    for place in places:
        best.setdefault(ranking.candidates.passages[place].file, place)
    return list(best.values())
