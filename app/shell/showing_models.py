"""Leads to the models' page, to the very key that is missing or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.shell.window import MainWindow
    from engine.protocol.messages import LibraryInfo


def show_key(window: MainWindow, info: LibraryInfo) -> None:
    """Go to the key of the vendor whose model a library has, or is to have."""
    window.pages.go("models")
    from app.models.page import ModelsPage  # the page has loaded it: nothing here waits for it

    page = window.pages.page("models")
    if isinstance(page, ModelsPage):
        page.seek_key((info.coming_model, info.dense_model, info.reranker))
