"""Files that could not be indexed, with the reason and what to do."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.look import figures, words
from app.look.labels import muted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.protocol.messages import Failure

AnyIndex = QModelIndex | QPersistentModelIndex


class FailuresModel(QAbstractTableModel):
    """One failure a row: file, folder, reason, hint."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._failures: tuple[Failure, ...] = ()

    def show_failures(self, failures: Sequence[Failure]) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self._failures = tuple(failures)
        self.endResetModel()

    def failure(self, index: AnyIndex) -> Failure | None:
        """The failure at an index."""
        return self._failures[index.row()] if 0 <= index.row() < len(self._failures) else None

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:
        """How many failures there are."""
        return 0 if parent.isValid() else len(self._failures)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:
        """File, reason, hint, folder."""
        return 0 if parent.isValid() else 4

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """The columns' names."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        names = (self.tr("File"), self.tr("Reason"), self.tr("What to do"), self.tr("Folder"))
        return names[section] if 0 <= section < len(names) else None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell's text, or the whole path as its tool tip."""
        failure = self.failure(index) if index.isValid() else None
        if failure is None:
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (failure.path, failure.reason) if part)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        path = PurePath(failure.path)
        cells = (
            path.name,
            words.sentence(failure.code, failure.reason),
            words.hint(failure.code, failure.hint),
            figures.place(str(path.parent)),
        )
        return cells[index.column()]


class FailuresDialog(QDialog):
    """Lists failures; not modal, so that the search stays usable."""

    retry_requested = Signal()
    reveal_requested = Signal(object)
    """`Failure`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Files that could not be read"))
        self.resize(980, 440)
        self.model = FailuresModel(self)
        self.table = QTableView()
        self.table.setAccessibleName(self.windowTitle())
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        for column, width in enumerate((210, 330, 260)):
            self.table.setColumnWidth(column, width)
        self.table.activated.connect(self._reveal)
        self._note = muted(QLabel(self.tr("All other files are findable.")))
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.retry = self._buttons.addButton(
            self.tr("Try again"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.retry.clicked.connect(self.retry_requested)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self._note)
        column.addWidget(self.table, 1)
        column.addWidget(self._buttons)

    def show_failures(self, failures: Sequence[Failure]) -> None:
        """Show a list of failures."""
        self.model.show_failures(failures)
        self.retry.setEnabled(bool(failures))
        self._note.setText(
            self.tr("All other files are findable.")
            if failures
            else self.tr("Every file could be read.")
        )

    def _reveal(self, index: QModelIndex) -> None:
        failure = self.model.failure(index)
        if failure is not None:
            self.reveal_requested.emit(failure)
