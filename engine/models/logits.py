"""What rerankers answer, as numbers from 0 to 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from engine.models.vectors import Floats

_STEEPEST = 80.0  # beyond, float32 has but 0 and 1


def shares(logits: Floats) -> Floats:
    """Return the logistic function of logits, as cross-encoders with one label are trained."""
    return (1 / (1 + np.exp(-np.clip(logits, -_STEEPEST, _STEEPEST)))).astype(np.float32)
