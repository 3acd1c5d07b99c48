"""A few calm words where there are no results, and what can be done with one press."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from app.look.cards import scrolled
from app.look.colours import Tints
from app.look.icon_sides import sized
from app.look.icons import glyph
from app.look.labels import heading, muted

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_WIDTH = 420
_ICON = 16
_CENTRED = Qt.AlignmentFlag.AlignHCenter
_ANYWHERE = Qt.AlignmentFlag(0)
_INDENT = 10
"""What an offer's own padding takes."""
_BESIDE = 34
"""What padding and icon of an offer take beside its text."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to press."""

    text: str
    wish: object
    """What is told when it is pressed."""
    icon: str = "search"
    keys: str = ""
    """A shortcut, as Qt writes it."""


@dataclass(frozen=True, slots=True)
class Section:
    """Offers of one kind: rows of a list where they have a title, else buttons."""

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
    """A headline, a paragraph and offers in the middle of an empty pane; scrolls if it must."""

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
        self._offers.setSpacing(4)
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
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(12, 0, 12, 0)
        row.addStretch(1)
        row.addWidget(inner, 100)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(whole))

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
                button = self._button(offer, "past" if section.title else "offer")
                self._offers.addWidget(button, 0, _ANYWHERE if section.title else _CENTRED)
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

    def _button(self, offer: Offer, look: str) -> QPushButton:
        keys = QKeySequence(offer.keys)
        shown = keys.toString(QKeySequence.SequenceFormat.NativeText)
        button = OfferButton(offer.text, shown)
        button.setObjectName(look)
        button.setAccessibleName(offer.text)
        button.setAccessibleDescription(shown)
        button.setShortcut(keys)
        button.setProperty("glyph", offer.icon)
        sized(button, _ICON)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(partial(self._take, offer))
        return button

    def _take(self, offer: Offer, _checked: object = None) -> None:
        self.taken.emit(offer.wish)

    def _recolour(self) -> None:
        ink = Tints.of(self.palette()).muted
        for button in self.buttons():
            button.setIcon(glyph(str(button.property("glyph")), ink))


class OfferButton(QPushButton):
    """As much of a text as there is room for."""

    def __init__(self, text: str, hint: str = "") -> None:
        super().__init__(text.replace("&", "&&"))
        self._hint = hint
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """May become as narrow as it must."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what fits; the whole is a tool tip where that is not all."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        beside = _BESIDE + _INDENT
        if self.icon().isNull():
            text = self.fontMetrics().horizontalAdvance(self.text())
            beside = self.sizeHint().width() - text - 1  # a width in whole pixels may be too small
        room = self.width() - beside
        fits = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        option.text = fits  # pyright: ignore[reportAttributeAccessIssue]
        whole = "" if fits == self.text() else self.accessibleName()
        self.setToolTip("  ".join(part for part in (whole, self._hint) if part))
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)


def _title(text: str) -> QLabel:
    label = muted(QLabel(text))
    label.setContentsMargins(_INDENT, 12, 0, 2)
    return label
