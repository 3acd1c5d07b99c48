"""Draws the documents into a picture: tens of thousands in a few hundredths of a second.

No call per point: for each pixel of a dot's shape, that pixel of all dots is written at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QImage

from app.maps.sizes import dot_radius

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from app.maps.atlas import Atlas, Mask
    from app.maps.viewport import Viewport

_RING = 2.0
"""Pixels around a document of the present results."""


@dataclass(frozen=True, slots=True)
class Inks:
    """Colours as (red, green, blue), 0 to 255."""

    groups: tuple[tuple[int, int, int], ...]
    none: tuple[int, int, int]
    """Of documents in no group."""
    behind: tuple[int, int, int]
    ring: tuple[int, int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """What is to be drawn."""

    atlas: Atlas
    view: Viewport
    """What is seen."""
    rim: tuple[int, int]
    """Pixels that are drawn beyond each edge of it: left and right, above and below."""
    ratio: float
    inks: Inks
    chosen: Mask | None
    """Documents that are selected: all others fade. None where nothing is."""
    found: Mask | None
    """Documents that get a ring."""


def draw(order: Order) -> QImage:
    """Return the picture, transparent behind the dots."""
    view, ratio = order.view, order.ratio
    size = dot_radius(len(order.atlas), view.zoom) * ratio
    width, height = view.width + 2 * order.rim[0], view.height + 2 * order.rim[1]
    sheet = _Sheet(round(width * ratio), round(height * ratio), size + _RING * ratio)
    origin = np.array([view.left + order.rim[0], view.top + order.rim[1]], np.float32)
    origin *= np.float32(ratio)
    spread = order.atlas.places * (np.array([view.across, view.scale], np.float32) * ratio)
    places = (spread + origin).astype(np.float32)
    seen = sheet.touched(places)
    at, colours = places[seen], _colours(order)[seen]
    sheet.stamp(at, colours, size)
    if order.found is not None and (ringed := order.found[seen]).any():
        ring = np.full((int(ringed.sum()), 3), order.inks.ring, np.uint8)
        sheet.stamp(at[ringed], ring, size + _RING * ratio)
        sheet.stamp(at[ringed], colours[ringed], size + 0.3 * ratio)
    image = sheet.image()
    image.setDevicePixelRatio(ratio)
    return image


def _colours(order: Order) -> NDArray[np.uint8]:
    """Return each document's colour (n, 3)."""
    table = np.array([*order.inks.groups, order.inks.none], np.float32)
    groups = order.atlas.groups.astype(np.int64)
    colours = table[np.where(groups < 0, len(table) - 1, groups % (len(table) - 1))]
    if order.chosen is not None:
        behind = np.array(order.inks.behind, np.float32)
        faded = behind + (colours - behind) * np.float32(0.3)
        colours = np.where(order.chosen[:, None], colours, faded)
    return colours.astype(np.uint8)


class _Sheet:
    """Pixels with a rim as wide as a dot, so that no dot needs cutting."""

    def __init__(self, width: int, height: int, largest: float) -> None:
        self._reach = int(np.ceil(largest))
        self._rim = 2 * self._reach + 2
        self._size = (width, height)
        self._across = width + 2 * self._rim
        self._pixels = np.zeros(self._across * (height + 2 * self._rim), np.uint32)

    def touched(self, places: NDArray[np.float32]) -> NDArray[np.int64]:
        """Return whose dots are at least partly on the sheet."""
        low, high = -self._reach - 1, np.array(self._size) + self._reach
        return np.flatnonzero(np.all((places > low) & (places < high), axis=1))

    def stamp(self, at: NDArray[np.float32], colours: NDArray[np.uint8], size: float) -> None:
        """Draw discs with soft rims; where they meet, the later one lies above."""
        cells = np.floor(at).astype(np.int64) + self._rim
        middles = cells[:, 1] * self._across + cells[:, 0]
        inks = colours.astype(np.uint32)
        opaque = inks[:, 0] << 16 | inks[:, 1] << 8 | inks[:, 2] | 0xFF000000
        full = opaque.astype(np.uint32)
        reach = min(int(np.ceil(size)), self._reach)
        for down in range(-reach, reach + 1):
            for across in range(-reach, reach + 1):
                cover = min(max(size + 0.5 - float(np.hypot(down, across)), 0.0), 1.0)
                if cover > 0:
                    spots = middles + (down * self._across + across)
                    ink = full if cover >= 1 else _mixed(self._pixels[spots], full, cover)
                    self._pixels[spots] = ink

    def image(self) -> QImage:
        """Return what is drawn, without the rim."""
        width, height = self._size
        whole = self._pixels.reshape(-1, self._across)
        shown = np.ascontiguousarray(
            whole[self._rim : self._rim + height, self._rim : self._rim + width]
        )
        form = QImage.Format.Format_ARGB32_Premultiplied
        return QImage(shown.tobytes(), width, height, 4 * width, form).copy()


def _mixed(under: NDArray[np.uint32], over: NDArray[np.uint32], cover: float) -> NDArray[np.uint32]:
    """Mix premultiplied colours, two channels at a time."""
    share = np.uint32(round(cover * 256))
    rest, odd = np.uint32(256) - share, np.uint32(0x00FF00FF)
    low = ((under & odd) * rest + (over & odd) * share) >> np.uint32(8) & odd
    high = ((under >> np.uint32(8) & odd) * rest + (over >> np.uint32(8) & odd) * share) & ~odd
    return low | high
