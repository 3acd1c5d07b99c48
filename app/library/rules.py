"""Which files of a library are indexed: seen and changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.look.labels import muted
from engine.protocol.messages import Rules

if TYPE_CHECKING:
    from engine.protocol.messages import LibraryInfo

_MEGABYTE = 1_000_000
_INDENT = 8
"""Of a number in its field: a spin box leaves its style sheet's padding out."""
_MOST_MEGABYTES = 100_000
_SIZE = (560, 470)


@dataclass(frozen=True, slots=True)
class RulesWish:
    """That other rules hold in a library."""

    library: str
    rules: Rules


class RulesDialog(QDialog):
    """Patterns to leave out, patterns to take, and the largest size; not modal."""

    rules_chosen = Signal(object)
    """`RulesWish`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.resize(*_SIZE)
        self._library = ""
        self._rules = Rules()
        self.exclude = self._field(self.tr("Leave out"), "drafts/\n*.bak")
        self.include = self._field(self.tr("Only these"), "*.md")
        self.limit = QSpinBox()
        self.limit.setAccessibleName(self.tr("Largest file"))
        self.limit.lineEdit().setTextMargins(_INDENT, 0, 0, 0)
        self.limit.setRange(0, _MOST_MEGABYTES)
        self.limit.setSuffix(self.tr(" MB"))
        self.limit.setSpecialValueText(self.tr("no limit"))
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.accepted.connect(self._choose)
        self.buttons.rejected.connect(self.reject)
        self._lay_out()

    def show_rules(self, info: LibraryInfo) -> None:
        """Open on the rules of a library."""
        self._library, self._rules = info.name, info.rules
        self.setWindowTitle(self.tr("Files of {0}").format(info.name))
        self.exclude.setPlainText("\n".join(info.rules.exclude))
        self.include.setPlainText("\n".join(info.rules.include))
        self.limit.setValue(_megabytes(info.rules))
        self.show()
        self.activateWindow()
        self.exclude.setFocus()

    def _field(self, name: str, example: str) -> QPlainTextEdit:
        field = QPlainTextEdit()
        field.setAccessibleName(name)
        field.setPlaceholderText(example)
        field.setTabChangesFocus(True)
        return field

    def _lay_out(self) -> None:
        intro = muted(
            QLabel(
                self.tr(
                    "Patterns as in .gitignore, one a line. Hidden files, caches, installed and "
                    "built code are left out anyway; a file called .findlingignore in any folder "
                    "can hold rules for it. What falls out leaves the index; your files stay."
                )
            )
        )
        intro.setWordWrap(True)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(self.exclude.accessibleName(), self.exclude)
        form.addRow(self.include.accessibleName(), self.include)
        form.addRow(self.limit.accessibleName(), self.limit)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addWidget(intro)
        column.addLayout(form, 1)
        column.addWidget(self.buttons)

    def _choose(self) -> None:
        # A limit set elsewhere may be no whole number of MB: left alone, it stays what it is.
        same = self.limit.value() == _megabytes(self._rules)
        rules = Rules(
            include=_patterns(self.include),
            exclude=_patterns(self.exclude),
            most_bytes=self._rules.most_bytes if same else self.limit.value() * _MEGABYTE,
        )
        if rules != self._rules:
            self.rules_chosen.emit(RulesWish(self._library, rules))
        self.accept()


def _megabytes(rules: Rules) -> int:
    return -(-rules.most_bytes // _MEGABYTE)


def _patterns(field: QPlainTextEdit) -> tuple[str, ...]:
    lines = (line.strip() for line in field.toPlainText().splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))
