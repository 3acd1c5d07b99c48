"""Turns facts from the engine into what the window shows, and the person's wishes into commands."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QFileDialog, QMessageBox

from app.look import figures, words
from app.shell.adding_folders import AddingFolders
from app.shell.excluding import Exclusion
from app.shell.failing import FailureList
from app.shell.handling import Handling
from app.shell.notices import NoticeBoard
from app.shell.recalling import Recall
from app.shell.remarking import Remarking
from app.shell.searching import Searching
from app.shell.showing_models import show_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.library.model import Folder, PauseWish
    from app.library.rules import RulesWish
    from app.link.answers import Answer, Trouble
    from app.link.engine_link import EngineLink
    from app.look.preferences import Preferences
    from app.shell.window import MainWindow
    from engine.protocol.messages import LibraryInfo, Progress

FRESH_MS = 300
"""How soon the present query is asked again after what is indexed has changed."""
FIRST_MS = 1000
"""How often a query that found nothing is asked again while files are being indexed."""


class Director(QObject):
    """Connects one `EngineLink` with one `MainWindow`. All of it runs in the GUI thread."""

    def __init__(self, link: EngineLink, window: MainWindow, preferences: Preferences) -> None:
        super().__init__(window)
        self._link = link
        self._window = window
        self._libraries: tuple[LibraryInfo, ...] = ()
        self._running: dict[str, Progress] = {}
        self._board = NoticeBoard(window.banner, partial(show_key, window))
        self._failures = FailureList(link, window.failures)
        self._handling = Handling(link, window)
        self._exclusion = Exclusion(link, window)
        self.searching = Searching(link, window)
        self._remarking = Remarking(link, window, self.searching, preferences)
        self.recall = Recall(link, window, self.searching, preferences)
        self._freshen = QTimer(self)
        self._freshen.setSingleShot(True)
        self._freshen.setInterval(FRESH_MS)
        self._freshen.timeout.connect(self._ask_again)
        self._listen()
        self._obey()

    @property
    def indexing(self) -> bool:
        """Whether any library is being indexed."""
        return bool(self._running)

    def _listen(self) -> None:
        link = self._link
        link.progress_changed.connect(self.show_progress)
        link.libraries_changed.connect(self.show_libraries)
        link.command_failed.connect(self._show_trouble)
        link.searches.finished.connect(self._search_finished)
        link.engine_ready.connect(self._engine_ready)
        link.engine_lost.connect(self._engine_lost)

    def _obey(self) -> None:
        window = self._window
        window.vendor_answered.connect(self._board.show_vendor_answers)
        window.folders_dropped.connect(self._add_folders)
        window.library.add_requested.connect(self._choose_folders)
        window.library.remove_requested.connect(self._confirm_removal)
        for source in (window.library, window.progress):
            source.pause_requested.connect(self._pause)
        window.library.rules_requested.connect(self._show_rules)
        window.rules.rules_chosen.connect(self._set_rules)
        window.progress.failures_requested.connect(self._failures.ask)

    @Slot(object)
    def show_libraries(self, libraries: tuple[LibraryInfo, ...]) -> None:
        """Show folders and counts; the first screen where there is no folder yet."""
        known, self._libraries = bool(self._libraries), libraries
        for info in libraries:
            self._note_progress(info.progress)
        names = {info.name for info in libraries}
        self._running = {k: v for k, v in self._running.items() if k in names}
        self._board.show_libraries(libraries)
        self._window.library.show_libraries(libraries)
        self._window.progress.show_state(libraries, self._running)
        self._window.show_welcome(wanted=not any(info.folders for info in libraries))
        self.searching.show_libraries(libraries)
        # While much is indexed, results would never rest.
        if known and self._link.searches.wish and not self._running:
            self._freshen_soon()

    @Slot(object)
    def show_progress(self, progress: Progress) -> None:
        """Show progress; when a run ends, the present query is asked again."""
        ended = self._note_progress(progress)
        self._window.progress.show_state(self._libraries, self._running)
        self.searching.note_indexing(running=self.indexing)
        if ended:
            self._freshen_soon()
        elif self._link.searches.wish and not self._window.results.model.rowCount():
            self._freshen_soon(FIRST_MS)

    def _freshen_soon(self, wait: int = FRESH_MS) -> None:
        if not self._freshen.isActive():  # changes that never pause must not put it off
            self._freshen.start(wait)

    @Slot()
    def _ask_again(self) -> None:
        self._link.searches.refresh()

    def _note_progress(self, progress: Progress) -> bool:
        """Keep what runs; True when a run has just ended."""
        if progress.running:
            self._running[progress.library] = progress
            return False
        return self._running.pop(progress.library, None) is not None

    @Slot(object)
    def _show_trouble(self, trouble: Trouble) -> None:
        self._window.banner.say(_sentence(trouble), words.hint(trouble.code, trouble.hint))

    @Slot(object)
    def _search_finished(self, answer: Answer) -> None:
        self._board.show_answer(answer)

    @Slot(object)
    def _engine_ready(self, _connected: object) -> None:
        self._board.forget()

    @Slot(object)
    def _engine_lost(self, _trouble: object) -> None:
        """What ran in it runs no more; the banner says the rest."""
        self._running.clear()
        self._window.progress.show_state(self._libraries, self._running)
        self.searching.note_indexing(running=self.indexing)

    @Slot()
    def _choose_folders(self) -> None:
        dialog = QFileDialog(self._window, self.tr("Choose a folder to search in"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setDirectory(QDir.homePath())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._add_folders)
        dialog.open()

    @Slot(object)
    def _add_folders(self, paths: Sequence[str]) -> None:
        link = self._link
        add = partial(link.add_folders, tuple(paths))
        AddingFolders(link, self._window, link.library, add)

    @Slot(object)
    def _confirm_removal(self, folder: Folder) -> None:
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(self.tr("Stop searching “{0}”?").format(figures.place(folder.path)))
        box.setInformativeText(
            self.tr("Its passages leave the index. The files themselves stay as they are.")
        )
        box.setStandardButtons(QMessageBox.StandardButton.Cancel)
        remove = box.addButton(self.tr("Remove"), QMessageBox.ButtonRole.AcceptRole)
        remove.clicked.connect(lambda: self._link.remove_folder(folder.library, folder.path))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    @Slot(object)
    def _show_rules(self, folder: Folder) -> None:
        for info in self._libraries:
            if info.name == folder.library:
                self._window.rules.show_rules(info)

    @Slot(object)
    def _set_rules(self, wish: RulesWish) -> None:
        self._link.set_rules(wish.library, wish.rules)

    @Slot(object)
    def _pause(self, wish: PauseWish) -> None:
        self._link.set_paused(wish.library, paused=wish.paused)


def _sentence(trouble: Trouble) -> str:
    return words.sentence(trouble.code, trouble.message, dict(trouble.facts))
