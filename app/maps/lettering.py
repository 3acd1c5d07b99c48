"""Draws the names of groups and of single documents onto the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from app.look.colours import readable
from app.look.spectrum import spectrum
from app.maps.captions import Caption, Placed, placed
from app.maps.sizes import dot_radius

if TYPE_CHECKING:
    from app.look.colours import Tints
    from app.maps.atlas import Atlas
    from app.maps.viewport import Viewport

_WORDS = 2
"""Words of a group's name where all of the map is seen; more as it comes nearer."""
_PAD = QSizeF(14, 6)
_DOCUMENTS = 60
"""Documents in sight up to which they are named, too."""
_FAR = 8
"""Half lines above or below its group's middle that its name may stand."""
_BESIDE = 3.5
"""Pixels between a dot and its document's name."""
_LONGEST = 190.0
"""Pixels of a document's name."""


class Lettering:
    """The names that fit, for one view of an atlas."""

    def __init__(self, atlas: Atlas, view: Viewport, font: QFont, seen: list[int]) -> None:
        self._atlas, self._view = atlas, view
        self._bold, self._small = QFont(font), QFont(font)
        self._bold.setWeight(QFont.Weight.DemiBold)
        self._small.setPointSizeF(font.pointSizeF() * 0.9)
        room = QRectF(4, 4, view.width - 8, view.height - 8)
        self._radius = dot_radius(len(atlas), view.zoom)
        named = seen if len(seen) <= _DOCUMENTS else []
        dots = [self._dot(row) for row in named]
        crowd = atlas.crowd(view, self._radius)
        self.groups = placed(self._group_captions(), room, (), crowd.turns)
        taken = [*(name.box for name in self.groups), *dots]
        self.documents = placed(self._document_captions(named), room, taken)

    def group_at(self, point: QPointF) -> int:
        """Return the group whose name is there, -1 for none."""
        return next((name.key for name in self.groups if name.box.contains(point)), -1)

    def draw(self, painter: QPainter, tints: Tints, current: int) -> None:
        """Draw all names; the current group's stands out."""
        colours = spectrum(tints)
        painter.setFont(self._small)
        for name in self.documents:
            painter.setPen(tints.muted)
            _write(painter, name, tints.base, 0.85)
        painter.setFont(self._bold)
        for name in self.groups:
            behind = tints.selected if name.key == current else tints.base
            painter.setPen(readable(colours[name.key % len(colours)], behind))
            _write(painter, name, behind, 0.96)

    def _dot(self, row: int) -> QRectF:
        x, y = self._view.to_screen(*self._atlas.places[row].tolist())
        box = QRectF(0, 0, 2 * self._radius, 2 * self._radius)
        box.moveCenter(QPointF(x, y))
        return box

    def _group_captions(self) -> list[Caption]:
        metrics = QFontMetricsF(self._bold)
        words = _WORDS + (self._view.zoom > 2) + (self._view.zoom > 4)
        captions: list[Caption] = []
        for number, cluster in enumerate(self._atlas.clusters):
            text = " · ".join(cluster.terms[:words])
            if text and cluster.documents:
                at = QPointF(*self._view.to_screen(cluster.x, cluster.y))
                size = QSizeF(metrics.horizontalAdvance(text), metrics.height()) + _PAD
                captions.append(Caption(number, text, at, size, _around(size)))
        return captions

    def _document_captions(self, rows: list[int]) -> list[Caption]:
        metrics = QFontMetricsF(self._small)
        captions: list[Caption] = []
        for row in rows:
            text = metrics.elidedText(self._atlas.name(row), Qt.TextElideMode.ElideMiddle, _LONGEST)
            size = QSizeF(metrics.horizontalAdvance(text) + 4, metrics.height())
            across = size.width() / 2 + self._radius + _BESIDE
            down = size.height() / 2 + self._radius + _BESIDE
            offsets = ((0.0, down), (0.0, -down), (across, 0.0), (-across, 0.0))
            at = self._dot(row).center()
            captions.append(Caption(row, text, at, size, offsets))
        return captions


def _around(size: QSizeF) -> tuple[tuple[float, float], ...]:
    """Return where a group's name may stand: in its middle, then farther and farther away."""
    step, half = size.height() * 0.5, size.width() / 2
    spots = [(half * x, step * y) for x in (-2, -1, 0, 1, 2) for y in range(-_FAR, _FAR + 1)]
    return tuple(sorted(spots, key=lambda spot: spot[0] ** 2 / 4 + spot[1] ** 2))


def _write(painter: QPainter, name: Placed, behind: QColor, share: float) -> None:
    pen = painter.pen()
    ground = QColor(behind)
    ground.setAlphaF(share)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(name.box, 6, 6)
    painter.setPen(pen)
    painter.drawText(name.box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, name.text)
