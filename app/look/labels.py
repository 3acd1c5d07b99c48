"""Labels that QLabel does not offer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QStyle, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterable

_SCALE = "scale"
"""The property that holds how much larger than other text a heading is."""


class ElidedLabel(QLabel):
    """One line that shortens itself to its width and tells the whole as a tool tip."""

    def __init__(
        self, mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._mode = mode
        self.setTextFormat(Qt.TextFormat.PlainText)

    def setText(self, text: str) -> None:
        """Show a text."""
        super().setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        """May become as narrow as it must."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what fits."""
        painter = QPainter(self)
        box = self.contentsRect()
        shown = QFontMetrics(self.font()).elidedText(self.text(), self._mode, box.width())
        align = QStyle.visualAlignment(self.layoutDirection(), self.alignment())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # the text's own
        align |= Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(box, align | Qt.TextFlag.TextSingleLine, shown)


def muted(label: QLabel) -> QLabel:
    """Mark a label as secondary text."""
    label.setProperty("muted", True)  # noqa: FBT003 - Qt's property value
    return label


def toned(label: QLabel, tone: str = "plain") -> QLabel:
    """Colour a label's ground; one that is to change is toned before it is first shown.

    Args:
        label: any; its name becomes the tone.
        tone: ``well`` or ``stays``, ``leaves`` or ``trouble``, or ``plain`` for no colour.
    """
    if label.objectName() != tone:
        label.setObjectName(tone)
        label.style().unpolish(label)
        label.style().polish(label)
        label.updateGeometry()
    return label


def heading(label: QLabel, scale: float = 1.0) -> QLabel:
    """Mark a label as a heading, ``scale`` times as large as other text."""
    label.setProperty("heading", True)  # noqa: FBT003 - Qt's property value
    enlarge(label, scale)
    return label


def enlarge(widget: QWidget, scale: float) -> None:
    """Write ``scale`` times as large as other text, also when that becomes another size."""
    if scale != 1.0:
        font = widget.font()
        font.setPointSizeF(font.pointSizeF() * scale)
        widget.setFont(font)
    widget.setProperty(_SCALE, scale)


def rescale_headings(widgets: Iterable[QWidget], font: QFont) -> None:
    """Have headings follow the application's font: a size of their own keeps them from it."""
    for widget in widgets:
        scale = widget.property(_SCALE)
        if isinstance(scale, float) and scale != 1.0:
            larger = QFont(font)
            larger.setPointSizeF(font.pointSizeF() * scale)
            larger.setWeight(widget.font().weight())  # the style sheet does not set it again
            widget.setFont(larger)
