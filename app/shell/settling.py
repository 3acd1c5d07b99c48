"""The settings' page: the person's choices and what follows from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.settings.page import SettingsPage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.link.engine_link import EngineLink
    from app.look.preferences import Preferences
    from app.shell.window import MainWindow


def settings_page(
    link: EngineLink,  # noqa: ARG001 - the seam of every page
    window: MainWindow,  # noqa: ARG001
    preferences: Preferences,  # noqa: ARG001
) -> QWidget:
    """Make the page and connect it."""
    return SettingsPage()
