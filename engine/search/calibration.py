"""What is known of a candidate as the chance that a person would call it an answer.

The order is the ranking's; what is shown beside it is a probability from a logistic regression on
judged training queries, one for each kind of evidence: words alone, words with the meaning by a
light model, and words with the meaning by a transformer. Scores that only order say little about
that: the best of a bad lot has the same place as a perfect match.

Two things tell: how much of what was asked for a passage holds, and how far it is ahead of the best
passage of any other file, or behind it. The latter carries what no single passage can tell: whether
this library holds one answer or many that are alike. Being ahead counts only as far as there is
something to be ahead with, so that one odd word that nothing else has does not make an answer. And
what lacks one of the things that were asked for is bounded, by its words, whatever else it has; see
`engine.search.coverage`.

How near is near depends on the library: a cosine of .35 is chance among five thousand passages and
an answer among fifty. So it counts how far a passage stands out of all candidates, and how small
the library is.

How near a passage's best sentence is tells nothing that the passage does not: the best hits of 371
training questions that it was not fitted on are told .2 worse with it (log-likelihood, -.5 to .1).

The coefficients are data; see `engine.search.coefficients`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.search.coefficients import FEATURES, loaded
from engine.search.coverage import lone_word, missing, most_likely
from engine.search.small_words import WEAK_MOST

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from engine.search.candidates import Candidates
    from engine.search.coefficients import Fit
    from engine.search.fusion import Flags, Floats, Places
    from engine.search.question import Question
    from engine.search.ranking import Ranking

    Doubles = npt.NDArray[np.float64]

LIGHT_FAMILY = "static"
"""Models that sum the vectors of words: their cosines are higher and tell less."""
_SAYS_NOTHING = 0.25
"""Attainable BM25 below which a question says next to nothing: "the" has .06, the only word that
the only passage has .29. Who holds all of it holds little."""
_LITTLE = 0.05
"""Share of the attainable BM25 that is as good as nothing."""
_PAIRED = 0.65
"""What counts of the similarity by a model that looks at query and passage together: it says .9 and
more for what answers, where cosines are .5 to .7. Not fitted: none is bundled."""
_SMALLEST, _LARGE = 50, 5_000
"""Passages of a library that is as small as any, and of one that is no more large than others."""
_MOST_SCORE = 3.0
"""Ranking scores lie about 0 to 1; so much can be added to them at most."""
_LACKED = 0.15
"""Share of the question's weight that may lack as good as without harm: a word in another form."""
_CERTAIN = 0.99
"""No chance is shown as higher: judges differ."""
_STRANGE = 0.15
"""No chance is higher where a light model alone speaks, and no word is shared: made-up words have
vectors of their letters. No answer of a training set is among such passages. Nor where a
transformer alone does, unless it is sure: where the library has none of the words, in a language
that cannot be told, or where a light model sees nothing in common. Set, not fitted."""
_UNSURE, _SURE = 0.4, 0.6
"""Similarities by a transformer, up to which it is not, and from which on it is."""
_NOTHING_COMMON = 0.2
"""By a light model, of the passage as a whole and word by word. Of answers to everyday questions in
other words 3 of 28 have so little."""
_NOISE, _HEARD = 0.15, 0.28
"""Similarities by a transformer, up to which a passage with the only word of a question that says
something ("Is it hot?") is weak, and from which on it is as likely as it seems. Of questions to our
own samples the answers have .27 and more, what merely has the word .2 and less. Set, not fitted."""
_MOST_WORDS = 1.5
"""Share of it beyond which repetition says no more."""


class Evidence(NamedTuple):
    """What is known of n candidates."""

    features: Mapping[str, Doubles]
    """Each (n,): larger speaks for the passage; NaN where it was not asked."""
    kinds: Mapping[str, Flags]
    """Which candidates have which kind of evidence, each (n,); every one has exactly one."""


def chances(ranking: Ranking, question: Question) -> Floats:
    """Return the chance that a person would call each candidate an answer, shape (n,), 0 to 1.

    They do not follow the ranking's order to the letter; see `engine.search.fusion.shown`.

    Args:
        ranking: candidates and what was found out about them.
        question: what was asked.
    """
    found = np.zeros(len(ranking.scores), np.float32)
    fits, evidence = loaded().fits, evidence_of(ranking, question)
    for kind, places in evidence.kinds.items():
        if not places.any():
            continue
        chance = _logistic(fits[kind], evidence.features, places)
        chance = np.minimum(chance, most_likely(-evidence.features["complete"][places]))
        if (alone := f"{kind}-alone") in FEATURES:
            chance = np.maximum(chance, _logistic(fits[alone], evidence.features, places))
        most = _most(kind, ranking, question, evidence.features)[places]
        found[places] = np.minimum(chance, most)
    return found


def _most(
    kind: str, ranking: Ranking, question: Question, features: Mapping[str, Doubles]
) -> Doubles:
    """The highest chance that one kind of evidence can give, by what else speaks for it, (n,)."""
    none = features["attained"] <= 0
    if kind == "light":
        return np.where(none, _STRANGE, _CERTAIN)
    if kind != "full":
        return np.full(len(none), _CERTAIN)
    found = ranking.candidates
    light = question.model is not None and question.model.family == LIGHT_FAMILY
    near = np.maximum(found.cosine, np.nan_to_num(found.wordwise, nan=1.0))
    strange = light & found.known & (near < _NOTHING_COMMON) & (features["held"] < _LITTLE)
    strange |= none & (not question.language and not len(question.terms))
    unsure = np.interp(np.nan_to_num(features["full"]), (_UNSURE, _SURE), (_STRANGE, _CERTAIN))
    most = np.where(strange, unsure, _CERTAIN)
    if lone_word(question):
        heard = (_NOISE, _HEARD), (WEAK_MOST, _CERTAIN)
        most = np.minimum(most, np.interp(np.nan_to_num(features["full"]), *heard))
    return most


def evidence_of(ranking: Ranking, question: Question) -> Evidence:
    """Return what is known of a ranking's candidates.

    Args:
        ranking: with its similarities, where a reranker was asked.
        question: what was asked.
    """
    candidates = ranking.candidates
    groups, everyone = _groups(candidates), np.ones(len(ranking.scores), np.bool_)
    attainable = max(question.attainable, _SAYS_NOTHING)
    attained = _share(candidates.bm25.astype(np.float64) / attainable, _MOST_WORDS)
    held = _share((candidates.weights > 0) @ question.weights.astype(np.float64) / attainable, 1)
    scores = _share(ranking.scores.astype(np.float64), _MOST_SCORE)
    features: dict[str, Doubles] = {
        "wordwise": _share(candidates.wordwise, 1),
        "attained": np.log(attained + _LITTLE) - math.log(_LITTLE),
        "held": -np.log((1 + _LACKED - held) / (1 + _LACKED)),
        "complete": -missing(question, candidates.weights, groups),
    }
    compared = candidates.known & question.means
    asked = ~np.isnan(ranking.similarity)
    light = question.model is not None and question.model.family == LIGHT_FAMILY
    similarity = ranking.similarity * (_PAIRED if ranking.paired else 1)
    meaning = _share(np.where(asked, similarity, candidates.cosine), 1)
    full = asked | (compared if not light else np.zeros_like(compared))
    by_light = compared & ~full
    _add_leads(features, "attained", attained, held, groups, everyone)
    basis = np.where(full | by_light, np.minimum(scores, 1), held)
    _add_leads(features, "score", scores, basis, groups, everyone)
    small = _smallness(question.passages)
    features["small"] = np.full(len(scores), small)
    for name, which in (("light", by_light), ("full", full)):
        features[name] = np.where(which, meaning, np.nan)
        _add_leads(features, name, meaning, meaning, groups, which)
        out = np.where(which, meaning - _median(meaning[which]), np.nan)
        features[f"{name}_out"] = np.maximum(out, 0)
        features[f"{name}_out_small"] = features[f"{name}_out"] * small
        features[f"{name}_small"] = features[name] * small
    return Evidence(features, {"words": ~(by_light | full), "light": by_light, "full": full})


def _smallness(passages: int) -> float:
    """How small a library is, 0 to 1, by orders of magnitude; 0 where its size is not known."""
    there = min(max(passages or _LARGE, _SMALLEST), _LARGE)
    return math.log(_LARGE / there) / math.log(_LARGE / _SMALLEST)


def _median(values: Doubles) -> float:
    return float(np.median(values)) if len(values) else 0.0


def _share(values: npt.ArrayLike, most: float) -> Doubles:
    return np.clip(np.nan_to_num(np.asarray(values, np.float64)), 0, most)


def _add_leads(
    features: dict[str, Doubles],
    name: str,
    values: Doubles,
    basis: Doubles,
    groups: Places,
    which: Flags,
) -> None:
    """Add how far each is behind the best of the other files, 0 or less, and how far ahead.

    Ahead counts as far as the basis goes: who has one word of five may well be the only one.
    """
    lead = _leads(values, groups, which)
    features[f"{name}_behind"] = np.minimum(lead, 0)
    features[f"{name}_ahead"] = np.maximum(lead, 0) * basis


def _groups(candidates: Candidates) -> Places:
    """The file that each belongs to, shape (n,); a folded copy belongs to the one it is under."""
    files = np.array([passage.file for passage in candidates.passages], np.int64)
    return files if candidates.folds is None else files[candidates.folds.leader]


def _leads(values: Doubles, groups: Places, which: Flags) -> Doubles:
    """How far each is ahead of the best of all other files, or behind it, shape (n,).

    Passages of the best's own file and its copies are compared with the best of the others, too.

    Args:
        values: (n,), 0 and up.
        groups: (n,), see `_groups`.
        which: (n,), who takes part; the others get NaN.
    """
    found = np.full(len(values), np.nan)
    if not which.any():
        return found
    taking = np.where(which, values, -np.inf)
    best = int(np.argmax(taking))
    own = groups == groups[best]
    others = taking[~own]
    second = max(float(others.max(initial=0.0)), 0.0)
    found[which] = np.where(own, values - second, values - values[best])[which]
    return found


def _logistic(fit: Fit, features: Mapping[str, Doubles], places: Flags) -> Doubles:
    """The fitted probabilities at some places."""
    logit = np.full(int(places.sum()), fit.intercept)
    for name, weight in fit.weights.items():
        logit += weight * np.nan_to_num(features[name][places])
    return 1 / (1 + np.exp(-np.clip(logit, -30, 30)))
