"""The libraries as a list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.library.notices import is_grave
from app.library.progress import share_done
from app.library.states import short_state
from app.look.two_lines import LINES_ROLE, Lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.protocol.messages import LibraryInfo, Progress

AnyIndex = QModelIndex | QPersistentModelIndex


class LibrariesModel(QAbstractListModel):
    """One row a library; a renamed one stays where it was."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._libraries: tuple[LibraryInfo, ...] = ()
        self._progress: dict[str, Progress] = {}

    def show_libraries(self, libraries: Sequence[LibraryInfo]) -> None:
        """Replace the libraries; as many as before keep the selection."""
        fresh = tuple(libraries)
        self._progress = {info.name: info.progress for info in fresh}
        if len(fresh) != len(self._libraries):
            self.beginResetModel()
            self._libraries = fresh
            self.endResetModel()
        elif fresh != self._libraries:
            self._libraries = fresh
            self.dataChanged.emit(self.index(0), self.index(len(fresh) - 1))

    def show_progress(self, progress: Progress) -> None:
        """Follow a library's run."""
        row = self.row_of(progress.library)
        if row is not None:
            self._progress[progress.library] = progress
            self.dataChanged.emit(self.index(row), self.index(row))

    def library(self, index: AnyIndex) -> LibraryInfo | None:
        """The library at an index."""
        row = index.row()
        return self._libraries[row] if 0 <= row < len(self._libraries) else None

    def progress(self, info: LibraryInfo) -> Progress:
        """The newest that was told of its run."""
        return self._progress.get(info.name, info.progress)

    def row_of(self, name: str) -> int | None:
        """Where a library is; None where it is not."""
        names = [info.name for info in self._libraries]
        return names.index(name) if name in names else None

    @property
    def names(self) -> Mapping[str, LibraryInfo]:
        """All of them."""
        return {info.name: info for info in self._libraries}

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:
        """How many there are."""
        return 0 if parent.isValid() else len(self._libraries)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name, spoken text, and what is painted."""
        info = self.library(index) if index.isValid() else None
        if info is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return info.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{info.name}, {short_state(info, self.progress(info))}"
            case _:
                return self._lines(info) if role == LINES_ROLE else None

    def _lines(self, info: LibraryInfo) -> Lines:
        progress = self.progress(info)
        return Lines(
            title=info.name,
            detail=short_state(info, progress),
            icon="library",
            sign=any(is_grave(notice) for notice in info.notices),
            share=share_done(progress) if progress.running else None,
        )
