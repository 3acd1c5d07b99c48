"""How points push each other away: all pairs at once, as a convolution on a grid."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import fft

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Points = NDArray[np.float32]

CELL = 0.6
"""Size of a cell where the picture allows it; the force changes over distances of about 1."""
EXACT = 500
"""Points up to which all pairs are gone through: that is quicker than any grid."""
_SIZES = (32, 48, 64, 96, 128, 192, 256, 384)
"""Cells in a row; twice as many are transformed, so all are good lengths for that."""


class _Kernels(NamedTuple):
    """Transformed: 1 / (1 + d²), and its square."""

    near: NDArray[np.complex64]
    nearer: NDArray[np.complex64]


class Repulsion:
    """Keeps what depends on the grid alone."""

    def __init__(self) -> None:
        self._key: tuple[int, float] = (0, 0.0)
        self._kernels: _Kernels | None = None

    def of(self, places: Points) -> tuple[Points, float]:
        """Return Σ_j (y_i - y_j) / (1 + d²)² for each point (n, 2), and Σ_ij 1 / (1 + d²)."""
        if len(places) <= EXACT:
            return _of_pairs(places)
        low = places.min(axis=0)
        span = float((places.max(axis=0) - low).max()) + 1e-6
        cells = next((size for size in _SIZES if (size - 2) * CELL >= span), _SIZES[-1])
        # In steps, so that the kernels stay: finer for a small picture, coarser for a huge one.
        cell = CELL * 2.0 ** np.ceil(np.log2(span / ((cells - 2) * CELL)))
        if cells > _SIZES[0]:
            cell = max(cell, CELL)
        kernels = self._of_grid(cells, float(cell))
        grid = _Grid(((places - low) / np.float32(self._key[1])), cells)
        ones, across, down = (
            grid.spread(charge) for charge in (np.ones(len(places), np.float32), *places.T)
        )
        sums = [grid.felt(field, kernels.nearer) for field in (ones, across, down)]
        total = float(grid.felt(ones, kernels.near).sum()) - len(places)
        push = sums[0][:, None] * places - np.column_stack(sums[1:])
        return push.astype(np.float32), total

    def _of_grid(self, cells: int, cell: float) -> _Kernels:
        if self._kernels is None or self._key != (cells, cell):
            self._key = (cells, cell)
            away = np.minimum(np.arange(2 * cells), 2 * cells - np.arange(2 * cells)) * cell
            near = 1 / (1 + away[:, None] ** 2 + away[None, :] ** 2)
            self._kernels = _Kernels(
                fft.rfft2(near.astype(np.float32)), fft.rfft2((near**2).astype(np.float32))
            )
        return self._kernels


def _of_pairs(places: Points) -> tuple[Points, float]:
    apart = places[:, None, :] - places[None, :, :]
    near = 1 / (1 + np.sum(apart**2, axis=2))
    push = np.einsum("ij,ijk->ik", near**2, apart)
    return push.astype(np.float32), float(near.sum()) - len(places)


class _Grid:
    """Points among the nodes of a grid: each shares what it carries among the four around it."""

    def __init__(self, at: Points, cells: int) -> None:
        self._cells = cells
        corner = at.astype(np.int32).clip(0, cells - 2)
        part = at - corner
        first = corner[:, 0] * cells + corner[:, 1]
        self._nodes = (first, first + 1, first + cells, first + cells + 1)
        left, top = 1 - part[:, 0], 1 - part[:, 1]
        right, bottom = part[:, 0], part[:, 1]
        self._shares = (left * top, left * bottom, right * top, right * bottom)

    def spread(self, charges: NDArray[np.float32]) -> NDArray[np.complex64]:
        """Return the transform of what lies at the nodes."""
        size = self._cells
        field = np.zeros(size * size)
        for nodes, shares in zip(self._nodes, self._shares, strict=True):
            field += np.bincount(nodes, shares * charges, size * size)
        return fft.rfft2(field.reshape(size, size).astype(np.float32), s=(2 * size, 2 * size))

    def felt(
        self, field: NDArray[np.complex64], kernel: NDArray[np.complex64]
    ) -> NDArray[np.float32]:
        """Return the field's sum, weighed by the kernel, at each point."""
        size = self._cells
        whole = fft.irfft2(field * kernel, s=(2 * size, 2 * size))
        there = np.ascontiguousarray(whole[:size, :size]).ravel()
        sums = np.zeros(len(self._nodes[0]), np.float32)
        for nodes, shares in zip(self._nodes, self._shares, strict=True):
            sums += (there[nodes] * shares).astype(np.float32)
        return sums
