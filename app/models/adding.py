"""Adds a model of the hub: its name, and that the hub is asked."""

from __future__ import annotations

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QVBoxLayout, QWidget

from app.look.growing import GrowingDialog
from app.models.entries import Entry, explained

_NAME = re.compile(r"[\w.-]+/[\w.-]+")
_ADDRESS = re.compile(r"https?://[^/\s]+/([\w.-]+/[\w.-]+)/?\S*")
_CHARACTERS = 80
_HUB = "huggingface.co"


class HubDialog(GrowingDialog):
    """Stays open until the hub has told what the model is."""

    model_named = Signal(object)
    """``owner/name``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_CHARACTERS, parent)
        self.setWindowTitle(self.tr("A model of the hub"))
        self.name = Entry(self.tr("Name"), self.tr("owner/name"))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.add = self.buttons.addButton(
            self.tr("Ask the hub"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.name.field.textChanged.connect(self._allow)
        self.buttons.accepted.connect(self._wish)
        self.buttons.rejected.connect(self.reject)
        self._busy = False
        column = QVBoxLayout(self)
        column.setSpacing(10)
        self.about = explained("")
        column.addWidget(self.about)
        column.addWidget(self.name)
        column.addStretch()
        column.addWidget(self.buttons)

    def ask(self, host: str = "") -> None:
        """Open, empty.

        Args:
            host: of the hub; empty for the usual one.
        """
        said = self.tr(
            "The hub at {0} is asked what the model is and how large. None of your texts are sent. "
            "It is downloaded when you say so."
        )
        self.about.setText(said.format(host or _HUB))
        self.name.field.setText("")
        self.say("")
        self.open()
        self.name.field.setFocus()

    def say(self, text: str) -> None:
        """Say why it cannot be had."""
        self._busy = False
        self.name.say(text)
        self._allow()

    def named(self) -> str:
        """``owner/name``, also of an address; empty where it is neither."""
        text = self.name.text()
        address = _ADDRESS.fullmatch(text)
        name = address[1] if address else text
        return name if _NAME.fullmatch(name) else ""

    def _allow(self) -> None:
        self.add.setEnabled(bool(self.name.text()) and not self._busy)

    def _wish(self) -> None:
        name = self.named()
        if not name:
            self.say(self.tr("A name has two parts, such as minishlab/potion-base-8M."))
            return
        self.name.say(self.tr("The hub is being asked…"), "plain")
        self._busy = True
        self._allow()
        self.model_named.emit(name)
