"""Adds a model of a server: its address, its name, where texts go, and what to put before them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.look.cards import stacked
from app.look.growing import GrowingDialog
from app.look.labels import toned
from app.models import vendors
from app.models.entries import Entry, explained
from app.models.wishes import ServerWish

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

Part = Literal["url", "model", "key"]
USUAL = {
    "Ollama": "http://localhost:11434/v1",
    "LM Studio": "http://localhost:1234/v1",
    "vLLM": "http://localhost:8000/v1",
    "TEI": "http://localhost:8080/v1",
}
"""Where these programs listen as they are installed (each one's own documentation)."""
_CHARACTERS = 80


class ServerDialog(GrowingDialog):
    """Stays open until the server has answered."""

    server_named = Signal(object)
    """`ServerWish`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_CHARACTERS, parent)
        self.setWindowTitle(self.tr("A model of a server"))
        offers = tuple(f"{address}  ({name})" for name, address in USUAL.items())
        self.url = Entry(self.tr("Address"), next(iter(USUAL.values())), offers)
        self.model = Entry(self.tr("The model's name there"), "nomic-embed-text")
        self.key = Entry(self.tr("Key, if the server asks for one"))
        self.key.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.place = QComboBox()
        self.place.setAccessibleName(self.tr("Where the key is kept"))
        self.place.addItem(
            self.tr("Keep it in the keyring; until Findling ends if there is none"), ""
        )
        self.place.addItem(self.tr("Keep it in a file that only you can read"), "file")
        self.place.addItem(self.tr("Keep it until Findling ends"), "memory")
        self.place.hide()
        self.query = Entry(self.tr("Put before each search"), "search_query: ")
        self.document = Entry(self.tr("Put before each passage"), "search_document: ")
        self.leaves = toned(QLabel())
        self.leaves.setAccessibleName(self.tr("Where your texts go"))
        self.leaves.setTextFormat(Qt.TextFormat.PlainText)
        self.leaves.setWordWrap(True)
        self.more = QToolButton()
        self.more.setObjectName("flat")
        self.more.setText(self.tr("More"))
        self.more.setCheckable(True)
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.setArrowType(Qt.ArrowType.RightArrow)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.add = self.buttons.addButton(
            self.tr("Try and add"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._busy = False
        self._lay_out()
        self._connect()

    def ask(self) -> None:
        """Open, empty but for the usual address."""
        for entry in (self.model, self.key, self.query, self.document):
            entry.field.setText("")
        self.url.field.setText(next(iter(USUAL.values())))
        self.more.setChecked(False)
        self.end("", "")
        self.open()
        self.url.field.setFocus()
        self.url.field.selectAll()

    def end(self, part: Part | Literal[""], text: str) -> None:
        """Say what came of the attempt, beside the field that it is about."""
        self._busy = False
        entries = {"url": self.url, "model": self.model, "key": self.key}
        for name, entry in entries.items():
            entry.say(text if name == part else "")
        self._say("" if part in entries else text, "trouble")
        if text and part in entries:
            entries[part].field.setFocus()
        self._allow()

    def wish(self) -> ServerWish:
        """What is entered."""
        return ServerWish(
            url=self.url.text().partition(" ")[0],
            model=self.model.text(),
            key=self.key.text(),
            place=self.place.currentData() if self.key.text() else "",
            query_prompt=self.query.field.text(),
            document_prompt=self.document.field.text(),
        )

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep no key in a field that nobody sees."""
        super().hideEvent(event)
        self.key.field.setText("")

    def _connect(self) -> None:
        self.url.field.textChanged.connect(self._address_changed)
        self.model.field.textChanged.connect(self._allow)
        self.key.field.textChanged.connect(self._show_place)
        self.more.toggled.connect(self._unfold)
        self.buttons.accepted.connect(self._wish)
        self.buttons.rejected.connect(self.reject)

    def _lay_out(self) -> None:
        self._prompts, prompts = stacked(8)
        prompts.addWidget(
            explained(
                self.tr(
                    "Some models were trained with a few words before each text; the model's own "
                    "page tells which. Leave both empty otherwise."
                )
            )
        )
        prompts.addWidget(self.query)
        prompts.addWidget(self.document)
        self._prompts.hide()
        self._note = toned(QLabel())
        self._note.setAccessibleName(self.tr("What became of it"))
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(
            explained(
                self.tr(
                    "Ollama, LM Studio, vLLM, TEI and others serve models in the manner of OpenAI. "
                    "One short text of our own is sent there first, to see what comes back."
                )
            )
        )
        for widget in (self.url, self.leaves, self.model, self.key, self.place):
            column.addWidget(widget)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._prompts)
        column.addWidget(self._note)
        column.addStretch()
        column.addWidget(self.buttons)

    def _address_changed(self, text: str) -> None:
        address, _, name = text.partition("  (")
        if name:  # one of the offers: its name is no part of the address
            self.url.field.setText(address)
            return
        self.url.say("")
        host = vendors.host(self.wish().url)
        self.leaves.setVisible(bool(host))
        if vendors.is_this_computer(host):
            toned(self.leaves, "stays")
            self.leaves.setText(self.tr("That is this computer: your texts stay here."))
        else:
            toned(self.leaves, "leaves")
            said = self.tr("A library that uses it sends its passages and searches to {0}.")
            self.leaves.setText(said.format(host))
        self._allow()

    def _show_place(self, key: str) -> None:
        self.place.setVisible(bool(key))

    def _unfold(self, unfolded: bool) -> None:  # noqa: FBT001 - Qt's signal
        arrow = Qt.ArrowType.DownArrow if unfolded else Qt.ArrowType.RightArrow
        self.more.setArrowType(arrow)
        self._prompts.setVisible(unfolded)

    def _say(self, text: str, tone: str) -> None:
        self._note.setText(text)
        self._note.setVisible(bool(text))
        toned(self._note, tone)

    def _allow(self) -> None:
        whole = bool(self.wish().url and self.model.text())
        self.add.setEnabled(whole and not self._busy)

    def _wish(self) -> None:
        wish = self.wish()
        if not vendors.host(wish.url):
            said = self.tr("An address begins with http:// or https://, as in {0}.")
            self.end("url", said.format(next(iter(USUAL.values()))))
            return
        self.end("", "")
        self._say(self.tr("Trying…"), "plain")
        self._busy = True
        self._allow()
        self.server_named.emit(wish)
