"""What part of the map is seen: arithmetic without drawing."""

from __future__ import annotations

from dataclasses import dataclass

_FARTHEST, _NEAREST = 0.7, 300.0
"""Zoom, in units of the whole map in sight."""
_MARGIN = 28.0
"""Pixels around the whole map."""
_STAYS = 0.25
"""Share of the room that the map cannot be pushed out of."""
_WIDEST = 1.6
"""Most that the map is drawn wider than high: what is near stays near, and a window is wide."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Viewport:
    """A pixel is ``map · (across, scale) + (left, top)``; the map's corners are (0, 0), (1, 1)."""

    width: float
    height: float
    scale: float
    left: float
    top: float

    @classmethod
    def whole(cls, width: float, height: float) -> Viewport:
        """All of the map in the middle of the room."""
        return cls(width, height, cls.fitting(width, height), 0, 0).around(0.5, 0.5, 1.0)

    @staticmethod
    def fitting(width: float, height: float) -> float:
        """The scale that shows all of the map."""
        return max(min(width, height) - 2 * _MARGIN, 40.0)

    @property
    def across(self) -> float:
        """Pixels from the left edge of the map to the right one; ``scale`` is its height."""
        room = (self.width - 2 * _MARGIN) / max(self.height - 2 * _MARGIN, 1.0)
        return self.scale * min(max(room, 1.0), _WIDEST)

    @property
    def zoom(self) -> float:
        """1 where all of the map just fits."""
        return self.scale / self.fitting(self.width, self.height)

    def to_screen(self, x: float, y: float) -> Point:
        """Where a place of the map is seen."""
        return x * self.across + self.left, y * self.scale + self.top

    def to_map(self, x: float, y: float) -> Point:
        """What place is seen at a pixel."""
        return (x - self.left) / self.across, (y - self.top) / self.scale

    def zoomed(self, factor: float, x: float, y: float) -> Viewport:
        """Nearer or farther; what is seen at the pixel stays there."""
        fitting = self.fitting(self.width, self.height)
        scale = min(max(self.scale * factor, fitting * _FARTHEST), fitting * _NEAREST)
        factor = scale / self.scale
        left, top = x - (x - self.left) * factor, y - (y - self.top) * factor
        return Viewport(self.width, self.height, scale, left, top).kept()

    def moved(self, x: float, y: float) -> Viewport:
        """Pushed by so many pixels."""
        return Viewport(self.width, self.height, self.scale, self.left + x, self.top + y).kept()

    def resized(self, width: float, height: float) -> Viewport:
        """In another room: the same middle and the same zoom."""
        x, y = self.to_map(self.width / 2, self.height / 2)
        return Viewport.whole(width, height).around(x, y, self.zoom)

    def around(self, x: float, y: float, zoom: float) -> Viewport:
        """A place of the map in the middle."""
        scale = self.fitting(self.width, self.height) * zoom
        there = Viewport(self.width, self.height, scale, 0.0, 0.0)
        left, top = self.width / 2 - x * there.across, self.height / 2 - y * scale
        return Viewport(self.width, self.height, scale, left, top).kept()

    def kept(self) -> Viewport:
        """Pushed back where the map would be out of sight."""
        left = _within(self.left, self.across, self.width)
        top = _within(self.top, self.scale, self.height)
        return Viewport(self.width, self.height, self.scale, left, top)


def _within(start: float, size: float, room: float) -> float:
    shown = min(size, room) * _STAYS
    return min(max(start, shown - size), room - shown)
