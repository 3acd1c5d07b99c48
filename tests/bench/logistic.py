"""Logistic regression with weights that are 0 or more, by Newton's method."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Doubles = npt.NDArray[np.float64]

_STEPS = 60
_DONE = 1e-10


def fit(features: Doubles, relevant: Doubles, mass: Doubles, ridge: float) -> Doubles:
    """Return intercept and weights, shape (1 + k,).

    Weights below 0 are left out one by one, the lowest first, and the others fitted again: with few
    features that is as good as the active-set method for the constrained optimum.

    Args:
        features: (n, k).
        relevant: (n,), 0 or 1.
        mass: (n,), how much each sample counts; any scale.
        ridge: how much large weights are held back, per sample.
    """
    kept = list(range(features.shape[1]))
    while True:
        found = _newton(features[:, kept], relevant, mass / mass.sum(), ridge)
        negative = [(weight, place) for weight, place in zip(found[1:], kept, strict=True)]
        lowest = min(negative, default=(0.0, -1))
        if lowest[0] >= 0:
            break
        kept.remove(lowest[1])
    whole = np.zeros(1 + features.shape[1])
    whole[0] = found[0]
    whole[[1 + place for place in kept]] = found[1:]
    return whole


def _newton(features: Doubles, relevant: Doubles, mass: Doubles, ridge: float) -> Doubles:
    design = np.column_stack([np.ones(len(features)), features])
    held = np.diag([0.0, *([ridge] * features.shape[1])]) + 1e-12 * np.eye(design.shape[1])
    weights = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        said = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        gradient = design.T @ (mass * (relevant - said)) - held @ weights
        curvature = (design * (mass * said * (1 - said))[:, None]).T @ design + held
        step = np.linalg.solve(curvature, gradient)
        weights += step
        if float(np.abs(step).max()) < _DONE:
            break
    return weights
