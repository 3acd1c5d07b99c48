"""The files that could not be indexed as a table."""

from __future__ import annotations

import time
from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from app.look import figures, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.protocol.messages import Failure

AnyIndex = QModelIndex | QPersistentModelIndex
_AWAY = frozenset({"drive-missing", "folder-missing"})
Key = tuple[str, str]
"""(library, path)."""


class FailuresModel(QAbstractTableModel):
    """One failure a row: file, reason, hint, when it is tried again, folder."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._failures: tuple[Failure, ...] = ()

    def show_failures(self, failures: Sequence[Failure]) -> None:
        """Replace the rows; where the files are the same ones, they keep their places."""
        before = self._failures
        if self._same_files(failures):
            self._failures = tuple(failures)
            if before != self._failures:
                last = self.index(len(before) - 1, self.columnCount() - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._failures = tuple(failures)
        self.endResetModel()

    def failure(self, index: AnyIndex) -> Failure | None:
        """The failure at an index."""
        return self._failures[index.row()] if 0 <= index.row() < len(self._failures) else None

    def row_of(self, key: Key) -> int | None:
        """Where a file stands; None when it does not any more."""
        keys = [(failure.library, failure.path) for failure in self._failures]
        return keys.index(key) if key in keys else None

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:
        """How many failures there are."""
        return 0 if parent.isValid() else len(self._failures)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:
        """File, reason, hint, next try, folder."""
        return 0 if parent.isValid() else 5

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """The columns' names."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        names = (
            self.tr("File"),
            self.tr("Reason"),
            self.tr("What to do"),
            self.tr("Next try"),
            self.tr("Folder"),
        )
        return names[section] if 0 <= section < len(names) else None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell's text; its whole text and the engine's own words as its tool tip."""
        failure = self.failure(index) if index.isValid() else None
        if failure is None:
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            hint = words.hint(failure.code, failure.hint)
            return "\n".join(filter(None, (failure.path, failure.reason, hint)))
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        path = PurePath(failure.path)
        cells = (
            path.name,
            words.sentence(failure.code, failure.reason),
            words.hint(failure.code, failure.hint),
            self._next_try(failure),
            figures.place(str(path.parent)),
        )
        return cells[index.column()]

    def _next_try(self, failure: Failure) -> str:
        if failure.code in _AWAY:
            return self.tr("once it is back")
        if failure.next_try is None:
            return self.tr("when it changes")
        return figures.in_future(failure.next_try - time.time())

    def _same_files(self, failures: Sequence[Failure]) -> bool:
        now = [(failure.library, failure.path) for failure in failures]
        return now == [(failure.library, failure.path) for failure in self._failures]
