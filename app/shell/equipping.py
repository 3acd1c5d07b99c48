"""The models' page: measured, fetched, keyed, given to libraries."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox

from app.look import figures, words
from app.models import sentences
from app.models.page import ModelsPage
from app.shell.adding_models import AddingModels
from app.shell.keying import Keying
from app.shell.refitting import Refitting, sentence
from engine.protocol.messages import (
    DownloadAdvanced,
    DownloadModel,
    Failed,
    KeepModels,
    LibrariesListed,
    ListLibraries,
    ListModels,
    MeasureModel,
    ModelsListed,
    RemoveModel,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from app.link.engine_link import EngineLink
    from app.models.wishes import UseWish
    from app.shell.window import MainWindow
    from engine.protocol.messages import Event, LibraryInfo, ModelInfo

_LOOKS_MS = (0, 500, 2000, 6000)
"""When to look what came of a download that was stopped: the engine lets go between two pieces."""

_SOON_MS = 1000
"""After a library changed: how long others of its changes are waited for."""


def models_page(link: EngineLink, window: MainWindow) -> QWidget:
    """Make the page and connect it."""
    page = ModelsPage()
    Outfitter(link, window, page)
    return page


class Outfitter(QObject):
    """Connects the page with the link. All of it runs in the GUI thread."""

    def __init__(self, link: EngineLink, window: MainWindow, page: ModelsPage) -> None:
        super().__init__(page)
        self._link = link
        self._window = window
        self._page = page
        self._refitting = Refitting(link, window, self)
        self._adding = AddingModels(link, window, page, self)
        keying = Keying(link, page, self.look, self)
        keying.answered.connect(window.vendor_answered)
        self._tasks: dict[str, ModelTask] = {}
        link.libraries_changed.connect(self._libraries_changed)
        link.engine_ready.connect(self.look)
        page.shown.connect(self.look)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._look_anew)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._state_changed)
        page.measure_requested.connect(self._measure)
        page.download_requested.connect(self._download)
        page.stop_requested.connect(self._stop)
        page.remove_requested.connect(self._confirm_removal)
        page.use_requested.connect(self._use)
        page.get_requested.connect(self._get)
        page.copy_requested.connect(self._copy)
        page.call_off_requested.connect(self._keep_old)
        link.progress_changed.connect(page.show_progress)
        self.look()

    @Slot()
    def look(self) -> None:
        """Ask the engine what there is now."""
        self._link.ask(ListModels(), self._receive)
        self._link.ask(ListLibraries(), self._receive)

    @Slot(object)
    def _receive(self, event: Event) -> None:
        match event:
            case ModelsListed(models=models, hub_host=host):
                self._adding.hub_host = host
                self._page.show_models(models)
            case LibrariesListed(libraries=libraries):
                self._page.show_libraries(libraries)
            case _:
                pass  # without an engine: it is asked again once there is one

    @Slot(object)
    def _libraries_changed(self, libraries: tuple[LibraryInfo, ...]) -> None:
        self._page.show_libraries(libraries)
        if self._page.isVisible() and not self._soon.isActive():
            self._soon.start()  # who changed a library may have changed a key or a model as well

    @Slot(Qt.ApplicationState)
    def _state_changed(self, state: Qt.ApplicationState) -> None:
        """Come back from a terminal, say, where a model was downloaded or a key kept."""
        if state == Qt.ApplicationState.ApplicationActive:
            self._look_anew()

    @Slot()
    def _look_anew(self) -> None:
        if self._page.isVisible():
            self._link.ask(ListModels(), self._receive)

    def _task(self, model: str) -> ModelTask:
        if model not in self._tasks:
            task = self._tasks[model] = ModelTask(model, self._link, self._page, self)
            task.setObjectName(model)
        return self._tasks[model]

    @Slot(object)
    def _measure(self, model: ModelInfo) -> None:
        self._task(model.id).measure()

    @Slot(object)
    def _download(self, model: ModelInfo) -> None:
        self._task(model.id).download()

    @Slot(object)
    def _stop(self, model: ModelInfo) -> None:
        self._task(model.id).stop()

    @Slot(object)
    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)

    @Slot(object)
    def _use(self, wish: UseWish) -> None:
        self._refitting.choose(wish.library, wish.model)

    @Slot(object)
    def _get(self, wish: UseWish) -> None:
        self._task(wish.model).download(partial(self._refitting.use, wish.library, wish.model))

    @Slot(object)
    def _keep_old(self, info: LibraryInfo) -> None:
        self._link.ask(KeepModels(library=info.name), self._old_kept)

    @Slot(object)
    def _old_kept(self, event: Event) -> None:
        if isinstance(event, Failed):
            self._window.banner.say(sentence(event), words.hint(event.code, event.hint))
        self.look()

    @Slot(object)
    def _confirm_removal(self, model: ModelInfo) -> None:
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(self.tr("Remove the model “{0}”?").format(model.name))
        box.setInformativeText(self._of_removal(model))
        box.setStandardButtons(QMessageBox.StandardButton.Cancel)
        remove = box.addButton(self.tr("Remove"), QMessageBox.ButtonRole.AcceptRole)
        remove.clicked.connect(self._task(model.id).remove)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def _of_removal(self, model: ModelInfo) -> str:
        if sentences.in_folder(model):
            return self.tr("Findling forgets it. The folder itself stays as it is.")
        if not sentences.has_files(model):
            return self.tr("Findling forgets the server's address and the model's name.")
        if not model.bytes:  # its card says nothing that could be read
            return self.tr("Findling forgets it.")
        said = self.tr("This frees {0}. It can be downloaded again.")
        return said.format(figures.size(model.bytes))

    @Slot(str)
    def add_folder(self, path: str) -> None:
        """Use the model that lies in a folder."""
        self._adding.add_folder(path)


class ModelTask(QObject):
    """What is done with one model, one thing at a time."""

    def __init__(self, model: str, link: EngineLink, page: ModelsPage, parent: Outfitter) -> None:
        super().__init__(parent)
        self._model = model
        self._link = link
        self._page = page
        self._look = parent.look
        self._download: int | None = None
        self._then: Callable[[], None] | None = None

    def measure(self) -> None:
        """See how fast it is here."""
        self._page.show_measuring(self._model, running=True)
        self._link.ask(MeasureModel(model=self._model), self._measured)

    def download(self, then: Callable[[], None] | None = None) -> None:
        """Fetch it, or what of it is missing; ``then`` is done once it is whole."""
        self._then = then or self._then
        if self._download is None:
            self._page.show_download(self._model, None)
            self._download = self._link.ask(DownloadModel(model=self._model), self._fetched)

    def stop(self) -> None:
        """Call its download off; what came stays."""
        if self._download is not None:
            self._link.call_off(self._download)
            self._download = self._then = None
            self._page.end_download(self._model)
            for later in _LOOKS_MS:  # its end is not told to who has called it off
                QTimer.singleShot(later, self, self._look)

    @Slot()
    def remove(self) -> None:
        """Delete it, or forget its folder."""
        self._link.ask(RemoveModel(model=self._model), self._done)

    @Slot(object)
    def _measured(self, event: Event) -> None:
        self._page.show_measuring(self._model, running=False)
        self._done(event)

    @Slot(object)
    def _fetched(self, event: Event) -> None:
        if isinstance(event, DownloadAdvanced):
            self._page.show_download(self._model, event)
            return
        self._download = None
        then, self._then = self._then, None
        self._page.end_download(self._model)
        self._done(event)
        if then is not None and not isinstance(event, Failed):
            then()

    @Slot(object)
    def _done(self, event: Event) -> None:
        if isinstance(event, Failed) and event.code != "cancelled":
            hint = words.hint(event.code, event.hint)
            said = " ".join(filter(None, (sentence(event), hint)))
            self._page.show_trouble(self._model, said)
        else:
            self._page.show_trouble(self._model, "")
        self._look()
