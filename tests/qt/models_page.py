"""The models' page by itself, for the tests of it."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.models.page import ModelsPage


def shown_models(qtbot: QtBot) -> ModelsPage:
    """Show the page without a window around it; it knows no model yet."""
    page = ModelsPage()
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    return page
