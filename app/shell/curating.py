"""The libraries' page: made, renamed, equipped, counted."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QElapsedTimer, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QFileDialog

from app.library.failures import FailuresDialog
from app.library.making import NewLibraryDialog
from app.library.naming import RenameDialog
from app.library.page import LibrariesPage
from app.look import words
from app.shell.adding_folders import AddingFolders
from app.shell.failing import FailureList
from app.shell.following_folders import FollowingFolders
from app.shell.refitting import Refitting, sentence
from app.shell.removing import Removing
from app.shell.showing_models import get_model, show_key, show_model
from engine.protocol.messages import (
    AddFolders,
    Done,
    Failed,
    GetStatistics,
    KeepModels,
    LibrariesListed,
    ListLibraries,
    ListModels,
    MakeLibrary,
    ModelsListed,
    RenameLibrary,
    StatisticsReported,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.library.knowing import KnowingWish
    from app.library.making import NewLibrary
    from app.library.model import Folder, PauseWish
    from app.library.naming import RenameWish
    from app.library.page import AddWish
    from app.link.engine_link import EngineLink
    from app.shell.window import MainWindow
    from engine.protocol.messages import Command, Event, LibraryInfo, Progress

RECOUNT_MS = 3000
"""How soon a library that changes is counted again, at most."""
RECOUNT_SHARE = 10
"""Between two counts passes so many times what one takes: a large library has other work."""


def libraries_page(link: EngineLink, window: MainWindow) -> QWidget:
    """Make the page and connect it."""
    page = LibrariesPage()
    Curator(link, window, page)
    FollowingFolders(link, page)
    return page


class Curator(QObject):
    """Connects the page with the link. All of it runs in the GUI thread."""

    def __init__(self, link: EngineLink, window: MainWindow, page: LibrariesPage) -> None:
        super().__init__(page)
        self._link = link
        self._window = window
        self._page = page
        self._removing = Removing(link, window, self)
        self._made: NewLibrary | None = None
        self._named: RenameWish | None = None
        self._counting: int | None = None
        self._recount = QTimer(self)
        self._recount.setSingleShot(True)
        self._recount.setInterval(RECOUNT_MS)
        self._took = QElapsedTimer()
        self._recount.timeout.connect(self._count)
        self._listen()
        self._obey()
        self._look()

    @cached_property
    def _making(self) -> NewLibraryDialog:
        # Dialogs are made when they are first asked for: the page itself comes at once.
        dialog = NewLibraryDialog(self._window)
        dialog.library_wished.connect(self._make)
        return dialog

    @cached_property
    def _naming(self) -> RenameDialog:
        dialog = RenameDialog(self._window)
        dialog.rename_wished.connect(self._rename)
        return dialog

    @cached_property
    def _failures(self) -> FailureList:
        dialog = FailuresDialog(self._window)
        dialog.reveal_requested.connect(self._window.failures.reveal_requested)
        return FailureList(self._link, dialog)

    @cached_property
    def _refitting(self) -> Refitting:
        return Refitting(self._link, self._window, self)

    def _listen(self) -> None:
        link = self._link
        link.libraries_changed.connect(self._libraries_changed)
        link.progress_changed.connect(self._progress_changed)
        link.engine_ready.connect(self._look)

    def _obey(self) -> None:
        page, window = self._page, self._window
        page.shown.connect(self._count)
        page.chosen.connect(self._count)
        page.new_requested.connect(self._ask_for_library)
        page.rename_requested.connect(self._ask_for_name)
        page.remove_requested.connect(self._removing.remove_library)
        page.folders_requested.connect(self._choose_folders)
        page.folders_dropped.connect(self._take_folders)
        page.rules_requested.connect(window.rules.show_rules)
        page.pause_requested.connect(self._pause)
        page.models_requested.connect(self._choose_models)
        page.call_off_requested.connect(self._call_off)
        page.key_requested.connect(self._show_key)
        page.detail.knowing_requested.connect(self._get_knowing)
        page.failures_requested.connect(self._show_failures)
        page.detail.folders.remove_requested.connect(self._removing.remove_folder)
        page.detail.folders.failures_requested.connect(self._show_failures_in)
        page.detail.folders.reveal_requested.connect(window.library.reveal_requested)

    @Slot()
    def _look(self) -> None:
        self._link.ask(ListLibraries(), self._receive)
        self._link.ask(ListModels(), self._receive)

    @Slot(object)
    def _receive(self, event: Event) -> None:
        match event:
            case LibrariesListed(libraries=libraries):
                self._page.show_libraries(libraries)
            case ModelsListed(models=models):
                self._page.show_models(models)
            case _:
                pass  # without an engine: it is asked again once there is one

    @Slot(object)
    def _libraries_changed(self, libraries: tuple[LibraryInfo, ...]) -> None:
        self._page.show_libraries(libraries)
        if self._page.isVisible() and not self._recount.isActive():
            self._recount.start()

    @Slot(object)
    def _progress_changed(self, progress: Progress) -> None:
        self._page.show_progress(progress)

    @Slot()
    @Slot(object)
    def _count(self, _chosen: object = None) -> None:
        info = self._page.current()
        if info is None or not self._page.isVisible():
            return
        if self._counting is not None:
            self._link.call_off(self._counting)
        self._took.start()
        self._counting = self._link.ask(GetStatistics(library=info.name), self._counted)

    @Slot(object)
    def _counted(self, event: Event) -> None:
        self._counting = None
        self._recount.setInterval(max(RECOUNT_MS, RECOUNT_SHARE * self._took.elapsed()))
        if isinstance(event, StatisticsReported):
            self._page.show_statistics(event)

    @Slot()
    def _ask_for_library(self) -> None:
        self._making.ask()

    @Slot(object)
    def _make(self, wish: NewLibrary) -> None:
        self._made = wish
        command = MakeLibrary(
            library=wish.name, store_uri=wish.store_uri, store_token=wish.store_token
        )
        self._link.ask(command, self._was_made)

    @Slot(object)
    def _was_made(self, event: Event) -> None:
        wish, self._made = self._made, None
        if isinstance(event, Failed):
            self._making.say(sentence(event))
        elif wish is not None:
            self._making.accept()
            self._page.choose(wish.name)
            if wish.folders:
                self._do(AddFolders(paths=wish.folders, library=wish.name, must_exist=True))

    @Slot(object)
    def _ask_for_name(self, info: LibraryInfo | None) -> None:
        if info is not None:
            self._naming.ask(info.name)

    @Slot(object)
    def _rename(self, wish: RenameWish) -> None:
        self._named = wish
        self._link.ask(RenameLibrary(library=wish.library, name=wish.name), self._was_named)

    @Slot(object)
    def _was_named(self, event: Event) -> None:
        if isinstance(event, Failed):
            self._naming.say(sentence(event))
        elif isinstance(event, Done):
            self._naming.accept()

    @Slot(object)
    def _choose_folders(self, info: LibraryInfo | None) -> None:
        if info is None:
            return
        dialog = QFileDialog(self._window, self.tr("Choose a folder for “{0}”").format(info.name))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setDirectory(QDir.homePath())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(partial(self._add_folders, info.name))
        dialog.open()

    def _add_folders(self, library: str, paths: list[str]) -> None:
        command = AddFolders(paths=tuple(paths), library=library, must_exist=True)
        AddingFolders(self._link, self._window, library, partial(self._do, command))

    @Slot(object)
    def _take_folders(self, wish: AddWish) -> None:
        self._add_folders(wish.library, [*wish.paths])

    @Slot(object)
    def _pause(self, wish: PauseWish) -> None:
        self._link.set_paused(wish.library, paused=wish.paused)

    @Slot(object)
    def _choose_models(self, info: LibraryInfo | None) -> None:
        if info is not None:
            self._refitting.choose(info.name)

    @Slot(object)
    def _get_knowing(self, wish: KnowingWish) -> None:
        libraries = tuple(self._page.model.names.values())
        show_model(self._window, wish.model.id, self._page.models, libraries)
        get_model(self._window, wish.model, wish.library)

    @Slot(object)
    def _show_failures(self, info: LibraryInfo | None) -> None:
        if info is not None:
            self._failures.ask_for(info.name)

    @Slot(object)
    def _show_failures_in(self, folder: Folder) -> None:
        self._failures.ask_for(folder.library, folder.path)

    @Slot(object)
    def _call_off(self, info: LibraryInfo | None) -> None:
        if info is not None:
            self._do(KeepModels(library=info.name))

    @Slot(object)
    def _show_key(self, info: LibraryInfo | None) -> None:
        if info is not None:
            show_key(self._window, (info,))

    def _do(self, command: Command, *_: object) -> None:
        self._link.ask(command, self._done)

    @Slot(object)
    def _done(self, event: Event) -> None:
        if isinstance(event, Failed):
            hint = words.hint(event.code, event.hint)
            self._window.banner.say(sentence(event), hint)
