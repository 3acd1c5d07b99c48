"""What the settings' page is built of: cards of lines, each a name and a control."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.look.labels import heading, muted

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROOM = (16, 11, 14, 11)


class Line(QWidget):
    """A name, what it means, and its control at the right."""

    def __init__(self, name: str, meaning: str = "", controls: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self.name = QLabel(name)
        self.name.setWordWrap(True)
        self.meaning = muted(QLabel())
        self.meaning.setWordWrap(True)
        self.meaning.setTextFormat(Qt.TextFormat.PlainText)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.name)
        words.addWidget(self.meaning)
        row = QHBoxLayout(self)
        row.setContentsMargins(*_ROOM)
        row.setSpacing(12)
        row.addLayout(words, 1)
        for control in controls:
            row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
            if not control.accessibleName():
                control.setAccessibleName(name)
        if controls:
            self.name.setBuddy(controls[0])
        self._controls = tuple(controls)
        self.explain(meaning)

    def explain(self, meaning: str) -> None:
        """Say what it means, or why it is not possible."""
        self.meaning.setText(meaning)
        self.meaning.setVisible(bool(meaning))
        for control in self._controls:
            control.setAccessibleDescription(meaning)


class Section(QWidget):
    """A heading and a card of lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = heading(QLabel())
        self._card = QFrame()
        self._card.setObjectName("card")
        self._lines = QVBoxLayout(self._card)
        self._lines.setContentsMargins(0, 2, 0, 2)
        self._lines.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._card)

    def entitle(self, title: str) -> None:
        """Give it its heading."""
        self._title.setText(title)
        self._card.setAccessibleName(title)

    def add(self, line: QWidget) -> None:
        """Add a line below the others."""
        if self._lines.count():
            hair = QFrame()
            hair.setObjectName("hairline")
            self._lines.addWidget(hair)
        self._lines.addWidget(line)

    def add_below(self, details: QWidget) -> None:
        """Add what belongs to the last line; it comes and goes."""
        self._lines.addWidget(details)
