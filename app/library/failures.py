"""Files that could not be indexed, with the reason and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.library.failures_model import FailuresModel
from app.look.labels import muted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.protocol.messages import Failure

_SIZE = (1060, 440)
_WIDTHS = (200, 300, 270, 120)


class FailuresDialog(QDialog):
    """Lists failures; not modal, so that the search stays usable."""

    retry_requested = Signal()
    """All of them."""
    retry_one_requested = Signal(object)
    """`Failure`."""
    reveal_requested = Signal(object)
    """`Failure`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Files that could not be read"))
        self.resize(*_SIZE)
        self.model = FailuresModel(self)
        self.table = QTableView()
        self._set_up_table()
        self._note = muted(QLabel())
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.retry_one = self._button(self.tr("Try this one again"))
        self.retry = self._button(self.tr("Try all again"))
        self.retry_one.clicked.connect(self._ask_for_one)
        self.retry.clicked.connect(self.retry_requested)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self._note)
        column.addWidget(self.table, 1)
        column.addWidget(self._buttons)
        self.show_failures(())

    def show_failures(self, failures: Sequence[Failure]) -> None:
        """Show a list of failures; who was selected stays so."""
        selected = self.selected()
        self.model.show_failures(failures)
        row = self.model.row_of((selected.library, selected.path)) if selected else None
        if row is not None:
            self.table.selectRow(row)
        self.retry.setEnabled(bool(failures))
        self._allow_one()
        self._note.setText(
            self.tr("All other files are findable.")
            if failures
            else self.tr("Every file could be read.")
        )

    def name_library(self, library: str) -> None:
        """Say in the title whose files they are: a library's or a folder's; empty means all."""
        title = self.tr("Files of “{0}” that could not be read").format(library)
        self.setWindowTitle(title if library else self.tr("Files that could not be read"))

    def selected(self) -> Failure | None:
        """The failure that is selected."""
        return self.model.failure(self.table.currentIndex())

    def _set_up_table(self) -> None:
        table = self.table
        table.setAccessibleName(self.windowTitle())
        table.setModel(self.model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        for column, width in enumerate(_WIDTHS):
            table.setColumnWidth(column, width)
        table.activated.connect(self._reveal)
        table.selectionModel().currentChanged.connect(self._allow_one)

    def _button(self, text: str) -> QPushButton:
        return self._buttons.addButton(text, QDialogButtonBox.ButtonRole.ActionRole)

    def _allow_one(self) -> None:
        self.retry_one.setEnabled(self.selected() is not None)

    def _ask_for_one(self) -> None:
        failure = self.selected()
        if failure is not None:
            self.retry_one_requested.emit(failure)

    def _reveal(self, index: QModelIndex) -> None:
        failure = self.model.failure(index)
        if failure is not None:
            self.reveal_requested.emit(failure)
