"""The libraries' page by itself, for the tests of it."""

from __future__ import annotations

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from app.library.page import LibrariesPage
from engine.protocol.messages import (
    LibraryInfo,
    Progress,
)

MakeLibrary = Callable[..., LibraryInfo]


def shown_libraries(qtbot: QtBot) -> LibrariesPage:
    """Show the page without a window around it."""
    page = LibrariesPage()
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    return page


def running(library: str, **changes: object) -> Progress:
    """Return how far a library is that is being indexed."""
    fields = {"library": library, "running": True, "phase": "indexing", "files_total": 10}
    return Progress(**{**fields, **changes})  # pyright: ignore[reportArgumentType]
