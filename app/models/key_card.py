"""A vendor's key: entered, tried, kept, forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.look.labels import heading, muted
from app.models.wishes import KeyWish

if TYPE_CHECKING:
    from engine.protocol.messages import ModelInfo


class KeyCard(QWidget):
    """One field; what is kept is never shown."""

    try_requested = Signal(object)
    """`KeyWish`."""
    key_chosen = Signal(object)
    """`KeyWish`; an empty key is to be forgotten."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: ModelInfo | None = None
        self.title = heading(QLabel())
        self.about = muted(QLabel())
        self.about.setWordWrap(True)
        self.field = QLineEdit()
        self.field.setAccessibleName(self.tr("Key"))
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.test = QPushButton(self.tr("Test"))
        self.test.setToolTip(self.tr("Send one short text of our own and see what comes back"))
        self.keep = QPushButton(self.tr("Keep key"))
        self.forget = QPushButton(self.tr("Forget key"))
        self.field.textChanged.connect(self._allow)
        self.test.clicked.connect(self._try)
        self.keep.clicked.connect(self._keep)
        self.forget.clicked.connect(self._forget)
        row = QHBoxLayout()
        row.addWidget(self.field, 1)
        for button in (self.test, self.keep, self.forget):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.about)
        column.addLayout(row)

    def show_model(self, model: ModelInfo) -> None:
        """Ask for the key of a model's vendor; what was typed for another one is dropped."""
        if self._model is None or model.vendor != self._model.vendor:
            self.field.clear()
        self._model = model
        self.title.setText(self.tr("Key for {0}").format(model.vendor))
        self.about.setText(
            self.tr("A key is kept in the keyring of this computer.")
            if model.has_key
            else self.tr(
                "You get one from the vendor. It is kept in the keyring of this computer and sent "
                "to {0} alone."
            ).format(model.sent_to)
        )
        self._allow()

    def kept(self) -> None:
        """The key was taken."""
        self.field.clear()

    def _allow(self) -> None:
        model, typed = self._model, bool(self.field.text().strip())
        self.keep.setEnabled(typed)
        self.test.setEnabled(typed or bool(model and model.has_key))
        self.forget.setVisible(bool(model and model.has_key))

    def _wish(self, key: str) -> KeyWish | None:
        model = self._model
        return None if model is None else KeyWish(model.vendor, model.id, key)

    def _try(self) -> None:
        self.try_requested.emit(self._wish(self.field.text().strip()))

    def _keep(self) -> None:
        self.key_chosen.emit(self._wish(self.field.text().strip()))

    def _forget(self) -> None:
        self.key_chosen.emit(self._wish(""))
