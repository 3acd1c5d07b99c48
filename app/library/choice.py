"""One folder of the first screen: a box to tick, and where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from app.look import figures
from app.look.labels import ElidedLabel, muted

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

_ROOM = 7


class Choice(QWidget):
    """A click anywhere on the line ticks it."""

    def __init__(
        self, title: str, path: str, *, ticked: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.path = path
        self.box = QCheckBox(title)
        self.box.setChecked(ticked)
        self.box.setAccessibleDescription(path)
        place = muted(ElidedLabel(Qt.TextElideMode.ElideMiddle))
        place.setText(figures.place(path))
        place.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(_ROOM, _ROOM, _ROOM, _ROOM)
        row.setSpacing(16)
        row.addWidget(self.box)
        row.addWidget(place, 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Wait for the release."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick or untick."""
        event.accept()
        inside = self.rect().contains(event.position().toPoint())
        if inside and event.button() == Qt.MouseButton.LeftButton:
            self.box.toggle()
