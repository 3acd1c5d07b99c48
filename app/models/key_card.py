"""A vendor's key: entered, tried, kept, forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.look.flow import FlowLayout
from app.look.labels import heading, muted, toned
from app.models import vendors
from app.models.wishes import KeyNote, KeyWish

if TYPE_CHECKING:
    from engine.protocol.messages import ModelInfo

_GAP = 8
_NOTHING = KeyNote("")


class KeyCard(QWidget):
    """One field; what is kept is never shown."""

    try_requested = Signal(object)
    """`KeyWish`."""
    key_chosen = Signal(object)
    """`KeyWish`; an empty key is to be forgotten."""
    edited = Signal()
    """Another key is being typed: what was said of the last one holds no more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: ModelInfo | None = None
        self._note = _NOTHING
        self.title = heading(QLabel())
        self.about = muted(QLabel())
        self.field = QLineEdit()
        self.field.setAccessibleName(self.tr("Key"))
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.test = QPushButton(self.tr("Test"))
        self.test.setToolTip(self.tr("Send one short text of our own and see what comes back"))
        self.keep = QPushButton(self.tr("Keep key"))
        self.forget = QPushButton(self.tr("Forget key"))
        self.note = toned(QLabel())
        self.note.setAccessibleName(self.tr("What became of it"))
        self.in_file = QPushButton(self.tr("Keep it in a file that only you can read"))
        self.for_now = QPushButton(self.tr("Keep it until Findling ends"))
        for label in (self.title, self.about, self.note):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._connect()
        self._lay_out()

    def show_model(
        self, model: ModelInfo, note: KeyNote | None = None, *, refused: bool = False
    ) -> None:
        """Ask for the key of a model's vendor; what was typed for another one is dropped.

        Args:
            model: a vendor's, or any.
            note: what became of a wish.
            refused: whether the vendor did not take the key that is kept.
        """
        if self._model is None or model.vendor != self._model.vendor:
            self.field.setText("")
        self._model = model
        self._note = note or _NOTHING
        self.title.setText(self.tr("Key for {0}").format(vendors.title(model.vendor)))
        about = self._about(model)
        if refused and model.has_key:
            said = self.tr("{0} refuses this key.").format(vendors.title(model.vendor))
            about = f"{about} {said}"
        self.about.setText(about)
        self.field.setPlaceholderText(
            self.tr("Enter another key") if model.has_key else self.tr("Enter the key")
        )
        self.note.setText(self._note.text)
        self.note.setVisible(bool(self._note.text))
        toned(self.note, self._note.tone)
        self._allow()

    def kept(self) -> None:
        """The key was taken."""
        self.field.setText("")  # unlike clear() it cannot be undone

    def take_focus(self) -> None:
        """Have the key entered next."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _about(self, model: ModelInfo) -> str:
        kept = {
            "keyring": self.tr("A key is kept in the keyring of this computer."),
            "file": self.tr("A key is kept in a file that only you can read."),
            "memory": self.tr("A key is kept until Findling ends."),
            "environment": self.tr("The key of the environment variable {0} is used.").format(
                vendors.VARIABLES.get(model.family, "")
            ),
        }
        if model.has_key:
            return kept.get(model.key_place, self.tr("A key is kept."))
        if model.keyless:
            return self.tr("Most such servers ask for none. Where this one does, enter it here.")
        return self.tr(
            "You get one from the vendor. It is kept in the keyring of this computer, if there is "
            "one, and sent to {0} alone."
        ).format(model.sent_to or vendors.title(model.vendor))

    def _connect(self) -> None:
        self.field.textChanged.connect(self._allow)
        self.field.textEdited.connect(self._edit)
        self.field.returnPressed.connect(self._keep)
        self.test.clicked.connect(self._try)
        self.keep.clicked.connect(self._keep)
        self.forget.clicked.connect(self._forget)
        self.in_file.clicked.connect(lambda: self._keep_in("file"))
        self.for_now.clicked.connect(lambda: self._keep_in("memory"))

    def _lay_out(self) -> None:
        buttons = QWidget()
        FlowLayout(_GAP, buttons).insert(0, (self.test, self.keep, self.forget))
        self._places = QWidget()
        FlowLayout(_GAP, self._places).insert(0, (self.in_file, self.for_now))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        column.addWidget(self.title)
        column.addWidget(self.about)
        column.addWidget(self.field)
        column.addWidget(buttons)
        column.addWidget(self.note)
        column.addWidget(self._places)

    def _allow(self) -> None:
        model, typed = self._model, bool(self._typed())
        free = not self._note.busy
        has_key = bool(model and model.has_key)
        ours = bool(model and model.key_place != "environment")
        places = self._note.offers and typed
        allowed = {
            self.keep: typed,
            self.test: typed or has_key or bool(model and model.keyless),
            self.forget: has_key and ours,
            self.in_file: places,
            self.for_now: places,
        }
        if any(button.hasFocus() and not may for button, may in allowed.items()):
            self.take_focus()  # else it would go astray
        for button, may in allowed.items():  # the one that was pressed keeps the focus meanwhile
            button.setEnabled(may and (free or button.hasFocus()))
        self.forget.setVisible(allowed[self.forget])
        self._places.setVisible(places)

    def _edit(self) -> None:
        if not self._note.busy and not self._note.offers:
            self.edited.emit()

    def _typed(self) -> str:
        return self.field.text().strip()

    def _wish(self, key: str, place: str = "keyring") -> KeyWish | None:
        model = self._model
        return None if model is None else KeyWish(model.vendor, model.id, key, place)

    def _try(self) -> None:
        if not self._note.busy:
            self.try_requested.emit(self._wish(self._typed()))

    def _keep(self) -> None:
        self._keep_in("keyring")

    def _keep_in(self, place: str) -> None:
        if self._typed() and not self._note.busy:
            self.key_chosen.emit(self._wish(self._typed(), place))

    def _forget(self) -> None:
        if not self._note.busy:
            self.key_chosen.emit(self._wish(""))
