"""Icons from `resources/icons`: SVG, drawn in the palette's colour, sharp at every scale."""

from __future__ import annotations

from functools import cache
from importlib import resources

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_INK = b"#000000"
"""What a glyph is drawn with in its file; replaced by the palette's colour."""
WINDOW_SIZES = (16, 24, 32, 48, 64, 128, 256)


@cache
def _svg(name: str) -> bytes:
    return resources.files("resources").joinpath("icons", f"{name}.svg").read_bytes()


def keep(*names: str) -> None:
    """Read glyphs from the disk, so that nothing that draws them has to."""
    for name in names:
        _svg(name)


class _GlyphEngine(QIconEngine):
    """Draws one SVG at whatever size and pixel ratio is asked for."""

    def __init__(self, name: str, ink: QColor) -> None:
        super().__init__()
        self._name = name
        self._ink = ink

    def paint(
        self,
        painter: QPainter,
        rect: QRect,
        mode: QIcon.Mode,
        state: QIcon.State,  # noqa: ARG002 - Qt's signature
    ) -> None:
        """Draw the glyph into the square at the middle of ``rect``."""
        side = min(rect.width(), rect.height())
        square = QRectF(
            rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side, side
        )
        svg = _svg(self._name).replace(_INK, self._ink.name().encode())
        if mode == QIcon.Mode.Disabled:
            painter.setOpacity(0.45)
        QSvgRenderer(QByteArray(svg)).render(painter, square)
        painter.setOpacity(1.0)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The glyph on a transparent ground."""
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        """Another of the same."""
        return _GlyphEngine(self._name, self._ink)


def glyph(name: str, ink: QColor) -> QIcon:
    """The one-colour icon ``name``, drawn in ``ink``."""
    return QIcon(_GlyphEngine(name, ink))


def picture(name: str, side: int, ratio: float = 1.0) -> QPixmap:
    """The icon ``name`` in its own colours, ``side`` logical pixels square."""
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(_svg(name))).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return pixmap


def program_icon() -> QIcon:
    """Findling's own icon."""
    icon = QIcon()
    for side in WINDOW_SIZES:
        icon.addPixmap(picture("findling", side))
    return icon
