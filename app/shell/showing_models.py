"""Leads to the models' page: to the very key that is missing or refused, or to a model."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

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


def show_key(window: MainWindow, infos: Sequence[LibraryInfo]) -> None:
    """Go to the key of the vendor whose model one of the libraries has, or is to have."""
    window.pages.go("models")
    from app.models.page import ModelsPage  # the page has loaded it: nothing here waits for it

    page = window.pages.page("models")
    if isinstance(page, ModelsPage):
        names = ((info.coming_model, info.dense_model, info.reranker) for info in infos)
        page.seek_key(tuple(chain.from_iterable(names)))
