"""How to search: what can be written into the field, each with an example that can be taken."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.look.growing import GrowingDialog
from app.look.labels import muted

_CHARACTERS = 84


@dataclass(frozen=True, slots=True)
class Way:
    """One way to search."""

    example: str
    meaning: str


def ways() -> tuple[Way, ...]:
    """What can be written, the plainest first; examples are in the person's language."""
    return (
        Way(
            QCoreApplication.translate("SearchHelp", "how long to keep tax papers"),
            QCoreApplication.translate(
                "SearchHelp", "A question, or any words: found by meaning and by word."
            ),
        ),
        Way(
            QCoreApplication.translate("SearchHelp", '"notice period"'),
            QCoreApplication.translate("SearchHelp", "Exactly these words, one after the other."),
        ),
        Way(
            QCoreApplication.translate("SearchHelp", "contract -draft"),
            QCoreApplication.translate(
                "SearchHelp",
                "Not where this word stands. It goes with phrases, beginnings and filters, too.",
            ),
        ),
        Way(
            QCoreApplication.translate("SearchHelp", "tax NEAR/5 refund"),
            QCoreApplication.translate(
                "SearchHelp", "At most five words apart, in either order. NEAR is in capitals."
            ),
        ),
        Way(
            QCoreApplication.translate("SearchHelp", "insur*"),
            QCoreApplication.translate(
                "SearchHelp",
                "Words that begin so. *ation stands for an ending, wom?n for any letter.",
            ),
        ),
        Way(
            "1.0.21",
            QCoreApplication.translate(
                "SearchHelp",
                "Numbers, names and codes as they are written: § 12a, foo_bar, anna@example.org.",
            ),
        ),
        Way(
            QCoreApplication.translate("SearchHelp", "invoice type:pdf after:2024"),
            QCoreApplication.translate(
                "SearchHelp",
                "Filters by kind, folder (in:), date, size or language. The button “Filter” offers "
                "them, and so does typing.",
            ),
        ),
    )


class SearchHelp(GrowingDialog):
    """Not modal: it stays beside the search while one tries."""

    chosen = Signal(object)
    """The text of an example."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_CHARACTERS, parent)
        self.setWindowTitle(self.tr("How to search"))
        self.examples: list[QPushButton] = []
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, way in enumerate(ways()):
            button = self._button(way)
            self.examples.append(button)
            said = QLabel(way.meaning)
            said.setWordWrap(True)
            said.setTextFormat(Qt.TextFormat.PlainText)
            grid.addWidget(button, row, 0, Qt.AlignmentFlag.AlignLeading)
            grid.addWidget(said, row, 1)
        tip = muted(QLabel(self.tr("Press an example to try it.")))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addLayout(grid)
        column.addWidget(tip)
        column.addStretch()
        column.addWidget(buttons)

    def present(self) -> None:
        """Show it, or bring it forward."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.examples[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def _button(self, way: Way) -> QPushButton:
        button = QPushButton(way.example)
        button.setObjectName("offer")
        button.setAccessibleName(way.example)
        button.setAccessibleDescription(way.meaning)
        button.setAutoDefault(False)
        button.clicked.connect(partial(self._choose, way))
        return button

    def _choose(self, way: Way, _checked: object = None) -> None:
        self.chosen.emit(way.example)
