"""Libraries and folders taken out: asked before, and told what a server keeps."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox

from app.look import figures, words
from app.shell.refitting import sentence
from engine.protocol.messages import Failed, RemoveFolders, RemoveLibrary, RowsLeft

if TYPE_CHECKING:
    from app.library.model import Folder
    from app.link.engine_link import EngineLink
    from app.shell.window import MainWindow
    from engine.protocol.messages import Command, Event, LibraryInfo

EMBEDDED = "embedded"
"""The store of a library that is on no server."""


class Removing(QObject):
    """Connects what the page wishes with the link. All of it runs in the GUI thread."""

    def __init__(self, link: EngineLink, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._link = link
        self._window = window

    @Slot(object)
    def remove_library(self, info: LibraryInfo | None) -> None:
        """Remove a library if the person means it."""
        if info is None:
            return
        text = self.tr("Remove the library “{0}”?").format(info.name)
        if info.store == EMBEDDED:
            more = self.tr(
                "Its index with %n passage(s) is deleted. The files themselves stay as they are.",
                "",
                info.passages,
            )
        else:
            more = self.tr(
                "Its index with %n passage(s) is deleted, also on the Milvus server {0}. Where "
                "that is away, the library is removed all the same, and you are told what stays "
                "there. The files themselves stay as they are.",
                "",
                info.passages,
            ).format(info.store)
        self._confirm(text, more, RemoveLibrary(library=info.name))

    @Slot(object)
    def remove_folder(self, folder: Folder) -> None:
        """Take a folder out of its library if the person means it."""
        text = self.tr("Take “{0}” out of the library “{1}”?")
        self._confirm(
            text.format(figures.place(folder.path), folder.library),
            self.tr("Its passages leave the index. The files themselves stay as they are."),
            RemoveFolders(paths=(folder.path,), library=folder.library),
        )

    def _confirm(self, text: str, more: str, command: Command) -> None:
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(text)
        box.setInformativeText(more)
        box.setStandardButtons(QMessageBox.StandardButton.Cancel)
        remove = box.addButton(self.tr("Remove"), QMessageBox.ButtonRole.AcceptRole)
        remove.clicked.connect(partial(self._do, command))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def _do(self, command: Command, *_: object) -> None:
        self._link.ask(command, self._done)

    @Slot(object)
    def _done(self, event: Event) -> None:
        if isinstance(event, Failed):
            self._window.banner.say(sentence(event), words.hint(event.code, event.hint))
        elif isinstance(event, RowsLeft):
            self._tell(event)

    def _tell(self, left: RowsLeft) -> None:
        text = self.tr("“{0}” is removed, but not what the Milvus server {1} has of it.")
        more = self.tr(
            "Whoever looks after that server can delete the rows with {0} in the collections "
            "called {1}…"
        )
        self._window.banner.say(
            f"{text.format(left.library, left.server)} {words.sentence(left.code, left.message)}",
            more.format(left.rows, left.collections),
            action=self.tr("Copy"),
            topic="rows-left",
            todo=partial(_copy, f"{left.server}\n{left.collections}*\n{left.rows}"),
        )


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
