"""Leads to the models' page: to the very key that is missing or refused, or to a model."""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox

from app.look import figures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.shell.window import MainWindow
    from engine.protocol.messages import LibraryInfo, ModelInfo


def show_model(
    window: MainWindow,
    model: str,
    models: Sequence[ModelInfo],
    libraries: Sequence[LibraryInfo],
) -> None:
    """Go to a model, with what can be done about it next: its download, or its use.

    Args:
        window: of the program.
        model: its id.
        models: all that there are, for a page that has not asked yet.
        libraries: all that there are, likewise.
    """
    window.pages.go("models")
    from app.models.page import ModelsPage  # the page has loaded it: nothing here waits for it

    page = window.pages.page("models")
    if isinstance(page, ModelsPage):
        page.show_models(models)
        page.show_libraries(libraries)
        page.choose(model)
        page.detail.take_focus()


def get_model(window: MainWindow, model: ModelInfo | None, library: str) -> None:
    """Have a model fetched and used by a library, once a person has agreed to what it costs.

    Args:
        window: of the program, whose models' page is shown and does it.
        model: which; None does nothing.
        library: its name; an empty one does nothing.
    """
    from app.models.page import ModelsPage  # the page has loaded it: nothing here waits for it
    from app.models.wishes import UseWish

    page = window.pages.page("models")
    if model is None or not library or not isinstance(page, ModelsPage):
        return
    wish = UseWish(library, model.id)
    if model.state == "installed":
        page.use_requested.emit(wish)  # its dialog tells what that costs
        return
    box = QMessageBox(window)
    box.setIcon(QMessageBox.Icon.Question)
    asked = QCoreApplication.translate("Remarks", "Download “{0}” ({1})?")
    box.setText(asked.format(model.name, figures.size(model.bytes)))
    said = QCoreApplication.translate(
        "Remarks",
        "Then “{0}” uses it: its passages are made findable anew in the background, and are found "
        "as now until that is done.",
    )
    box.setInformativeText(said.format(library))
    box.setStandardButtons(QMessageBox.StandardButton.Cancel)
    text = QCoreApplication.translate("Remarks", "Download and use")
    accept = box.addButton(text, QMessageBox.ButtonRole.AcceptRole)
    accept.clicked.connect(partial(page.get_requested.emit, wish))
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()


def show_key(window: MainWindow, infos: Sequence[LibraryInfo]) -> None:
    """Go to the key of the vendor whose model one of the libraries has, or is to have."""
    window.pages.go("models")
    from app.models.page import ModelsPage  # the page has loaded it: nothing here waits for it

    page = window.pages.page("models")
    if isinstance(page, ModelsPage):
        names = ((info.coming_model, info.dense_model, info.reranker) for info in infos)
        page.seek_key(tuple(chain.from_iterable(names)))
