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

How near a passage's best sentence is tells nothing that the passage does not: the best hits of 371
training questions that it was not fitted on are told .2 worse with it (log-likelihood, -.5 to .1).

The coefficients are data, ``resources/calibration.json``, made by ``python -m
tests.bench.calibration --fit``. All of them are 0 or more: more evidence never shows less.
"""

from __future__ import annotations

import logging
import math
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np

from engine.models.registry import resources_folder
from engine.search.coverage import missing, most_likely

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import numpy.typing as npt

    from engine.search.candidates import Candidates
    from engine.search.fusion import Flags, Floats, Places
    from engine.search.question import Question
    from engine.search.ranking import Ranking

    Doubles = npt.NDArray[np.float64]

_log = logging.getLogger(__name__)

VERSION = 1
_WORDS = (
    "attained",
    "held",
    "complete",
    "attained_behind",
    "attained_ahead",
    "score_behind",
    "score_ahead",
)
_LIGHT = ("light", "light_behind", "light_ahead")
_FULL = ("full", "full_behind", "full_ahead")
FEATURES: Mapping[str, tuple[str, ...]] = {
    "words": _WORDS,
    "light": (*_WORDS, "wordwise", *_LIGHT),
    "full": (*_WORDS, "wordwise", *_FULL),
    "light-alone": _LIGHT,
    "full-alone": _FULL,
}
"""What each fit looks at: words alone, the static model's cosine besides, a transformer's
similarity besides; and the latter two by themselves. An answer in other words than the question's
is as good, and no judged set has enough of them: the larger of two chances is shown."""
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
_MOST_SCORE = 3.0
"""Ranking scores lie about 0 to 1; so much can be added to them at most."""
_LACKED = 0.15
"""Share of the question's weight that may lack as good as without harm: a word in another form."""
_CERTAIN = 0.99
"""No chance is shown as higher: judges differ."""
_STRANGE = 0.15
"""No chance is higher where a light model alone speaks, and no word is shared: made-up words have
vectors of their letters. No answer of a training set is among such passages."""
_MOST_WORDS = 1.5
"""Share of it beyond which repetition says no more."""


class Fit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One logistic regression."""

    intercept: float
    weights: dict[str, float]
    """By feature, each 0 or more."""


class Calibration(msgspec.Struct, frozen=True, kw_only=True):
    """All coefficients, and what they were fitted on."""

    version: int
    fits: dict[str, Fit]
    """By the names of `FEATURES`."""
    about: dict[str, float] = msgspec.field(default_factory=dict[str, float])
    """Samples by training set, for whoever reads the file."""


def _built_in() -> Calibration:
    rounded = {
        "words": (-3.9, 0.5, 1.7, 3.4, 0.0, 2.2, 3.6, 6.2),
        "light": (-4.7, 0.0, 1.6, 2.9, 0.0, 1.3, 3.1, 7.1, 2.9, 0.0, 2.0, 0.9),
        "full": (-4.8, 0.0, 1.4, 3.2, 0.0, 2.0, 3.1, 6.9, 3.1, 0.4, 1.2, 3.9),
        "light-alone": (-4.5, 4.6, 2.9, 4.6),
        "full-alone": (-4.7, 5.7, 5.7, 7.1),
    }
    fits = {
        kind: Fit(first, dict(zip(FEATURES[kind], weights, strict=True)))
        for kind, (first, *weights) in rounded.items()
    }
    return Calibration(version=VERSION, fits=fits)


BUILT_IN = _built_in()
"""Rounded coefficients in place of a file that cannot be read."""


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
        strange = (kind == "light") & (evidence.features["attained"][places] <= 0)
        found[places] = np.minimum(chance, np.where(strange, _STRANGE, _CERTAIN))
    return found


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
    for name, which in (("light", by_light), ("full", full)):
        features[name] = np.where(which, meaning, np.nan)
        _add_leads(features, name, meaning, meaning, groups, which)
    return Evidence(features, {"words": ~(by_light | full), "light": by_light, "full": full})


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


@lru_cache(maxsize=1)
def loaded() -> Calibration:
    """The coefficients that ship with the program; rounded ones where they cannot be read."""
    return read(resources_folder() / "calibration.json")


def read(path: Path) -> Calibration:
    """Return the coefficients of a file; `BUILT_IN`, and a loud line, where it is no such file.

    Nobody but us writes it, so that this is a fault of ours; searches go on.
    """
    try:
        found = msgspec.json.decode(path.read_bytes(), type=Calibration)
        _check(found)
    except (OSError, msgspec.MsgspecError, ValueError) as error:
        _log.error("scores are not calibrated, %s: %s", path, error)
        return BUILT_IN
    return found


def _check(found: Calibration) -> None:
    if found.version != VERSION:
        raise ValueError(f"version {found.version}")
    for kind, names in FEATURES.items():
        if kind not in found.fits:
            raise ValueError(f"nothing for {kind}")
        fit = found.fits[kind]
        if unknown := fit.weights.keys() - set(names):
            raise ValueError(f"{kind}: {', '.join(sorted(unknown))}")
        values = np.array([fit.intercept, *fit.weights.values()])
        if not np.isfinite(values).all() or (values[1:] < 0).any():
            raise ValueError(f"{kind}: coefficients must be finite, weights 0 or more")
