"""A command for a terminal, to be copied."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget


class CommandLine(QWidget):
    """Shows nothing where there is no command."""

    copy_requested = Signal(object)
    """The command."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QLineEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("Command"))
        self.copy = QPushButton(self.tr("Copy"))
        self.copy.setAccessibleName(self.tr("Copy the command"))
        self.copy.clicked.connect(self._copy)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.text, 1)
        row.addWidget(self.copy)
        self.hide()

    def show_command(self, command: str) -> None:
        """Show a command; empty for none."""
        if command != self.text.text():
            family = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
            font = self.text.font()
            font.setFamily(family)
            self.text.setFont(font)
            self.text.setText(command)
            self.text.setCursorPosition(0)
            self.copy.setText(self.tr("Copy"))
        self.setVisible(bool(command))

    def _copy(self) -> None:
        self.copy.setText(self.tr("Copied"))
        self.copy_requested.emit(self.text.text())
