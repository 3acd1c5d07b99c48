"""A few calm words where there are no results, and what can be done with one press."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.look.colours import Tints
from app.look.icons import glyph
from app.look.labels import heading, muted

_WIDTH = 420
_ICON = 16
_CENTRED = Qt.AlignmentFlag.AlignHCenter
_MOST = 52
"""Characters of an offer."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to press."""

    text: str
    wish: object
    """What is told when it is pressed."""
    icon: str = "search"


@dataclass(frozen=True, slots=True)
class Section:
    """Offers of one kind."""

    offers: tuple[Offer, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Advice:
    """What to say and offer where nothing was found."""

    tips: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    soon: bool = False
    """More may be found in a moment."""


class Notice(QWidget):
    """A headline, a paragraph and offers in the middle of an empty pane."""

    taken = Signal(object)
    """The `Offer`'s wish."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said: tuple[object, ...] = ()
        self._headline = heading(QLabel(), 1.25)
        self._body = muted(QLabel())
        self._offered = QWidget()
        self._offers = QVBoxLayout(self._offered)
        self._offers.setContentsMargins(0, 6, 0, 0)
        self._offers.setSpacing(6)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addStretch(2)
        for label in (self._headline, self._body):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            column.addWidget(label)
        column.addWidget(self._offered)
        column.addStretch(3)
        inner = QWidget()
        inner.setMaximumWidth(_WIDTH)
        inner.setLayout(column)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.addStretch(1)
        row.addWidget(inner, 100)
        row.addStretch(1)

    def say(self, headline: str, body: str, sections: tuple[Section, ...] = ()) -> None:
        """Show a headline, a paragraph and what can be done; the same again changes nothing."""
        if self._said == (headline, body, sections):
            return
        self._said = (headline, body, sections)
        self._headline.setText(headline)
        self._body.setText(body)
        self._body.setVisible(bool(body))
        while (item := self._offers.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for section in sections:
            if section.title:
                self._offers.addWidget(_title(section.title))
            for offer in section.offers:
                self._offers.addWidget(self._button(offer), 0, _CENTRED)
        self._offered.setVisible(bool(sections))
        self._recolour()

    def text(self) -> str:
        """What is said."""
        return f"{self._headline.text()}\n{self._body.text()}"

    def buttons(self) -> list[QPushButton]:
        """The offers, in their order."""
        items = (self._offers.itemAt(i) for i in range(self._offers.count()))
        return [w for item in items if item and isinstance(w := item.widget(), QPushButton)]

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_offers"):
            self._recolour()

    def _button(self, offer: Offer) -> QPushButton:
        short = offer.text if len(offer.text) <= _MOST else offer.text[: _MOST - 1] + "…"
        button = QPushButton(short.replace("&", "&&"))
        button.setObjectName("offer")
        button.setAccessibleName(offer.text)
        button.setProperty("glyph", offer.icon)
        button.setIconSize(QSize(_ICON, _ICON))
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        if short != offer.text:
            button.setToolTip(offer.text)
        button.clicked.connect(partial(self._take, offer))
        return button

    def _take(self, offer: Offer, _checked: object = None) -> None:
        self.taken.emit(offer.wish)

    def _recolour(self) -> None:
        ink = Tints.of(self.palette()).muted
        for button in self.buttons():
            button.setIcon(glyph(str(button.property("glyph")), ink))


def _title(text: str) -> QLabel:
    label = muted(QLabel(text))
    label.setContentsMargins(0, 12, 0, 2)
    label.setAlignment(_CENTRED)
    return label
