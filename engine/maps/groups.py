"""Which documents lie together: the hills of their density on the plane."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import ndimage

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.maps.neighbours import Neighbours

    Labels = NDArray[np.int32]

_CELLS = 192
_WIDTHS = np.geomspace(1.2, 32, 30)
"""Widths, in cells, of the blur that makes documents a landscape; narrow ones show more hills."""
_COVERED = 0.8
"""Share of the documents that must be in groups, unless no blur brings them together."""
_DEPTH = 0.02
"""Share of a hill's height below which a document stands on no hill."""
_SMALLEST, _SMALL = 3, 60
"""Documents of a group; two are one among less than so many documents."""


_ALIKE = 0.05
"""Cosine from which on a neighbour counts; who has none is truly alone."""


def most_groups(documents: int) -> int:
    """Return how many groups a person can take in: 5 of 20 documents, 11 of 500, 33 of 50,000."""
    return round(2.6 * documents**0.235) if documents >= _SMALLEST else 0


def grouped(places: NDArray[np.float32]) -> Labels:
    """Return the group of each place (n,), largest group first; -1 for none."""
    wanted = most_groups(len(places))
    if not wanted:
        return np.full(len(places), -1, np.int32)
    cells = (places * _CELLS).astype(np.int32).clip(0, _CELLS - 1)
    ground = np.zeros((_CELLS, _CELLS))
    np.add.at(ground, (cells[:, 0], cells[:, 1]), 1)
    labels = np.zeros(len(places), np.int32)
    for width in _WIDTHS:
        labels = _hills(ndimage.gaussian_filter(ground, width, mode="constant"), cells)
        labels = _by_size(labels, _SMALLEST if len(places) >= _SMALL else 2)
        if labels.max() < wanted and np.mean(labels >= 0) >= _COVERED:
            break
    return labels


def joined(labels: Labels, neighbours: Neighbours) -> Labels:
    """Put who is in no group into the one that most of its neighbours are of, by likeness."""
    groups = int(labels.max(initial=-1)) + 1
    found = labels.copy()
    for row in np.flatnonzero(labels < 0).tolist() if groups else ():
        theirs = labels[neighbours.rows[row]]
        like = np.where(neighbours.cosines[row] >= _ALIKE, neighbours.cosines[row], 0)
        votes = np.bincount(theirs[theirs >= 0], like[theirs >= 0], groups)
        if votes.max() > 0:
            found[row] = votes.argmax()
    return found


def _hills(height: NDArray[np.float64], cells: NDArray[np.int32]) -> Labels:
    """Climb from each cell to a summit; return the number of the hill of each place."""
    summits = _summits(height)
    at = cells[:, 0] * _CELLS + cells[:, 1]
    tops, found = np.unique(summits[at], return_inverse=True)
    flat = height.ravel()
    stands = flat[at] >= _DEPTH * flat[tops[found]]
    return np.where(stands, found, -1).astype(np.int32)


def _summits(height: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return for each cell the one that going uphill from it ends at."""
    ground = np.pad(height, 1, constant_values=-1)
    whole = np.arange(height.size).reshape(height.shape)
    numbers = np.pad(whole, 1, constant_values=-1)
    best, towards = height.copy(), whole.copy()
    for down in range(3):
        for across in range(3):
            part = np.s_[down : down + _CELLS, across : across + _CELLS]
            higher = ground[part] > best
            best = np.where(higher, ground[part], best)
            towards = np.where(higher, numbers[part], towards)
    uphill = towards.ravel()
    while not np.array_equal(uphill, further := uphill[uphill]):
        uphill = further
    return uphill


def _by_size(labels: Labels, smallest: int) -> Labels:
    """Number the groups from the largest; groups too small to be one are dissolved."""
    sizes = np.bincount(labels[labels >= 0], minlength=1)
    kept = [group for group in np.argsort(-sizes, kind="stable") if sizes[group] >= smallest]
    numbers = np.full(len(sizes) + 1, -1, np.int32)  # the last one is where -1 points to
    numbers[kept] = np.arange(len(kept))
    return numbers[labels]
