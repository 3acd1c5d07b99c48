"""The folders of all libraries as a list."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.library import notices
from app.look import figures
from app.look.two_lines import LINES_ROLE, Lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.protocol.messages import FolderInfo, LibraryInfo

AnyIndex = QModelIndex | QPersistentModelIndex
SEPARATOR = "  ·  "


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of a library."""

    library: str
    path: str


@dataclass(frozen=True, slots=True)
class PauseWish:
    """That indexing stop, or go on."""

    library: str
    """Empty for all."""
    paused: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """How a folder is."""

    paused: bool = False
    apart: bool = False
    """Paused while other libraries are not: else the progress strip says it for all."""
    short: str = ""
    """For its second line; empty where all is well."""
    long: str = ""
    sign: bool = False
    """Whether a sign leads the eye to it."""
    root: FolderInfo | None = None
    """How many files it has."""

    @property
    def usual(self) -> bool:
        """Whether there is nothing to say of it."""
        return not (self.apart or self.short)


def folders_of(libraries: Sequence[LibraryInfo]) -> tuple[Folder, ...]:
    """All folders in the libraries' order."""
    return tuple(Folder(info.name, path) for info in libraries for path in info.folders)


def conditions_of(libraries: Sequence[LibraryInfo]) -> dict[Folder, Condition]:
    """How all folders are."""
    found: dict[Folder, Condition] = {}
    all_paused = all(info.paused for info in libraries)
    for info in libraries:
        roots = {root.path: root for root in info.roots}
        for path in info.folders:
            told = notices.about_folder(info.notices, path)
            found[Folder(info.name, path)] = Condition(
                paused=info.paused,
                apart=info.paused and not all_paused,
                short=notices.short(told, path),
                long=notices.long(told, path),
                sign=notices.calls(told),
                root=roots.get(path),
            )
    return found


class FoldersModel(QAbstractListModel):
    """Names of folders; which library they belong to where there are several."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folders: tuple[Folder, ...] = ()
        self._conditions: dict[Folder, Condition] = {}

    def show_libraries(self, libraries: Sequence[LibraryInfo]) -> None:
        """Replace the folders; the same ones again keep the selection."""
        folders, conditions = folders_of(libraries), conditions_of(libraries)
        if folders != self._folders:
            self.beginResetModel()
            self._folders, self._conditions = folders, conditions
            self.endResetModel()
        elif conditions != self._conditions:
            self._conditions = conditions
            self.dataChanged.emit(self.index(0), self.index(len(folders) - 1))

    def folder(self, index: AnyIndex) -> Folder | None:
        """The folder at an index."""
        return self._folders[index.row()] if 0 <= index.row() < len(self._folders) else None

    def condition(self, folder: Folder) -> Condition:
        """How a folder is."""
        return self._conditions.get(folder, Condition())

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:
        """How many folders there are."""
        return 0 if parent.isValid() else len(self._folders)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name, whole path and what is wrong, spoken text, and what is painted."""
        folder = self.folder(index) if index.isValid() else None
        if folder is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return PurePath(folder.path).name or folder.path
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(filter(None, (folder.path, self.condition(folder).long)))
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(filter(None, self.spoken(folder)))
            case _:
                return self.lines(folder) if role == LINES_ROLE else None

    def detail(self, folder: Folder) -> str:
        """The second line: how the folder is, or where; its library where there are several."""
        if not self.condition(folder).usual:
            return self.state(folder)
        where = figures.place(str(PurePath(folder.path).parent))
        several = len({other.library for other in self._folders}) > 1
        return f"{folder.library}{SEPARATOR}{where}" if several else where

    def spoken(self, folder: Folder) -> tuple[str, ...]:
        """What a screen reader says of it, one after the other; some may be empty."""
        return figures.place(folder.path), folder.library, self.state(folder)

    def lines(self, folder: Folder) -> Lines:
        """What is painted of it."""
        condition = self.condition(folder)
        middle, end = Qt.TextElideMode.ElideMiddle, Qt.TextElideMode.ElideRight
        return Lines(
            title=PurePath(folder.path).name or folder.path,
            detail=self.detail(folder),
            icon="folder",
            sign=condition.sign,
            title_cut=middle,
            detail_cut=middle if condition.usual else end,
        )

    def state(self, folder: Folder) -> str:
        """What is the matter with it, in a few words; empty where all is well."""
        condition = self.condition(folder)
        paused = self.tr("Paused") if condition.apart else ""
        return SEPARATOR.join(filter(None, (condition.short, paused)))
