"""Moves points apart that would lie upon each other, so that each can be seen and pointed at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial import KDTree

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DISTANCE = 0.34
"""In units of the distance that the points would have if they filled the plane evenly."""
_ROUNDS = 24
_EVEN = 0.5
"""How evenly the picture is filled: 0 as the forces left it, 1 like a chessboard."""
_MARGIN = 0.02
_MOST_PAIRS = 400_000
"""Beyond this nothing is gained: the points are a crowd whatever is done."""


def filling(places: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return places (n, 2) that use the whole unit square: wide gaps give way to crowds.

    Each axis becomes a mixture of its scale and its order, so who is left of whom stays so.
    """
    if len(places) < 2:
        return places
    low = places.min(axis=0)
    scaled = (places - low) / np.maximum(places.max(axis=0) - low, 1e-9)
    order = np.argsort(np.argsort(places, axis=0, kind="stable"), axis=0)
    mixed = (1 - _EVEN) * scaled + _EVEN * order / (len(places) - 1)
    return spaced((_MARGIN + mixed * (1 - 2 * _MARGIN)).astype(np.float32))


def spaced(places: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return places that are at least nearly so far apart; whoever is alone stays.

    Args:
        places: (n, 2), in a square with sides of about 1.
    """
    wanted = _DISTANCE / max(len(places), 1) ** 0.5
    draw = np.random.default_rng(7)
    moved = places + draw.standard_normal(places.shape, np.float32) * np.float32(wanted * 1e-3)
    for _ in range(_ROUNDS):
        pairs = KDTree(moved).query_pairs(wanted, output_type="ndarray")
        if not len(pairs) or len(pairs) > _MOST_PAIRS:
            break
        apart = moved[pairs[:, 0]] - moved[pairs[:, 1]]
        away = np.maximum(np.linalg.norm(apart, axis=1, keepdims=True), 1e-9)
        push = (apart / away * (wanted - away) * 0.5).astype(np.float32)
        step = np.zeros_like(moved)
        np.add.at(step, pairs[:, 0], push)
        np.add.at(step, pairs[:, 1], -push)
        moved = moved + step * np.float32(0.7)
    return moved.clip(0, 1).astype(np.float32)
