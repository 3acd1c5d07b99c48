"""The folders of all libraries as a list."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.look import figures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.protocol.messages import LibraryInfo

AnyIndex = QModelIndex | QPersistentModelIndex
FOLDER_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of a library."""

    library: str
    path: str


def folders_of(libraries: Sequence[LibraryInfo]) -> tuple[Folder, ...]:
    """All folders in the libraries' order."""
    return tuple(Folder(info.name, path) for info in libraries for path in info.folders)


class FoldersModel(QAbstractListModel):
    """Names of folders; which library they belong to where there are several."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folders: tuple[Folder, ...] = ()

    def show_libraries(self, libraries: Sequence[LibraryInfo]) -> None:
        """Replace the folders; the same ones again change nothing."""
        folders = folders_of(libraries)
        if folders == self._folders:
            return
        self.beginResetModel()
        self._folders = folders
        self.endResetModel()

    def folder(self, index: AnyIndex) -> Folder | None:
        """The folder at an index."""
        return self._folders[index.row()] if 0 <= index.row() < len(self._folders) else None

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:
        """How many folders there are."""
        return 0 if parent.isValid() else len(self._folders)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name, whole path, spoken text."""
        folder = self.folder(index) if index.isValid() else None
        if folder is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return PurePath(folder.path).name or folder.path
            case Qt.ItemDataRole.ToolTipRole:
                return folder.path
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{figures.place(folder.path)}, {folder.library}"
            case _:
                return folder if role == FOLDER_ROLE else None

    def detail(self, folder: Folder) -> str:
        """The second line: where the folder is, and its library where there are several."""
        where = figures.place(str(PurePath(folder.path).parent))
        several = len({other.library for other in self._folders}) > 1
        return f"{folder.library}  ·  {where}" if several else where
