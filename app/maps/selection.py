"""What is selected on the map and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.look.labels import ElidedLabel, muted

MOST = 10_000
"""Documents that a search can be confined to."""


class SelectionBar(QWidget):
    """One line below the map: a document, or a number of them."""

    search_requested = Signal()
    similar_requested = Signal()
    open_requested = Signal()
    reveal_requested = Signal()
    clear_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._detail = ElidedLabel(), ElidedLabel()
        muted(self._detail)
        self.clear = self._button(self.tr("Clear"), self.clear_requested)
        self.reveal = self._button(self.tr("Show in folder"), self.reveal_requested)
        self.similar = self._button(self.tr("Find similar"), self.similar_requested)
        self.open = self._button(self.tr("Open"), self.open_requested)
        self.search = self._button("", self.search_requested)
        self.search.setObjectName("primary")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(words, 1)
        for button in (self.clear, self.reveal, self.similar, self.open, self.search):
            row.addWidget(button)
        self.show_hint()

    def show_hint(self) -> None:
        """Nothing is selected: say how it is done."""
        self._title.setText(self.tr("Click a document or a group's name."))
        self._detail.setText(
            self.tr("Drag to move, Shift and drag to select, the wheel to come nearer.")
        )
        self._offer()

    def show_document(self, title: str, place: str) -> None:
        """One document is looked at."""
        self._title.setText(title)
        self._detail.setText(place)
        self._offer(self.clear, self.reveal, self.similar, self.open)

    def show_documents(self, count: int, of_groups: str) -> None:
        """Some documents are selected.

        Args:
            count: how many.
            of_groups: what they are about.
        """
        self._title.setText(self.tr("%n document(s) selected", "", count))
        self._detail.setText(of_groups)
        self.search.setText(self.tr("Search in these %n document(s)", "", count))
        self.search.setEnabled(count <= MOST)
        too_many = self.tr("A search can be confined to 10,000 documents at most.")
        self.search.setToolTip("" if count <= MOST else too_many)
        self._offer(self.clear, self.search)

    def _offer(self, *wanted: QWidget) -> None:
        for button in (self.clear, self.reveal, self.similar, self.open, self.search):
            button.setVisible(button in wanted)

    def _button(self, text: str, signal: SignalInstance) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(signal)
        return button
