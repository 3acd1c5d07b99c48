"""The first screen: choose folders."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.look.icons import picture
from app.look.labels import heading, muted

if TYPE_CHECKING:
    from collections.abc import Sequence

_ICON_SIDE = 88
_TEXT_WIDTH = 440


class WelcomePage(QWidget):
    """What Findling is, in two sentences, and one button."""

    add_requested = Signal()
    folder_chosen = Signal(object)
    """A path that was suggested and taken."""

    def __init__(self, suggestions: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choose = QPushButton(self.tr("Choose folders…"))
        self.choose.setObjectName("primary")
        self.choose.setDefault(True)
        self.choose.clicked.connect(self.add_requested)
        icon = QLabel()
        icon.setPixmap(picture("findling", _ICON_SIDE, self.devicePixelRatioF()))
        icon.setAccessibleName("Findling")
        headline = heading(QLabel(self.tr("Find passages in your own files")), 1.6)
        body = muted(
            QLabel(
                self.tr(
                    "Describe what you look for in your own words; Findling knows what your "
                    "documents mean. Nothing leaves this computer."
                )
            )
        )
        body.setWordWrap(True)
        body.setFixedWidth(_TEXT_WIDTH)
        body.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.addStretch(2)
        centre = Qt.AlignmentFlag.AlignHCenter
        for widget, below in ((icon, 14), (headline, 8), (body, 22), (self.choose, 12)):
            row = QHBoxLayout()
            row.addStretch()
            row.addWidget(widget)
            row.addStretch()
            column.addLayout(row)
            column.addSpacing(below)
        column.addLayout(self._suggestions(suggestions))
        drop = muted(QLabel(self.tr("or drop a folder anywhere on this window")))
        column.addSpacing(6)
        column.addWidget(drop, 0, centre)
        column.addStretch(3)

    def _suggestions(self, paths: Sequence[str]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch()
        for path in paths:
            button = QPushButton(PurePath(path).name)
            button.setAccessibleName(self.tr("Add {0}").format(path))
            button.setToolTip(path)
            button.setProperty("path", path)
            button.clicked.connect(self._take_suggestion)
            row.addWidget(button)
        row.addStretch()
        return row

    def _take_suggestion(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.folder_chosen.emit(button.property("path"))
