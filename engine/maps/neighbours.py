"""Each document's nearest others, by cosine: exactly for a few thousand, in cells beyond."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

EXACT = 4_000
"""Documents up to which all pairs are compared."""
_PROBES = 4
"""Cells that are searched for each document; so an inverted file (IVF) works."""
_ROUNDS = 4
_BLOCK = 1_000


class Neighbours(NamedTuple):
    """The nearest of n documents: rows (n, k), int32, and cosines (n, k), nearest first."""

    rows: NDArray[np.int32]
    cosines: NDArray[np.float32]


def nearest(vectors: NDArray[np.float32], count: int) -> Neighbours:
    """Return up to ``count`` neighbours of each unit vector; itself is none of them."""
    size = len(vectors)
    count = max(0, min(count, size - 1))
    if size <= EXACT:
        return _best(vectors, vectors, np.arange(size), np.arange(size), count)
    cells = _cells(vectors)
    return _in_cells(vectors, cells, count)


def _best(
    asked: NDArray[np.float32],
    offered: NDArray[np.float32],
    own: NDArray[np.int64],
    names: NDArray[np.int64],
    count: int,
) -> Neighbours:
    """Compare all with all, a block at a time; ``own`` and ``names`` tell who is who."""
    rows = np.zeros((len(asked), count), np.int32)
    cosines = np.full((len(asked), count), -1, np.float32)
    width = min(count, len(offered))
    for begin in range(0, len(asked) if width else 0, _BLOCK):
        part = slice(begin, begin + _BLOCK)
        similar = asked[part] @ offered.T
        similar[own[part, None] == names[None, :]] = -2
        places = np.argpartition(-similar, width - 1, axis=1)[:, :width]
        found = np.take_along_axis(similar, places, axis=1)
        order = np.argsort(-found, axis=1, kind="stable")
        rows[part, :width] = names[np.take_along_axis(places, order, axis=1)]
        cosines[part, :width] = np.take_along_axis(found, order, axis=1)
    return Neighbours(rows, cosines)


def _cells(vectors: NDArray[np.float32]) -> NDArray[np.int64]:
    """Return each document's nearest cells (n, probes), by a few rounds of spherical k-means."""
    many = max(16, round(1.3 * np.sqrt(len(vectors))))
    centres = vectors[np.linspace(0, len(vectors) - 1, many).astype(np.int64)]
    for _ in range(_ROUNDS):
        home = _nearest_cells(vectors, centres, 1)[:, 0]
        sums = np.zeros_like(centres)
        np.add.at(sums, home, vectors)
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = np.where(lengths > 0, sums / np.maximum(lengths, 1e-9), centres)
    return _nearest_cells(vectors, centres, _PROBES)


def _nearest_cells(
    vectors: NDArray[np.float32], centres: NDArray[np.float32], count: int
) -> NDArray[np.int64]:
    found = np.empty((len(vectors), count), np.int64)
    for begin in range(0, len(vectors), _BLOCK):
        part = slice(begin, begin + _BLOCK)
        similar = vectors[part] @ centres.T
        if count == 1:
            found[part, 0] = similar.argmax(axis=1)
            continue
        places = np.argpartition(-similar, count - 1, axis=1)[:, :count]
        order = np.argsort(-np.take_along_axis(similar, places, axis=1), axis=1, kind="stable")
        found[part] = np.take_along_axis(places, order, axis=1)
    return found


def _in_cells(vectors: NDArray[np.float32], cells: NDArray[np.int64], count: int) -> Neighbours:
    """Search each cell's members for those who look into it; keep the best of all cells."""
    size = len(vectors)
    rows = np.zeros((size, count * _PROBES), np.int32)
    cosines = np.full((size, count * _PROBES), -1, np.float32)
    for cell in range(int(cells.max()) + 1):
        members = np.flatnonzero(cells[:, 0] == cell)
        looking, probe = np.nonzero(cells == cell)
        if not len(members):
            continue
        found = _best(vectors[looking], vectors[members], looking, members, count)
        columns = probe[:, None] * count + np.arange(count)
        rows[looking[:, None], columns] = found.rows
        cosines[looking[:, None], columns] = found.cosines
    order = np.argsort(-cosines, axis=1, kind="stable")[:, :count]
    return Neighbours(
        np.take_along_axis(rows, order, axis=1), np.take_along_axis(cosines, order, axis=1)
    )
