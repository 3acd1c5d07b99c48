"""The first screen: which folders, and one button."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.library.choice import Choice
from app.look.icons import picture
from app.look.labels import heading, muted

if TYPE_CHECKING:
    from collections.abc import Iterable

_ICON_SIDE = 72
_WIDTH = 480


@dataclass(frozen=True, slots=True)
class Offer:
    """A folder that may hold documents."""

    path: str
    kind: str
    """``documents``, ``desktop``, ``downloads``, ``notes``, ``vault``, ``cloud``, ``zotero``, or
    ``chosen`` by the person."""
    ticked: bool


class WelcomePage(QScrollArea):
    """What Findling is, the folders that are there, and Start."""

    add_requested = Signal()
    """The person wants to choose another folder."""
    start_requested = Signal(object)
    """A tuple of paths."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.choices: list[Choice] = []
        self.choose = QPushButton(self.tr("Choose another folder…"))
        self.choose.clicked.connect(self.add_requested)
        self.start = QPushButton(self.tr("Start"))
        self.start.setObjectName("primary")
        self.start.setDefault(True)
        self.start.clicked.connect(self._ask_to_start)
        self._card = QFrame()
        self._card.setObjectName("card")
        self._rows = QVBoxLayout(self._card)
        self._rows.setContentsMargins(8, 8, 8, 8)
        self._rows.setSpacing(0)
        self._note = muted(QLabel())
        self._lay_out()
        self._show_state()

    def offer(self, offers: Iterable[Offer]) -> None:
        """Show further folders; one that is shown already is ticked and not shown twice."""
        known = {choice.path: choice for choice in self.choices}
        for offer in offers:
            if offer.path in known:
                known[offer.path].box.setChecked(True)
                continue
            choice = Choice(self._title(offer), offer.path, ticked=offer.ticked)
            choice.box.toggled.connect(self._show_state)
            self._rows.addWidget(choice)
            self.choices.append(choice)
        self._show_state()

    def wait(self, *, waiting: bool) -> None:
        """Say that the wish is heard while the engine is not there yet."""
        self.start.setText(self.tr("Starting…") if waiting else self.tr("Start"))
        self._card.setDisabled(waiting)
        self._show_state()

    def take_focus(self) -> None:
        """Put the focus where Enter goes on, unless another place is shown."""
        if not self.isVisibleTo(self.window()):
            return
        (self.start if self.start.isEnabled() else self.choose).setFocus()

    def chosen(self) -> tuple[str, ...]:
        """The ticked folders."""
        return tuple(choice.path for choice in self.choices if choice.box.isChecked())

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(0)
        icon = QLabel()
        icon.setPixmap(picture("findling", _ICON_SIDE, self.devicePixelRatioF()))
        icon.setAccessibleName("Findling")
        headline = heading(QLabel(self.tr("Find passages in your own files")), 1.6)
        body = muted(
            QLabel(
                self.tr(
                    "Describe what you look for in your own words: Findling finds it by meaning "
                    "and by word. Where are your documents?"
                )
            )
        )
        trust = muted(
            QLabel(
                self.tr(
                    "The language model is already here: there is nothing to download, and nothing "
                    "leaves this computer. You can search while the files are being read."
                )
            )
        )
        for label in (headline, body, trust, self._note):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(icon, 0, centre)
        for widget, above in (
            (headline, 14),
            (body, 8),
            (self._card, 22),
            (self._note, 10),
        ):
            column.addSpacing(above)
            column.addWidget(widget)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch()
        buttons.addWidget(self.choose)
        buttons.addWidget(self.start)
        buttons.addStretch()
        column.addSpacing(14)
        column.addLayout(buttons)
        column.addSpacing(18)
        column.addWidget(trust)
        column.addStretch(3)
        self._centre(column)

    def _centre(self, column: QVBoxLayout) -> None:
        middle = QWidget()
        middle.setLayout(column)
        middle.setMaximumWidth(_WIDTH)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(middle, 100)
        row.addStretch(1)
        self.setWidget(whole)

    def _title(self, offer: Offer) -> str:
        name = PurePath(offer.path).name or offer.path
        titles = {
            "documents": self.tr("Documents"),
            "desktop": self.tr("Desktop"),
            "downloads": self.tr("Downloads"),
            "vault": self.tr("Obsidian: {0}").format(name),
            "zotero": self.tr("Zotero: articles"),
            "cloud": self.tr("iCloud Drive") if "com~apple~CloudDocs" in name else name,
        }
        return titles.get(offer.kind, name)

    def _show_state(self) -> None:
        self._card.setVisible(bool(self.choices))
        self.start.setVisible(bool(self.choices))
        self.start.setEnabled(bool(self.chosen()) and self._card.isEnabled())
        self._note.setText(
            self.tr("A folder dropped anywhere on this window is added as well.")
            if self.choices
            else self.tr("Choose a folder, or drop one anywhere on this window.")
        )

    def _ask_to_start(self) -> None:
        self.start_requested.emit(self.chosen())
