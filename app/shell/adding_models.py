"""Adds models of a person's own: of a folder, of the hub, of a server."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QObject, Qt, Slot
from PySide6.QtWidgets import QFileDialog

from app.look import words
from app.models.adding import HubDialog
from app.models.serving import ServerDialog
from app.shell.refitting import sentence
from engine.protocol.messages import (
    AddModelFolder,
    AddModelHub,
    AddModelServer,
    Failed,
    ListModels,
    ModelsListed,
)

if TYPE_CHECKING:
    from app.link.engine_link import EngineLink
    from app.models.page import ModelsPage
    from app.models.serving import Part
    from app.models.wishes import ServerWish
    from app.shell.window import MainWindow
    from engine.protocol.messages import Event

_PARTS: dict[str, Part] = {
    "usage": "url",
    "vendor-key": "key",
    "vendor-busy": "url",
    "vendor-failed": "url",
    "vendor-answer": "model",
}
"""By code: which of the fields the trouble is about."""


class AddingModels(QObject):
    """Connects the page's ways of adding a model. All of it runs in the GUI thread."""

    def __init__(
        self, link: EngineLink, window: MainWindow, page: ModelsPage, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._link = link
        self._window = window
        self._page = page
        self._known: frozenset[str] = frozenset()
        self._source = ""
        self.hub_host = ""
        self._asked: int | None = None
        page.folder_requested.connect(self._choose_folder)
        page.hub_requested.connect(self._name_model)
        page.server_requested.connect(self._name_server)

    @cached_property
    def hub(self) -> HubDialog:
        """Made when it is first asked for."""
        dialog = HubDialog(self._window)
        dialog.model_named.connect(self._ask_hub)
        dialog.rejected.connect(self._call_off)
        return dialog

    @cached_property
    def server(self) -> ServerDialog:
        """Made when it is first asked for."""
        dialog = ServerDialog(self._window)
        dialog.server_named.connect(self._ask_server)
        dialog.rejected.connect(self._call_off)
        return dialog

    @Slot(str)
    def add_folder(self, path: str) -> None:
        """Use the model that lies in a folder."""
        self._begin(path)
        self._link.ask(AddModelFolder(path=path), self._folder_added)

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

    @Slot()
    def _name_model(self) -> None:
        self.hub.ask(self.hub_host)

    @Slot()
    def _name_server(self) -> None:
        self.server.ask()

    @Slot(object)
    def _ask_hub(self, name: str) -> None:
        self._begin(name)
        self._asked = self._link.ask(AddModelHub(name=name), self._hub_answered)

    @Slot(object)
    def _ask_server(self, wish: ServerWish) -> None:
        self._begin(wish.model)
        command = AddModelServer(
            url=wish.url,
            model=wish.model,
            key=wish.key,
            place=wish.place,
            query_prompt=wish.query_prompt,
            document_prompt=wish.document_prompt,
        )
        self._asked = self._link.ask(command, self._server_answered)

    @Slot(object)
    def _folder_added(self, event: Event) -> None:
        if isinstance(event, Failed):
            self._window.banner.say(sentence(event), words.hint(event.code, event.hint))
        elif isinstance(event, ModelsListed):
            self._show_added(event)

    @Slot(object)
    def _hub_answered(self, event: Event) -> None:
        self._asked = None
        if isinstance(event, Failed):
            self.hub.say(
                self.tr("The hub cannot be asked now. Look at the connection and try again.")
                if event.code == "download-failed"
                else _why(event)
            )
        elif isinstance(event, ModelsListed):
            self._show_added(event)
            self.hub.accept()

    @Slot(object)
    def _server_answered(self, event: Event) -> None:
        self._asked = None
        if isinstance(event, Failed):
            self.server.end(_PARTS.get(event.code, ""), self._of_server(event))
        elif isinstance(event, ModelsListed):
            self._show_added(event)
            self.server.accept()

    def _of_server(self, failed: Failed) -> str:
        """Why it does not serve; what the server itself says helps more than we can."""
        match failed.code:
            case "vendor-busy" | "vendor-failed":
                return self.tr(
                    "The server does not answer. Look whether it runs, and whether the address is "
                    "right ({0})."
                ).format(failed.message)
            case "vendor-key":
                return self.tr("The server asks for a key, or refuses this one.")
            case "vendor-answer":
                return self.tr(
                    "The server answers, but not with this model's vectors ({0})."
                ).format(failed.message)
            case "usage":
                return self.tr("That cannot be used ({0}).").format(failed.message)
            case _:
                return _why(failed)

    @Slot()
    def _call_off(self) -> None:
        if self._asked is not None:
            self._link.call_off(self._asked)
            self._asked = None

    def _begin(self, source: str) -> None:
        self._source = source
        self._known = self._page.known()

    def _show_added(self, listed: ModelsListed) -> None:
        """Show what is new; where it was there already, what has this source or name."""
        self._page.show_models(listed.models)
        fresh = [model for model in listed.models if model.id not in self._known]
        same = [model for model in listed.models if self._source in (model.source, model.name)]
        added = [model for model in fresh if model in same]
        for model in (added or (fresh if self._known else same) or same)[:1]:
            self._page.choose(model.id)
        self._link.ask(ListModels(), self._listed)  # should an older list come after this one

    @Slot(object)
    def _listed(self, event: Event) -> None:
        if isinstance(event, ModelsListed):
            self._page.show_models(event.models)


def _why(failed: Failed) -> str:
    return " ".join(filter(None, (sentence(failed), words.hint(failed.code, failed.hint))))
