"""Lines above the results: what a person should know of this answer, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.look.announcing import announce
from app.look.flow import FlowLayout
from app.look.labels import muted
from app.results.notice import OfferButton

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from app.results.notice import Offer

_BESIDE_CHARACTERS = 76
"""How wide a line must be for what can be done to stand beside the text, not below it."""
_EDGES = 12, 7, 10, 7
_GAP = 6


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to know."""

    text: str
    offers: tuple[Offer, ...] = ()
    advice: str = ""
    """What else could be tried, said less loudly."""


class Remarks(QWidget):
    """As many lines as there are remarks; hidden without any."""

    taken = Signal(object)
    """The `Offer`'s wish."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Remark, ...] = ()
        self._lines: list[RemarkLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(4, 2, 4, 4)
        self._column.setSpacing(_GAP)
        self.hide()

    @property
    def shown(self) -> tuple[Remark, ...]:
        """What is shown."""
        return self._shown

    def show_remarks(self, remarks: tuple[Remark, ...]) -> None:
        """Show these and no others; the same again change nothing, so that the focus stays."""
        if remarks == self._shown:
            return
        self._shown = remarks
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [RemarkLine(remark) for remark in remarks]
        for line in self._lines:
            line.taken.connect(self.taken)
            self._column.addWidget(line)
        self.setVisible(bool(remarks))
        announce(self, " ".join(f"{remark.text} {remark.advice}".strip() for remark in remarks))

    def buttons(self) -> list[QPushButton]:
        """What can be done, in its order."""
        return [button for line in self._lines for button in line.buttons]


class RemarkLine(QFrame):
    """A text, and buttons beside or below it."""

    taken = Signal(object)

    def __init__(self, remark: Remark, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("remark")
        text, advice = QLabel(remark.text), muted(QLabel(remark.advice))
        for label in (text, advice):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        advice.setVisible(bool(remark.advice))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(text)
        words.addWidget(advice)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(*_EDGES)
        self._row.setSpacing(_GAP)
        self._row.addLayout(words, 1)
        self.buttons = [self._button(offer) for offer in remark.offers]
        if self.buttons:
            self._held = QWidget()
            FlowLayout(_GAP, self._held).insert(0, self.buttons)
            self._row.addWidget(self._held)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons where there is room for them."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Larger text needs more room."""
        super().changeEvent(event)
        follow = (QEvent.Type.FontChange, QEvent.Type.StyleChange)
        if event.type() in follow and hasattr(self, "buttons"):
            self._fit()

    def _fit(self) -> None:
        if not self.buttons:
            return
        for button in self.buttons:
            button.ensurePolished()  # a size before the style sheet came would be another one
        taken = sum(button.sizeHint().width() + _GAP for button in self.buttons) - _GAP
        text = self.fontMetrics().averageCharWidth() * _BESIDE_CHARACTERS // 2
        beside = self.width() >= text + taken + _EDGES[0] + _EDGES[2]
        way = QBoxLayout.Direction
        self._row.setDirection(way.LeftToRight if beside else way.TopToBottom)
        self._held.setMinimumWidth(taken if beside else 0)

    def _button(self, offer: Offer) -> QPushButton:
        keys = QKeySequence(offer.keys)
        button = OfferButton(offer.text, keys.toString(QKeySequence.SequenceFormat.NativeText))
        button.setObjectName("offer")
        button.setAccessibleName(offer.text)
        button.setAccessibleDescription(keys.toString(QKeySequence.SequenceFormat.NativeText))
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setShortcut(keys)
        button.clicked.connect(partial(self._take, offer))
        return button

    def _take(self, offer: Offer, _checked: object = None) -> None:
        self.taken.emit(offer.wish)
