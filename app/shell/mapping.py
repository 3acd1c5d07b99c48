"""The map: asks for it, filters the results by what is selected in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.maps.page import MapPage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.link.engine_link import EngineLink
    from app.shell.window import MainWindow


def map_page(link: EngineLink, window: MainWindow) -> QWidget:  # noqa: ARG001 - the seam of every page
    """Make the page and connect it."""
    return MapPage()
