"""The list of results as Qt sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.results.copies import CopiesRow, CopyRow
from app.results.rows import (
    FileKey,
    FileRow,
    FoldRow,
    FurtherRow,
    HitRow,
    Key,
    MoreRow,
    PassageRow,
    Row,
    build_rows,
    key_of,
    spoken,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.protocol.messages import Hit

AnyIndex = QModelIndex | QPersistentModelIndex
STOPS = (PassageRow, CopiesRow, CopyRow, MoreRow, FoldRow, FurtherRow)
"""Where the selection can stand."""
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
"""The whole `Row`: what the delegate paints from."""


class ResultsModel(QAbstractListModel):
    """Rows of the present answer; reads memory only."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()
        self._hits: tuple[Hit, ...] = ()
        self._further = False
        self._unfolded: set[FileKey] = set()
        self._copied: set[Key] = set()

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The present answer, shown or folded away."""
        return self._hits

    @property
    def further(self) -> bool:
        """Whether the engine has more."""
        return self._further

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows."""
        return self._rows

    def show_hits(self, hits: Sequence[Hit], *, anew: bool = True, further: bool = False) -> None:
        """Replace the rows; the same rows again change nothing.

        Args:
            hits: best first.
            anew: False keeps unfolded what the person has unfolded.
            further: whether the engine has more.
        """
        if anew:
            self._unfolded.clear()
            self._copied.clear()
        self._hits, self._further = tuple(hits), further
        self._replace(self.rows_for(hits, further=further))

    def rows_for(self, hits: Sequence[Hit], *, further: bool = False) -> tuple[Row, ...]:
        """What `show_hits` would show of another order, ``anew`` being False."""
        return build_rows(hits, self._unfolded, self._copied, further=further)

    def row(self, index: AnyIndex) -> Row | None:
        """The row at an index, None outside the list."""
        return self._rows[index.row()] if 0 <= index.row() < len(self._rows) else None

    def unfold(self, row: int) -> None:
        """Put the passages for which a row stands in its place."""
        match self._rows[row]:
            case MoreRow(file=file, hidden=hidden):
                self._unfolded.add(file)
                self._put(row, hidden)
            case FoldRow(file=file):
                self._unfolded.add(file)
                self._put(row, self.rows_for(self._hits, further=self._further)[row:])
            case CopiesRow(hit=hit, unfolded=False):
                self._copied.add(key_of(hit))
                self._turn(row, 0)
            case _:
                pass

    def fold(self, row: int) -> int | None:
        """Put copies away again, told by any of their rows; return the row that stands for them."""
        found = self.head_of(row)
        if found is None or not isinstance(head := self._rows[found], CopiesRow):
            return None
        if head.unfolded:
            self._copied.discard(key_of(head.hit))
            self._turn(found, len(head.hit.copies))
        return found

    def head_of(self, row: int) -> int | None:
        """The row that stands for the copies among which, or above which, a row is."""
        while 0 <= row < len(self._rows) and isinstance(self._rows[row], CopyRow):
            row -= 1
        if isinstance(self._rows[row], PassageRow):
            row += 1
        there = row < len(self._rows) and isinstance(self._rows[row], CopiesRow)
        return row if there else None

    def next_passage(self, row: int) -> int:
        """The first row behind ``row`` that is no copy; the number of rows where there is none."""
        row += 1
        while row < len(self._rows) and isinstance(self._rows[row], CopyRow):
            row += 1
        return row

    def _turn(self, head: int, shown: int) -> None:
        """Build the rows of copies anew: their head stays, what is below it comes or goes."""
        rows = self.rows_for(self._hits, further=self._further)
        below = head + 1
        if shown:
            self.beginRemoveRows(QModelIndex(), below, below + shown - 1)
            self._rows = self._rows[:below] + self._rows[below + shown :]
            self.endRemoveRows()
        coming = len(rows) - len(self._rows)
        if coming:
            self.beginInsertRows(QModelIndex(), below, below + coming - 1)
        self._rows = rows
        if coming:
            self.endInsertRows()
        self.dataChanged.emit(self.index(head), self.index(head))

    def _put(self, row: int, others: tuple[Row, ...]) -> None:
        above, below = self._rows[:row], self._rows[row + 1 :]
        self.beginRemoveRows(QModelIndex(), row, row)
        self._rows = above + below
        self.endRemoveRows()
        self.beginInsertRows(QModelIndex(), row, row + len(others) - 1)
        self._rows = above + others + below
        self.endInsertRows()

    def _replace(self, rows: tuple[Row, ...]) -> None:
        if rows == self._rows:
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def next_stop(self, row: int, step: int) -> int | None:
        """The nearest row that can be selected, from ``row`` on by ``step`` (1 or -1)."""
        while 0 <= row < len(self._rows):
            if isinstance(self._rows[row], STOPS):
                return row
            row += step
        return None

    def find(self, key: Key) -> int | None:
        """The row of a passage."""
        for number, row in enumerate(self._rows):
            if isinstance(row, HitRow) and row.key == key:
                return number
        return None

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:
        """How many rows there are; a list has no children."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row, its text, its spoken text or its file's path."""
        row = self.row(index) if index.isValid() else None
        if row is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _text(row)
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken(row)
            case Qt.ItemDataRole.ToolTipRole if isinstance(row, FileRow):
                return row.hit.path
            case _:
                return row if role == ROW_ROLE else None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Passages and what stands for more can be selected, other lines cannot."""
        row = self.row(index) if index.isValid() else None
        if row is None:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        if isinstance(row, FileRow | HitRow):
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags | Qt.ItemFlag.ItemIsSelectable if isinstance(row, STOPS) else flags


def _text(row: Row) -> str:
    match row:
        case FileRow():
            return row.title
        case PassageRow():
            return row.excerpt.text
        case _:
            return row.text
