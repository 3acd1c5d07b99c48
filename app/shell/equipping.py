"""The models' page: measured, fetched, keyed, given to libraries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.models.page import ModelsPage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.link.engine_link import EngineLink
    from app.shell.window import MainWindow


def models_page(link: EngineLink, window: MainWindow) -> QWidget:  # noqa: ARG001 - the seam of every page
    """Make the page and connect it."""
    return ModelsPage()
