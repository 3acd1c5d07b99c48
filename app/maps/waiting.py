"""In place of the map: there is nothing to show, it is being made, or it could not be."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.look.labels import heading, muted

_WIDTH = 420
_SHARES = {"waiting": (0.0, 0.0), "reading": (0.0, 0.45), "placing": (0.45, 0.97)}
"""Of the whole, where a phase begins and ends; the last one is short."""


class Waiting(QWidget):
    """A headline, a paragraph, perhaps a bar, one button."""

    cancel_requested = Signal()
    retry_requested = Signal()
    libraries_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.headline = heading(QLabel(), 1.25)
        self.body = muted(QLabel())
        self.bar = QProgressBar()
        self.bar.setObjectName("indexing")
        self.bar.setAccessibleName(self.tr("Making the map"))
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.cancel = QPushButton(self.tr("Cancel"))
        self.retry = QPushButton(self.tr("Make the map"))
        self.libraries = QPushButton(self.tr("Go to the libraries"))
        self.cancel.clicked.connect(self.cancel_requested)
        self.retry.clicked.connect(self.retry_requested)
        self.libraries.clicked.connect(self.libraries_requested)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch(2)
        for label in (self.headline, self.body):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(_centred(self.headline, self.body, self.bar))
        for button in (self.cancel, self.retry, self.libraries):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.show_progress("reading", 0, 0)

    def show_empty(self) -> None:
        """The library has no documents."""
        self._say(
            self.tr("There is nothing to draw yet."),
            self.tr(
                "The map shows documents once they are indexed, near each other where they "
                "are about the same things."
            ),
            self.libraries,
        )

    def show_progress(self, phase: str, done: int, total: int) -> None:
        """The map is being made."""
        texts = {
            "waiting": self.tr("Another library's map is being made first."),
            "reading": self.tr("Reading what the documents are about."),
            "placing": self.tr("Placing documents near those that are alike."),
        }
        begin, end = _SHARES.get(phase, (0.97, 1.0))
        share = begin + (end - begin) * done / max(total, 1)
        self.bar.setValue(round(1000 * share))
        naming = self.tr("Naming the groups.")
        self._say(self.tr("Making the map"), texts.get(phase, naming), self.cancel, self.bar)

    def show_stopped(self, sentence: str, hint: str) -> None:
        """It could not be made, or was called off."""
        self._say(sentence, hint, self.retry)

    def _say(self, headline: str, body: str, *offered: QWidget) -> None:
        self.headline.setText(headline)
        self.body.setText(body)
        for widget in (self.bar, self.cancel, self.retry, self.libraries):
            widget.setVisible(widget in offered)


def _centred(*widgets: QWidget) -> QHBoxLayout:
    """Widgets of one width in the middle, one below the other.

    Between stretches: an aligned item is asked for its height at the whole page's width, where its
    words take fewer lines.
    """
    block = QWidget()
    block.setFixedWidth(_WIDTH)
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    for widget in widgets:
        column.addWidget(widget)
    row = QHBoxLayout()
    row.addStretch()
    row.addWidget(block)
    row.addStretch()
    return row
