"""What is drawn around documents to select them."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPolygonF

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SHORTEST = 3.0
"""Pixels between two corners of a lasso."""


class Tool(Enum):
    """What dragging does."""

    MOVE = "move"
    RECTANGLE = "rectangle"
    LASSO = "lasso"


class Shape:
    """A rectangle or a lasso while it is being drawn."""

    def __init__(self, tool: Tool, start: QPointF) -> None:
        self._tool = tool
        self._points = [start]

    def reach(self, point: QPointF) -> None:
        """Go on to a point."""
        if self._tool is Tool.RECTANGLE:
            self._points = [self._points[0], point]
        elif (point - self._points[-1]).manhattanLength() >= _SHORTEST:
            self._points.append(point)

    def outline(self) -> QPainterPath:
        """Return the closed outline."""
        path = QPainterPath()
        if self._tool is Tool.RECTANGLE:
            path.addRect(QRectF(self._points[0], self._points[-1]).normalized())
        else:
            path.addPolygon(QPolygonF(self._points))
            path.closeSubpath()
        return path

    def covered(self, width: int, height: int) -> NDArray[np.uint8]:
        """Return which pixels of the room it covers: (height, width), not 0 where it does."""
        import numpy as np  # the draughtsman's thread has loaded it by now

        image = QImage(width, height, QImage.Format.Format_Grayscale8)
        image.fill(0)
        painter = QPainter(image)
        painter.fillPath(self.outline(), Qt.GlobalColor.white)
        painter.end()
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine())
        return rows[:, :width].copy()
