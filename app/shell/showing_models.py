"""Leads to the models' page, to the very key that is missing or refused."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.shell.window import MainWindow
    from engine.protocol.messages import LibraryInfo


def show_key(window: MainWindow, infos: Sequence[LibraryInfo]) -> None:
    """Go to the key of the vendor whose model one of the libraries has, or is to have."""
    window.pages.go("models")
    from app.models.page import ModelsPage  # the page has loaded it: nothing here waits for it

    page = window.pages.page("models")
    if isinstance(page, ModelsPage):
        names = ((info.coming_model, info.dense_model, info.reranker) for info in infos)
        page.seek_key(tuple(chain.from_iterable(names)))
