"""Asks for a library's new name."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.look.labels import muted

_WIDTH = 380


@dataclass(frozen=True, slots=True)
class RenameWish:
    """That a library have another name."""

    library: str
    name: str


class RenameDialog(QDialog):
    """One field; stays open until the name was taken."""

    rename_wished = Signal(object)
    """`RenameWish`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Rename library"))
        self.setMinimumWidth(_WIDTH)
        self._library = ""
        self.field = QLineEdit()
        self.field.setAccessibleName(self.tr("Name"))
        self.field.textChanged.connect(self._allow)
        self.note = muted(QLabel())
        self.note.setWordWrap(True)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.accepted.connect(self._wish)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(QLabel(self.tr("Name")))
        column.addWidget(self.field)
        column.addWidget(self.note)
        column.addWidget(self.buttons)

    def ask(self, library: str) -> None:
        """Open for a library."""
        self._library = library
        self.field.setText(library)
        self.field.selectAll()
        self.say("")
        self.open()
        self.field.setFocus()

    def say(self, text: str) -> None:
        """Say why the name was not taken."""
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def _allow(self) -> None:
        name = self.field.text().strip()
        save = self.buttons.button(QDialogButtonBox.StandardButton.Save)
        save.setEnabled(bool(name) and name != self._library)

    def _wish(self) -> None:
        self.rename_wished.emit(RenameWish(self._library, self.field.text().strip()))
