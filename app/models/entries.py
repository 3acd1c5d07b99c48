"""A line of a form: its name, a field, and what is wrong with it right below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.look.labels import muted, toned

_GAP = 4


class Entry(QWidget):
    """One field; perhaps one that offers usual answers."""

    def __init__(self, title: str, example: str = "", offers: tuple[str, ...] = ()) -> None:
        """Make the line.

        Args:
            title: what is asked for.
            example: shown while the field is empty.
            offers: answers to choose from; other ones can be typed as well.
        """
        super().__init__()
        self.choice = QComboBox() if offers else None
        self.field = QLineEdit()
        if self.choice is not None:
            self.choice.setEditable(True)
            self.choice.setLineEdit(self.field)
            self.choice.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            self.choice.addItems(offers)
            # What is typed is an answer of its own; completed, it would become another.
            self.choice.setCompleter(None)  # pyright: ignore[reportArgumentType] - Qt allows none
            self.choice.setAccessibleName(title)
        self.field.setAccessibleName(title)
        self.field.setPlaceholderText(example)
        label = QLabel(title)
        label.setBuddy(self.choice or self.field)
        self.note = toned(QLabel())
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.field.textEdited.connect(lambda: self.say(""))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        column.addWidget(label)
        column.addWidget(self.choice or self.field)
        column.addWidget(self.note)
        self.setFocusProxy(self.choice or self.field)
        self.say("")

    def text(self) -> str:
        """What stands in it."""
        return self.field.text().strip()

    def say(self, text: str, tone: str = "trouble") -> None:
        """Say what is wrong with it, or what goes on; an empty text takes it back."""
        self.note.setText(text)
        self.note.setVisible(bool(text))
        self.field.setAccessibleDescription(text)
        toned(self.note, tone)


def explained(text: str) -> QLabel:
    """A paragraph of secondary text."""
    label = muted(QLabel(text))
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
