"""The models' page: measured, fetched, keyed, given to libraries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QFileDialog, QMessageBox

from app.look import figures, words
from app.models.page import ModelsPage
from app.models.sentences import in_folder
from app.shell.refitting import Refitting, sentence
from engine.protocol.messages import (
    AddModelFolder,
    DownloadAdvanced,
    DownloadModel,
    Failed,
    LibrariesListed,
    ListLibraries,
    ListModels,
    MeasureModel,
    ModelMeasured,
    ModelsListed,
    RemoveModel,
    SetKey,
    TryModel,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.link.engine_link import EngineLink
    from app.models.wishes import KeyWish, UseWish
    from app.shell.window import MainWindow
    from engine.protocol.messages import Event, LibraryInfo, ModelInfo

_LOOKS_MS = (0, 500, 2000, 6000)
"""When to look what came of a download that was stopped: the engine lets go between two pieces."""


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
        self._added = ""
        self._tasks: dict[str, ModelTask] = {}
        link.libraries_changed.connect(self._libraries_changed)
        link.engine_ready.connect(self.look)
        page.shown.connect(self.look)
        page.folder_requested.connect(self._choose_folder)
        page.measure_requested.connect(self._measure)
        page.download_requested.connect(self._download)
        page.stop_requested.connect(self._stop)
        page.remove_requested.connect(self._confirm_removal)
        page.use_requested.connect(self._use)
        page.try_requested.connect(self._try)
        page.key_chosen.connect(self._keep_key)
        self.look()

    @Slot()
    def look(self) -> None:
        """Ask the engine what there is now."""
        self._link.ask(ListModels(), self._receive)
        self._link.ask(ListLibraries(), self._receive)

    @Slot(object)
    def _receive(self, event: Event) -> None:
        match event:
            case ModelsListed(models=models):
                self._page.show_models(models)
            case LibrariesListed(libraries=libraries):
                self._page.show_libraries(libraries)
            case _:
                pass  # without an engine: it is asked again once there is one

    @Slot(object)
    def _libraries_changed(self, libraries: tuple[LibraryInfo, ...]) -> None:
        self._page.show_libraries(libraries)

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
    def _try(self, wish: KeyWish) -> None:
        self._task(wish.model).try_key(wish.key)

    @Slot(object)
    def _keep_key(self, wish: KeyWish) -> None:
        self._page.detail.key.kept()
        self._task(wish.model).keep_key(wish.vendor, wish.key)

    @Slot(object)
    def _use(self, wish: UseWish) -> None:
        self._refitting.choose(wish.library, wish.model)

    @Slot(object)
    def _confirm_removal(self, model: ModelInfo) -> None:
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(self.tr("Remove the model “{0}”?").format(model.name))
        box.setInformativeText(
            self.tr("Findling forgets it. The folder itself stays as it is.")
            if in_folder(model)
            else self.tr("This frees {0}. It can be downloaded again.").format(
                figures.size(model.bytes)
            )
        )
        box.setStandardButtons(QMessageBox.StandardButton.Cancel)
        remove = box.addButton(self.tr("Remove"), QMessageBox.ButtonRole.AcceptRole)
        remove.clicked.connect(self._task(model.id).remove)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    @Slot()
    def _choose_folder(self) -> None:
        wanted = self.tr("Choose a model's folder: Model2Vec, or model.onnx with tokenizer.json")
        dialog = QFileDialog(self._window, wanted)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setDirectory(QDir.homePath())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.add_folder)
        dialog.open()

    @Slot(str)
    def add_folder(self, path: str) -> None:
        """Use the model that lies in a folder."""
        self._added = path
        self._link.ask(AddModelFolder(path=path), self._folder_added)

    @Slot(object)
    def _folder_added(self, event: Event) -> None:
        if isinstance(event, Failed):
            self._window.banner.say(sentence(event), words.hint(event.code, event.hint))
        elif isinstance(event, ModelsListed):
            self._page.show_models(event.models)
            for model in event.models:
                if model.source == self._added:
                    self._page.choose(model.id)


class ModelTask(QObject):
    """What is done with one model, one thing at a time."""

    def __init__(self, model: str, link: EngineLink, page: ModelsPage, parent: Outfitter) -> None:
        super().__init__(parent)
        self._model = model
        self._link = link
        self._page = page
        self._look = parent.look
        self._download: int | None = None

    def measure(self) -> None:
        """See how fast it is here."""
        self._page.show_measuring(self._model, running=True)
        self._link.ask(MeasureModel(model=self._model), self._measured)

    def download(self) -> None:
        """Fetch it, or what of it is missing."""
        if self._download is None:
            self._page.show_download(self._model, None)
            self._download = self._link.ask(DownloadModel(model=self._model), self._fetched)

    def stop(self) -> None:
        """Call its download off; what came stays."""
        if self._download is not None:
            self._link.call_off(self._download)
            self._download = None
            self._page.end_download(self._model)
            for later in _LOOKS_MS:  # its end is not told to who has called it off
                QTimer.singleShot(later, self, self._look)

    @Slot()
    def remove(self) -> None:
        """Delete it, or forget its folder."""
        self._link.ask(RemoveModel(model=self._model), self._done)

    def try_key(self, key: str) -> None:
        """Send one short text of our own and see what comes back."""
        self._page.show_trouble(self._model, self.tr("Trying…"))
        self._link.ask(TryModel(model=self._model, key=key), self._tried)

    def keep_key(self, vendor: str, key: str) -> None:
        """Keep a key, or forget it."""
        self._link.ask(SetKey(vendor=vendor, key=key), self._done)

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
        self._page.end_download(self._model)
        self._done(event)

    @Slot(object)
    def _tried(self, event: Event) -> None:
        if isinstance(event, ModelMeasured):
            said = self.tr("It answers, in {0}.").format(figures.elapsed(event.query_ms / 1000))
            self._page.show_trouble(self._model, said)
        else:
            self._done(event)

    @Slot(object)
    def _done(self, event: Event) -> None:
        if isinstance(event, Failed) and event.code != "cancelled":
            hint = words.hint(event.code, event.hint)
            said = " ".join(filter(None, (sentence(event), hint)))
            self._page.show_trouble(self._model, said)
        else:
            self._page.show_trouble(self._model, "")
        self._look()
