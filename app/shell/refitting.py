"""Gives libraries other models: asks what it costs, then has it done."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.link.answers import trouble_of
from app.look import words
from app.models import costs
from app.models.choosing import ModelsDialog
from engine.protocol.messages import (
    EstimateModels,
    Failed,
    LibrariesListed,
    ListLibraries,
    ListModels,
    ModelsEstimated,
    ModelsListed,
    SetModels,
)

if TYPE_CHECKING:
    from app.link.engine_link import EngineLink
    from app.models.wishes import ChangeWish
    from app.shell.window import MainWindow
    from engine.protocol.messages import Event, LibraryInfo, ModelInfo


class Refitting(QObject):
    """One dialog with what it says to the engine. All of it runs in the GUI thread."""

    def __init__(self, link: EngineLink, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._link = link
        self._window = window
        self._wanted: tuple[str, str] | None = None
        self._libraries: tuple[LibraryInfo, ...] = ()
        self._estimating: int | None = None
        self._agreed = ""

    @cached_property
    def dialog(self) -> ModelsDialog:
        """Made when it is first asked for."""
        dialog = ModelsDialog(self._window)
        dialog.estimate_wished.connect(self._estimate)
        dialog.change_wished.connect(self._change)
        return dialog

    def choose(self, library: str, model: str = "") -> None:
        """Open the dialog for a library, with a model that it is perhaps to have.

        The engine is asked anew: another window, or the command line, may have changed things.
        """
        self._wanted = (library, model)
        self._link.ask(ListLibraries(), self._receive)

    def use(self, library: str, model: str) -> None:
        """Give a library a model that makes vectors here, to which a person has agreed."""
        command = SetModels(library=library, dense_model=model, reranker="")
        self._link.ask(command, self._used)

    @Slot(object)
    def _used(self, event: Event) -> None:
        if isinstance(event, Failed):
            self._window.banner.say(sentence(event), words.hint(event.code, event.hint))

    @Slot(object)
    def _receive(self, event: Event) -> None:
        match event:
            case LibrariesListed(libraries=libraries):
                self._libraries = libraries
                self._link.ask(ListModels(), self._receive)
            case ModelsListed(models=models):
                self._open(models)
            case Failed():
                self._window.banner.say(sentence(event), words.hint(event.code, event.hint))
            case _:
                pass

    def _open(self, models: tuple[ModelInfo, ...]) -> None:
        wanted, self._wanted = self._wanted, None
        for info in self._libraries:
            if wanted is not None and info.name == wanted[0]:
                self.dialog.ask(info, models, wanted[1])

    @Slot(object)
    def _estimate(self, wish: ChangeWish) -> None:
        if self._estimating is not None:
            self._link.call_off(self._estimating)
        self._agreed = ""
        command = EstimateModels(
            library=wish.library, dense_model=wish.dense, reranker=wish.reranker
        )
        self._estimating = self._link.ask(command, self._estimated)

    @Slot(object)
    def _estimated(self, event: Event) -> None:
        self._estimating = None
        if isinstance(event, ModelsEstimated):
            self.dialog.show_estimate(event)
            self._agreed = costs.hosts(event)  # the button names them
        elif isinstance(event, Failed):
            self.dialog.say(sentence(event))

    @Slot(object)
    def _change(self, wish: ChangeWish) -> None:
        command = SetModels(
            library=wish.library,
            dense_model=wish.dense,
            reranker=wish.reranker,
            agreed_to=self._agreed,
        )
        self._link.ask(command, self._changed)

    @Slot(object)
    def _changed(self, event: Event) -> None:
        if isinstance(event, Failed):
            self.dialog.say(sentence(event))
        else:
            self.dialog.accept()


def sentence(failed: Failed) -> str:
    """What a failure is to a person."""
    trouble = trouble_of(failed)
    return words.sentence(trouble.code, trouble.message, dict(trouble.facts))
