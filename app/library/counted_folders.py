"""The folders of one library as a list that says how many files each has."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt

from app.library.model import SEPARATOR, AnyIndex, Folder, FoldersModel
from app.look import figures

if TYPE_CHECKING:
    from app.look.two_lines import Lines
    from engine.protocol.messages import FolderInfo


def counts_text(root: FolderInfo) -> str:
    """``1,204 files, 120 to go``; empty where nothing is known of it yet."""
    if not (root.files or root.waiting) and root.state == "reading":
        return ""
    said = [QCoreApplication.translate("FolderCounts", "%Ln file(s)", None, root.files)]
    if root.waiting:
        said.append(QCoreApplication.translate("FolderCounts", "%Ln to go", None, root.waiting))
    return ", ".join(said)


def failed_text(root: FolderInfo) -> str:
    """``3 could not be read``; empty for none."""
    if not root.failed:
        return ""
    return QCoreApplication.translate("FolderCounts", "%Ln could not be read", None, root.failed)


def share_done(root: FolderInfo) -> float | None:
    """0 to 1; None while nothing of it is being read."""
    if root.state != "reading" or not root.waiting:
        return None
    done = root.files + root.failed
    return done / (done + root.waiting)


class CountedFolders(FoldersModel):
    """Says of each folder how many files it has, how many wait and how many failed."""

    def root(self, index: AnyIndex) -> FolderInfo | None:
        """What is known of the folder at an index."""
        folder = self.folder(index)
        return None if folder is None else self.condition(folder).root

    def detail(self, folder: Folder) -> str:
        """How it is, how many files it has, and where it lies."""
        condition = self.condition(folder)
        counts = counts_text(condition.root) if condition.root else ""
        where = figures.place(str(PurePath(folder.path).parent)) if condition.usual else ""
        return SEPARATOR.join(filter(None, (self.state(folder), counts, where)))

    def spoken(self, folder: Folder) -> tuple[str, ...]:
        """All that is painted."""
        root = self.condition(folder).root
        more = (counts_text(root), failed_text(root)) if root else ()
        return (*super().spoken(folder), *more)

    def lines(self, folder: Folder) -> Lines:
        """The second line's end may go: the tool tip tells where the folder lies."""
        root = self.condition(folder).root
        return replace(
            super().lines(folder),
            detail_cut=Qt.TextElideMode.ElideRight,
            link=failed_text(root) if root else "",
            share=share_done(root) if root else None,
        )
