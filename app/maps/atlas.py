"""The map in memory: places of documents as arrays. Made on the draughtsman's thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from app.maps.crowd import Crowd

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from app.maps.viewport import Viewport
    from engine.protocol.messages import Cluster, MapMade

    Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Atlas:
    """Documents by number, in the order of the message."""

    library: str
    paths: tuple[str, ...]
    titles: tuple[str, ...]
    modified: NDArray[np.float64]
    places: NDArray[np.float32]
    """(n, 2), 0 to 1."""
    groups: NDArray[np.int16]
    clusters: tuple[Cluster, ...]
    rows: dict[str, int]
    """Numbers by path."""

    @classmethod
    def of(cls, made: MapMade) -> Atlas:
        """Take the arrays out of a message."""
        axes = [np.frombuffer(axis, "<f4") for axis in (made.xs, made.ys)]
        return cls(
            library=made.library,
            paths=made.paths,
            titles=made.titles,
            modified=np.frombuffer(made.modified, "<f8"),
            places=np.column_stack(axes).astype(np.float32),
            groups=np.frombuffer(made.clusters_of, "<i2"),
            clusters=made.clusters,
            rows={path: row for row, path in enumerate(made.paths)},
        )

    def __len__(self) -> int:
        """Return the number of documents."""
        return len(self.paths)

    def nearest(self, view: Viewport, x: float, y: float, reach: float) -> int:
        """Return the document nearest to a pixel, within ``reach`` pixels; -1 for none. 0.3 ms."""
        if not len(self):
            return -1
        left, top = view.to_map(x, y)
        across = (self.places[:, 0] - np.float32(left)) * np.float32(view.across)
        down = (self.places[:, 1] - np.float32(top)) * np.float32(view.scale)
        squares = across**2 + down**2
        best = int(squares.argmin())
        return best if squares[best] <= reach * reach else -1

    def towards(self, row: int, x: int, y: int) -> int:
        """Return the nearest document in a direction (-1, 0, 1); ``row`` where there is none."""
        away = self.places - self.places[row]
        along = away[:, 0] * x + away[:, 1] * y
        aside = np.abs(away[:, 0] * y) + np.abs(away[:, 1] * x)
        cost = np.where((along > 0) & (aside <= along), along + 2 * aside, np.inf)
        best = int(cost.argmin())
        return best if np.isfinite(cost[best]) else row

    def within(self, left: float, top: float, right: float, bottom: float, most: int) -> list[int]:
        """Return up to ``most`` documents that lie in a part of the map."""
        xs, ys = self.places[:, 0], self.places[:, 1]
        inside = (xs >= left) & (xs <= right) & (ys >= top) & (ys <= bottom)
        return np.flatnonzero(inside)[:most].tolist()

    def crowd(self, view: Viewport, radius: float) -> Crowd:
        """Return where the documents stand in a view, as dots of ``radius`` pixels."""
        return Crowd(self.places, view, radius)

    def members(self, cluster: int) -> Mask:
        """Return which documents are of a cluster."""
        return self.groups == cluster

    def mask(self, rows: Sequence[int]) -> Mask:
        """Return a mask of documents by number."""
        found = np.zeros(len(self), np.bool_)
        found[list(rows)] = True
        return found

    def at(self, paths: Iterable[str]) -> Mask:
        """Return which documents have one of these paths."""
        return self.mask([self.rows[path] for path in paths if path in self.rows])

    def under(self, shape: NDArray[np.uint8], view: Viewport) -> Mask:
        """Return which documents a shape covers: its pixels (height, width), not 0 where it does.

        Args:
            shape: as large as the view.
            view: what it was drawn on.
        """
        spread = self.places * np.array([view.across, view.scale])
        pixels = np.floor(spread + np.array([view.left, view.top])).astype(np.int64)
        height, width = shape.shape
        inside = np.all((pixels >= 0) & (pixels < (width, height)), axis=1)
        covered = np.zeros(len(self), np.bool_)
        seen = pixels[inside]
        covered[inside] = shape[seen[:, 1], seen[:, 0]] != 0
        return covered

    def shares(self, chosen: Mask, most: int = 3) -> list[int]:
        """Return the clusters that most of some documents are of, largest share first."""
        groups = self.groups[chosen]
        counts = np.bincount(groups[groups >= 0].astype(np.int64), minlength=1)
        order = np.argsort(-counts, kind="stable")[:most]
        return [int(group) for group in order if counts[group] * 10 >= max(len(groups), 1)]

    def name(self, row: int) -> str:
        """Return what a person calls a document."""
        return self.titles[row] or self.paths[row].replace("\\", "/").rsplit("/", 1)[-1]
