"""Makes the concrete parts of the window program and connects them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.link.engine_link import EngineLink
from app.look import languages
from app.look.preference_names import SCHEME, TEXT_SIZE
from app.look.preferences import Preferences
from app.look.style import Style
from app.shell.autostart import autostart_here
from app.shell.called import Called
from app.shell.director import Director
from app.shell.engine_trouble import EngineTrouble
from app.shell.global_keys import GlobalKeys
from app.shell.habits import Habits
from app.shell.own_command import own_command
from app.shell.pages import Place
from app.shell.previewing import Previewing
from app.shell.readying import Readying
from app.shell.remembering import Remembering
from app.shell.staying import Staying
from app.shell.welcoming import Welcoming
from app.shell.window import MainWindow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget


@dataclass(frozen=True, slots=True)
class Program:
    """The parts of a running window."""

    window: MainWindow
    link: EngineLink
    director: Director
    style: Style
    preferences: Preferences
    staying: Staying
    called: Called
    keys: GlobalKeys


def build(
    application: QApplication, *, data: str | None, library: str = "", scheme: str = ""
) -> Program:
    """Put the program together. Nothing is connected yet and no engine is asked for."""
    preferences = Preferences(data)
    code = preferences.text(languages.PREFERENCE)
    languages.speak(application, code, preferences.folder / "languages")
    style = Style(
        application,
        scheme or preferences.text(SCHEME, "system"),
        preferences.number(TEXT_SIZE, 100),
    )
    window = MainWindow()
    preferences.setParent(window)
    link = EngineLink(data, library, parent=window)
    director = Director(link, window, preferences)
    Previewing(link, window, preferences)
    Welcoming(link, window)
    EngineTrouble(link, window, data)
    staying = Staying(application, link, window, preferences)
    called = Called(link, window, staying, director.searching, style)
    same = ("--data", os.path.abspath(data)) if data else ()  # noqa: PTH100 - keeps links
    toggle, at_login = (own_command(*same, option) for option in ("--toggle", "--background"))
    keys = GlobalKeys(preferences, command=toggle, parent=window)
    keys.pressed.connect(called.toggle)
    application.aboutToQuit.connect(keys.end)
    habits = Habits(preferences, style, window, staying, keys, autostart_here(at_login))
    Remembering(window, preferences)
    _offer_pages(link, window, preferences, habits)
    Readying(window)
    application.aboutToQuit.connect(link.end)
    return Program(window, link, director, style, preferences, staying, called, keys)


def _offer_pages(
    link: EngineLink, window: MainWindow, preferences: Preferences, habits: Habits
) -> None:
    """What the pages are made of is loaded at the first visit, like the pages."""

    def make_map() -> QWidget:
        from app.shell.mapping import map_page

        return map_page(link, window)

    def make_libraries() -> QWidget:
        from app.shell.curating import libraries_page

        return libraries_page(link, window)

    def make_models() -> QWidget:
        from app.shell.equipping import models_page

        return models_page(link, window)

    def make_settings() -> QWidget:
        from app.shell.settling import settings_page

        return settings_page(link, window, preferences, habits)

    offer = window.pages.offer
    offer(Place("map", "map", QCoreApplication.translate("Places", "Map")), make_map)
    offer(
        Place("libraries", "library", QCoreApplication.translate("Places", "Libraries")),
        make_libraries,
    )
    offer(Place("models", "model", QCoreApplication.translate("Places", "Models")), make_models)
    offer(
        Place("settings", "settings", QCoreApplication.translate("Places", "Settings")),
        make_settings,
    )
