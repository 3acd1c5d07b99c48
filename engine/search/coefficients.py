"""The coefficients of `engine.search.calibration`, and the file that they are in.

They are data, ``resources/calibration.json``, made by ``python -m tests.bench.calibration --fit``.
All weights are 0 or more: more evidence never shows less.
"""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from engine.models.registry import resources_folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

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
_LIGHT = ("light", "light_behind", "light_ahead", "light_out", "light_out_small", "light_small")
_FULL = ("full", "full_behind", "full_ahead", "full_out", "full_out_small", "full_small")
FEATURES: Mapping[str, tuple[str, ...]] = {
    "words": _WORDS,
    "light": (*_WORDS, "small", "wordwise", *_LIGHT),
    "full": (*_WORDS, "small", "wordwise", *_FULL),
    "light-alone": ("small", "wordwise", *_LIGHT),
    "full-alone": ("small", "wordwise", *_FULL),
}
"""What each fit looks at: words alone, the static model's cosine besides, a transformer's
similarity besides; and the latter two without what words say. An answer in other words than the
question's is as good, and no judged set has enough of them: the larger of two chances is shown."""


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
        "words": (-3.7, 0.7, 1.4, 4.8, 0.0, 1.4, 3.2, 5.4),
        "light": (-5.0, 0.0, 1.2, 2.7, 0.0, 0.8, 2.1, 5.1, 1.0, 3.6, 0.0, 2.2, 1.4, 2.1, 1.8, 0.1),
        "full": (-4.9, 0.0, 1.7, 2.8, 0.0, 0.4, 2.7, 2.5, 0.4, 2.4, 0.0, 2.9, 3.7, 5.4, 3.9, 1.4),
        "light-alone": (-5.8, 0.6, 2.2, 1.2, 4.0, 1.3, 4.1, 2.4, 1.0),
        "full-alone": (-6.2, 0.0, 0.1, 4.2, 5.1, 2.7, 7.6, 3.6, 2.2),
    }
    fits = {
        kind: Fit(first, dict(zip(FEATURES[kind], weights, strict=True)))
        for kind, (first, *weights) in rounded.items()
    }
    return Calibration(version=VERSION, fits=fits)


BUILT_IN = _built_in()
"""Rounded coefficients in place of a file that cannot be read."""


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
