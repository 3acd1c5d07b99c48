"""Narrows the list of models: a few words, and where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.look import figures
from app.look.labels import muted
from app.models.narrowing import SHELVES, Narrowing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QKeyEvent

    from app.models.narrowing import Shelf


_LEAST_CHARACTERS = 8
"""Of the choice; what it says is cut where there is no more room, its list never is."""


class _Words(QLineEdit):
    """Escape empties it; Down goes on to the list."""

    left_downwards = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave what is not for a line of text."""
        match event.key():
            case Qt.Key.Key_Down:
                self.left_downwards.emit()
            case Qt.Key.Key_Escape if self.text():
                self.clear()
            case _:
                super().keyPressEvent(event)


class Sieve(QWidget):
    """Emits what is to be shown as soon as it is another."""

    narrowed = Signal(object)
    """`Narrowing`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = _Words()
        self.words.setPlaceholderText(self.tr("Filter: name, vendor, language"))
        self.words.setAccessibleName(self.tr("Filter the models"))
        self.words.setClearButtonEnabled(True)
        self.shelf = QComboBox()
        self.shelf.setAccessibleName(self.tr("Which models"))
        self.shelf.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.shelf.setMinimumContentsLength(_LEAST_CHARACTERS)
        self.shelf.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for shelf in SHELVES:
            self.shelf.addItem("", shelf)
        self.nothing = muted(QLabel(self.tr("No model fits these words.")))
        self.nothing.setWordWrap(True)
        self.nothing.hide()
        self.words.textChanged.connect(self._tell)
        self.shelf.currentIndexChanged.connect(self._tell)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 8, 4)
        column.setSpacing(6)
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._row.setSpacing(6)
        for widget in (self.words, self.shelf):
            self._row.addWidget(widget, 1)
        column.addLayout(self._row)
        column.addWidget(self.nothing)
        self.setFocusProxy(self.words)
        self.show_counts(dict.fromkeys(SHELVES, 0))

    def lie(self, *, flat: bool) -> None:
        """Take one line, or two."""
        way = QBoxLayout.Direction
        self._row.setDirection(way.LeftToRight if flat else way.TopToBottom)

    def show_counts(self, counts: Mapping[Shelf, int]) -> None:
        """Say how many there are of each."""
        names: dict[Shelf, str] = {
            "all": self.tr("All models"),
            "stays": self.tr("Texts stay on this computer"),
            "here": self.tr("On this computer"),
            "wanted": self.tr("Can be downloaded"),
            "vendors": self.tr("Vendors and servers"),
        }
        for row, shelf in enumerate(SHELVES):
            self.shelf.setItemText(row, f"{names[shelf]}  ({figures.count(counts[shelf])})")

    def show_nothing(self, *, nothing: bool) -> None:
        """Say that no model is left."""
        self.nothing.setVisible(nothing)

    def narrowing(self) -> Narrowing:
        """What is to be shown."""
        return Narrowing(self.words.text(), self.shelf.currentData())

    def clear(self) -> None:
        """Show everything again."""
        self.words.clear()
        self.shelf.setCurrentIndex(0)

    def _tell(self) -> None:
        self.narrowed.emit(self.narrowing())
