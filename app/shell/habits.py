"""What the person chose for this desktop, kept from the start and at each change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, Slot

from app.look import figures
from app.look.preference_names import SCHEME, SINGLE_CLICK, TEXT_SIZE
from app.shell import desktop_search
from app.shell.starting_at_login import StartingAtLogin

if TYPE_CHECKING:
    from app.look.preferences import Preferences
    from app.look.style import Style
    from app.settings.page import SettingsPage
    from app.shell.autostart import Autostart
    from app.shell.global_keys import GlobalKeys
    from app.shell.staying import Staying
    from app.shell.window import MainWindow


class Habits(QObject):
    """Applies preferences. All of it runs in the GUI thread."""

    def __init__(
        self,
        preferences: Preferences,
        style: Style,
        window: MainWindow,
        staying: Staying,
        keys: GlobalKeys,
        at_login: Autostart,
    ) -> None:
        super().__init__(window)
        self._preferences = preferences
        self._style = style
        self._window = window
        self._staying = staying
        self._keys = keys
        self._at_login = at_login
        preferences.changed.connect(self._follow)
        preferences.unkept.connect(self._tell_unkept)
        window.results.view.clicked.connect(self._clicked)

    def connect_page(self, page: SettingsPage) -> None:
        """Tell the settings what this desktop can do."""
        self._staying.connect_page(page.program)
        StartingAtLogin(self._at_login, page.program)
        self._keys.connect_page(page.program)
        if desktop_search.is_known_here() and self._preferences.usual:
            page.program.show_desktop_search(possible=desktop_search.is_installed())

    @Slot(object)
    def _follow(self, name: str) -> None:
        match name:
            case "scheme":
                self._style.choose(self._preferences.text(SCHEME, "system"))
            case "text_size":
                self._style.write_at(self._preferences.number(TEXT_SIZE, 100))
            case _:
                pass

    @Slot()
    def _tell_unkept(self) -> None:
        self._window.banner.say(
            self.tr("Settings hold until Findling ends: their file cannot be read or written."),
            self.tr("It is window.ini in {0}.").format(
                figures.place(str(self._preferences.folder))
            ),
        )

    @Slot(QModelIndex)
    def _clicked(self, _index: QModelIndex) -> None:
        if self._preferences.flag(SINGLE_CLICK):
            self._window.open_selected()
