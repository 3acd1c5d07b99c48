"""What can be done with a document outside, in one line below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.look.colours import Tints
from app.look.icon_sides import sized
from app.look.icons import glyph

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QResizeEvent

_GAP = 6
_ICON = 16


class DocumentFoot(QWidget):
    """Two buttons; the second is an icon where there is no room for its words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.open = QPushButton(self.tr("Open file"))
        self.reveal = QPushButton(self.tr("Show in folder"))
        self._words = self.reveal.text()
        self.reveal.setAccessibleName(self._words)
        sized(self.reveal, _ICON)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addWidget(self.open)
        row.addWidget(self.reveal)
        row.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as there is room for."""
        super().resizeEvent(event)
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        """Larger text needs more room, and the icon follows the palette."""
        super().changeEvent(event)
        if hasattr(self, "_row"):
            self._fill()

    def _fill(self) -> None:
        self.reveal.setText(self._words)
        self.reveal.setToolTip("")
        ink = Tints.of(self.palette()).text
        tight = self.open.sizeHint().width() + _GAP + self.reveal.sizeHint().width() > self.width()
        if tight:
            self.reveal.setText("")
            self.reveal.setToolTip(self._words)
        self.reveal.setIcon(glyph("folder", ink) if tight else QIcon())
