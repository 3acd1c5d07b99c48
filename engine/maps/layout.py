"""Places documents on a plane so that neighbours stay together: t-SNE, its repulsion on a grid.

Van der Maaten and Hinton 2008; the repulsion by convolution after Linderman et al. 2019 (FIt-SNE),
with bilinear in place of cubic interpolation. Everything is arithmetic on whole arrays, and the
same documents come out at the same places each time.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from engine.maps.neighbours import Neighbours
from engine.maps.repulsion import Repulsion
from engine.maps.spacing import spaced

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Points = NDArray[np.float32]

PERPLEXITY = 10.0
"""How many neighbours count, softly: small, for a map that shows small groups."""
_GATHERING, _SPREADING = 120, 280
"""Rounds in which groups find together, and in which they take their room."""
_PULL = 12.0
"""By how much attraction is exaggerated while groups gather (van der Maaten 2014)."""
_SETTLED_PULL = 1.6
"""Afterwards: a little, so that groups stand apart from each other."""
_GRAVITY = 0.02
"""Groups that relate to no other would drift away for ever."""
_FARTHEST_STEP = 5.0
_BISECTIONS = 40
_FEWEST = 4
"""Related documents below which there is nothing to lay out."""
_CORNER = 0.2
"""Radius of the disc of unrelated documents, were all of them so."""
_ROOM = 0.04
"""Margin of the picture."""


def lay_out(
    neighbours: Neighbours, vectors: NDArray[np.float32]
) -> Iterator[tuple[int, int] | Points]:
    """Yield (rounds done, rounds in all), and last a place per document (n, 2) in 0 to 1.

    Args:
        neighbours: each document's.
        vectors: unit rows; their two largest components are where the layout starts.
    """
    related = np.any(neighbours.cosines > 0, axis=1, keepdims=True)[:, 0]
    places = np.empty((len(vectors), 2), np.float32)
    kept = np.flatnonzero(related)
    if len(kept) < _FEWEST:
        yield _on_a_circle(len(vectors))
        return
    for step in _settling(_among(neighbours, related), vectors[kept]):
        if isinstance(step, tuple):
            yield step
        else:
            places[kept] = spaced(_framed(step))
    places[~related] = _aside(int((~related).sum()), len(vectors))
    yield places


def _settling(
    neighbours: Neighbours, vectors: NDArray[np.float32]
) -> Iterator[tuple[int, int] | Points]:
    edges = _Edges(affinities(neighbours))
    places = _begin(vectors)
    repulsion, motion = Repulsion(), _Motion(len(places))
    rounds = _GATHERING + _SPREADING
    for turn in range(rounds):
        pull = _PULL if turn < _GATHERING else _SETTLED_PULL
        push, total = repulsion.of(places)
        force = pull * edges.pull(places) - push / max(total, 1e-9) + _GRAVITY * _homewards(places)
        places = motion.step(places, force.astype(np.float32), settled=turn >= _GATHERING)
        yield turn + 1, rounds
    yield places


def _among(neighbours: Neighbours, related: NDArray[np.bool_]) -> Neighbours:
    """Return the neighbours of the related documents in the numbers that these have by themselves.

    Whom one of them is near is near it, so none of them has a neighbour that is unrelated.
    """
    numbers = (np.cumsum(related) - 1).astype(np.int32)
    there = neighbours.cosines[related] > 0
    rows = np.where(there, numbers[neighbours.rows[related]], 0)
    return Neighbours(rows, neighbours.cosines[related])


def affinities(neighbours: Neighbours) -> csr_array:
    """Return how strongly documents attract each other: symmetric, its sum is 1."""
    size, count = neighbours.rows.shape
    weights = _calibrated(np.maximum(2 - 2 * neighbours.cosines, 0), neighbours.cosines > 0)
    starts = np.full(size + 1, count, np.int32).cumsum() - count
    directed = csr_array((weights.ravel(), neighbours.rows.ravel(), starts), shape=(size, size))
    both = csr_array(directed + directed.T)
    both.eliminate_zeros()
    total = max(float(both.data.sum()), 1e-12)
    return csr_array((both.data / total, both.indices, both.indptr), shape=(size, size))


def _calibrated(distances: NDArray[np.float32], there: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Find each row's Gaussian whose perplexity is the wanted one, by bisection of its width."""
    far = np.where(there, distances.astype(np.float64), np.inf)
    nearest = np.min(far, axis=1, keepdims=True)
    offsets = np.where(there, far - np.where(np.isfinite(nearest), nearest, 0), 0)
    goal = np.log(np.clip(np.sum(there, axis=1, keepdims=True) * 0.6, 1, PERPLEXITY))
    low, high = np.full(goal.shape, 1e-3), np.full(goal.shape, 1e6)
    weights, sums = np.ones(far.shape), np.ones(goal.shape)
    for _ in range(_BISECTIONS):
        sharp = np.sqrt(low * high)
        weights = np.where(there, np.exp(-offsets * sharp), 0)
        sums = np.maximum(np.sum(weights, axis=1, keepdims=True), 1e-12)
        spread = np.sum(weights * offsets, axis=1, keepdims=True)
        flat = np.log(sums) + sharp * spread / sums > goal
        low, high = np.where(flat, sharp, low), np.where(flat, high, sharp)
    return weights / sums


class _Edges:
    """The attraction along the edges of the neighbourhood graph; every document has some."""

    def __init__(self, weights: csr_array) -> None:
        self._weights = weights.data.astype(np.float32)
        self._others = weights.indices
        self._starts = weights.indptr[:-1]
        self._degrees = np.diff(weights.indptr)

    def pull(self, places: Points) -> Points:
        """Return each document's attraction (n, 2)."""
        xs, ys = np.ascontiguousarray(places.T)
        across = np.repeat(xs, self._degrees) - xs[self._others]
        down = np.repeat(ys, self._degrees) - ys[self._others]
        near = across * across
        near += down * down
        near += 1
        np.divide(self._weights, near, out=near)
        across *= near
        down *= near
        return np.column_stack([np.add.reduceat(part, self._starts) for part in (across, down)])


class _Motion:
    """Gradient descent with momentum and a gain per coordinate (Jacobs 1988)."""

    def __init__(self, size: int) -> None:
        self._speed = np.zeros((size, 2), np.float32)
        self._gains = np.ones((size, 2), np.float32)
        self._rate = max(size / _PULL, 12.0) * 4

    def step(self, places: Points, force: Points, *, settled: bool) -> Points:
        """Return the places after one round."""
        turned = np.sign(force) != np.sign(self._speed)
        self._gains = np.where(turned, self._gains + 0.2, self._gains * 0.8).clip(0.01, None)
        momentum = np.float32(0.8 if settled else 0.5)
        step = momentum * self._speed - np.float32(self._rate) * self._gains * force
        self._speed = step.clip(-_FARTHEST_STEP, _FARTHEST_STEP).astype(np.float32)
        moved = places + self._speed
        return moved - moved.mean(axis=0)


def _begin(vectors: NDArray[np.float32]) -> Points:
    """Return a small picture of the vectors' two main directions."""
    centred = vectors - vectors.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    flat = centred @ axes[:, -2:][:, ::-1]
    flat = flat * np.where(flat.sum(axis=0) < 0, -1, 1)  # an axis has no sign of its own
    spread = max(float(flat.std()), 1e-9)
    # Copies of one document would never part.
    nudge = np.random.default_rng(7).standard_normal((len(flat), 2), np.float32)
    return (1e-2 * (flat / spread + 1e-3 * nudge)).astype(np.float32)


def _homewards(places: Points) -> Points:
    """Return a pull to the middle, 1 / n at the rim of what so many documents usually fill."""
    rim = max(2.0, 0.4 * len(places) ** 0.5)
    return places / np.float32(rim * len(places))


def _framed(places: Points) -> Points:
    """Turn the longest side level, cut far outliers, and scale into the unit square."""
    _, axes = np.linalg.eigh(np.cov(places.T))
    flat = places @ axes[:, ::-1].astype(np.float32)
    low, high = np.percentile(flat, (0.5, 99.5), axis=0)
    slack = 0.05 * (high - low)
    flat = flat.clip(low - slack, high + slack)
    middle = (flat.max(axis=0) + flat.min(axis=0)) / 2
    side = max(float((flat.max(axis=0) - flat.min(axis=0)).max()), 1e-9)
    return (0.5 + (flat - middle) / side * (1 - 2 * _ROOM)).astype(np.float32)


def _on_a_circle(size: int) -> Points:
    angles = 2 * np.pi * np.arange(size) / max(size, 1)
    radius = 0.3 if size > 1 else 0.0
    return (0.5 + radius * np.column_stack([np.cos(angles), np.sin(angles)])).astype(np.float32)


def _aside(size: int, of: int) -> Points:
    """Return places in a corner, like the seeds of a sunflower, for what relates to nothing."""
    numbers = np.arange(size) + 0.5
    radius = _CORNER * np.sqrt(numbers / max(of, 1))
    angles = numbers * np.pi * (3 - np.sqrt(5))
    around = np.column_stack([np.cos(angles), np.sin(angles)]) * radius[:, None]
    reach = _CORNER * np.sqrt(size / max(of, 1))
    corner = np.array([_ROOM + reach, 1 - _ROOM - reach])
    return (corner + around).astype(np.float32)
