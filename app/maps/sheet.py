"""The drawn map and what lies on it: keeps a picture a little larger than the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Qt, Signal, Slot

from app.look.spectrum import spectrum
from app.maps.draughtsman import Draughtsman, Easel, Picture

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPainter

    from app.look.colours import Tints
    from app.maps.atlas import Atlas, Mask
    from app.maps.viewport import Viewport
    from engine.protocol.messages import MapMade

_RIM = 0.3
"""Share of the room that is drawn beyond each edge, for what is pushed into sight."""


class Sheet(QObject):
    """Has the map drawn when the view, the colours or the marks change. In the GUI thread."""

    unrolled = Signal(object)
    """An `Atlas`."""
    renewed = Signal()
    """There is another picture."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._easel = Easel(self)
        queued = Qt.ConnectionType.QueuedConnection
        self._easel.unrolled.connect(self.unrolled, queued)
        self._easel.drawn.connect(self._take, queued)
        self._draughtsman = Draughtsman(self._easel)
        self.destroyed.connect(self._draughtsman.end)
        self.picture: Picture | None = None

    def unroll(self, made: MapMade) -> None:
        """Have an atlas made; ends in `unrolled`."""
        self.picture = None
        self._draughtsman.unroll(made)

    def order(
        self,
        atlas: Atlas,
        view: Viewport,
        ratio: float,
        tints: Tints,
        chosen: Mask | None,
        found: Mask | None,
    ) -> None:
        """Have it drawn; what is shown meanwhile is the last picture, moved and stretched."""
        from app.maps.dots import Inks, Order

        inks = Inks(
            groups=tuple(_rgb(colour) for colour in spectrum(tints)),
            none=_rgb(tints.weak),
            behind=_rgb(tints.base),
            ring=_rgb(tints.text),
        )
        rim = round(view.width * _RIM), round(view.height * _RIM)
        self._draughtsman.draw(Order(atlas, view, rim, ratio, inks, chosen, found))

    def show(self, painter: QPainter, view: Viewport) -> None:
        """Draw the last picture where its dots belong in this view."""
        if self.picture is None:
            return
        drawn, rim = self.picture.order.view, self.picture.order.rim
        across, down = view.across / drawn.across, view.scale / drawn.scale
        target = QRectF(
            view.left - (drawn.left + rim[0]) * across,
            view.top - (drawn.top + rim[1]) * down,
            (drawn.width + 2 * rim[0]) * across,
            (drawn.height + 2 * rim[1]) * down,
        )
        painter.drawImage(target, self.picture.image)

    @Slot(object)
    def _take(self, picture: Picture) -> None:
        self.picture = picture
        self.renewed.emit()


def _rgb(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()
