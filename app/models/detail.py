"""One model in full: what it is, where texts go, how fast it is here, who uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.look.cards import card, stacked
from app.look.labels import ElidedLabel, heading, muted, toned
from app.models import sentences, vendors
from app.models.facts import facts as facts_of
from app.models.getting_card import GettingCard
from app.models.key_card import KeyCard
from app.models.uses_card import UsesCard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.models.getting_card import Fetching
    from engine.protocol.messages import LibraryInfo, ModelInfo

_LARGE = 1.5
_APART, _BAR = 12, 6


class ModelDetail(QWidget):
    """Shows a model; every wish is about the one that is shown."""

    measure_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = heading(ElidedLabel(Qt.TextElideMode.ElideMiddle), _LARGE)
        self.purpose = QLabel()
        self.purpose.setWordWrap(True)
        self.whereabouts = toned(QLabel(), "stays")
        self.whereabouts.setAccessibleName(self.tr("Where your texts go"))
        self.whereabouts.setTextFormat(Qt.TextFormat.PlainText)
        self.whereabouts.setWordWrap(True)
        self.getting = GettingCard()
        self.speed = QLabel()
        self.speed.setAccessibleName(self.tr("Speed on this computer"))
        self.speed.setWordWrap(True)
        self.measure = QPushButton()
        self.measure.clicked.connect(self._measure)
        self._measuring = False
        self.key = KeyCard()
        self.uses = UsesCard()
        self._facts = QGridLayout()
        self._labels: list[QLabel] = []
        self._lay_out()

    def show_model(
        self, model: ModelInfo, fetching: Fetching | None, trouble: str, *, measuring: bool
    ) -> None:
        """Show a model as it is now."""
        self.name.setText(model.name)
        self.purpose.setText(sentences.purpose(model))
        self.purpose.setVisible(bool(self.purpose.text()))
        self.whereabouts.setText(sentences.whereabouts(model))
        toned(self.whereabouts, "leaves" if sentences.leaves(model) else "stays")
        self.getting.show_model(model, fetching, trouble)
        self._show_facts(facts_of(model))
        self._about_card.setVisible(bool(model.family))
        self.whereabouts.setVisible(bool(model.family))
        here = not model.vendor or (vendors.place(model) == "server" and not model.sent_to)
        local = here and model.family not in ("none", "")  # the engine measures no other one
        self._speed_row.setVisible(local)
        self.measure.setVisible(local and model.state == "installed")
        self.speed.setText(self.tr("measuring…") if measuring else sentences.speed(model))
        again = self.tr("Measure again") if model.passages_per_second else self.tr("Measure")
        self.measure.setText(again)
        self._measuring = measuring
        self.measure.setEnabled(not measuring or self.measure.hasFocus())  # else it would go astray
        self._key_card.setVisible(bool(model.vendor))

    def show_uses(self, model: ModelInfo, libraries: Sequence[LibraryInfo]) -> None:
        """Say which libraries use the model."""
        self._uses_card.setVisible(bool(libraries) and model.family not in ("bm25", ""))
        self.uses.show_uses(model, libraries)

    def take_focus(self) -> None:
        """Go to what can be done next: the download, or giving it to a library."""
        buttons = (self.getting.download, *self.uses.findChildren(QPushButton))
        for button in buttons:
            if button.isVisibleTo(self):
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _measure(self) -> None:
        if not self._measuring:
            self.measure_requested.emit()

    def _show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        while len(self._labels) < 2 * len(facts):
            row = len(self._labels) // 2
            title, value = muted(QLabel()), QLabel()
            value.setTextFormat(Qt.TextFormat.PlainText)
            value.setWordWrap(True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._facts.addWidget(title, row, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(value, row, 1)
            self._labels += [title, value]
        said = [text for fact in facts for text in fact]
        for place, label in enumerate(self._labels):
            label.setVisible(place < len(said))
            label.setText(said[place] if place < len(said) else "")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, _BAR, 0)
        column.setSpacing(_APART)
        self._key_card, self._uses_card = card(self.key), card(self.uses)
        column.addWidget(card(self._head()))
        column.addWidget(self._key_card)
        self._about_card = card(self._about())
        column.addWidget(self._about_card)
        column.addWidget(self._uses_card)
        column.addStretch(1)

    def _head(self) -> QWidget:
        whole, column = stacked(8)
        column.addWidget(self.name)
        column.addWidget(self.purpose)
        column.addWidget(self.whereabouts)
        column.addWidget(self.getting)
        return whole

    def _about(self) -> QWidget:
        whole, column = stacked(8)
        column.addWidget(heading(QLabel(self.tr("About it"))))
        self._facts.setHorizontalSpacing(18)
        self._facts.setVerticalSpacing(6)
        self._facts.setColumnStretch(1, 1)
        column.addLayout(self._facts)
        self._speed_row = QWidget()
        row = QHBoxLayout(self._speed_row)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(18)
        title = muted(QLabel(self.tr("Speed on this computer")))
        title.setWordWrap(True)
        row.addWidget(title)
        row.addWidget(self.speed, 1)
        row.addWidget(self.measure)
        column.addWidget(self._speed_row)
        return whole
