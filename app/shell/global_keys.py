"""The keys that bring the window from anywhere, where the desktop gives programs any."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication

from app.look.preference_names import SHORTCUT
from app.shell.chord import Chord
from app.shell.own_command import own_command

if TYPE_CHECKING:
    from app.look.preferences import Preferences
    from app.settings.program import ProgramSection


class Keys(Protocol):
    """One platform's way."""

    def grab(self, chord: Chord) -> bool:
        """Have the keys from now on; False where another program has them."""
        ...

    def release(self) -> None:
        """Give the keys back."""
        ...


def keys_here(pressed: Callable[[], None]) -> Keys | None:
    """This desktop's way; None where it gives programs no keys.

    Under Wayland none are given: what XWayland offers is heard only while another X11 program has
    the focus.
    """
    if sys.platform == "win32":
        from app.shell.keys_windows import WindowsKeys

        return WindowsKeys(pressed)
    if QGuiApplication.platformName() != "xcb" or os.environ.get("WAYLAND_DISPLAY"):
        return None
    from app.shell.keys_x11 import X11Keys

    try:
        return X11Keys(pressed)
    except OSError:
        return None


class GlobalKeys(QObject):
    """Follows the preference. Lives in the GUI thread; presses come from another.

    ``command`` is what the desktop's own keyboard settings can run instead.
    """

    pressed = Signal()
    _heard = Signal()

    def __init__(
        self,
        preferences: Preferences,
        make: Callable[[Callable[[], None]], Keys | None] = keys_here,
        command: Sequence[str] = (),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._make = make
        self._command = tuple(command) or own_command("--toggle")
        self._keys: Keys | None = None
        self._taken = False
        self._section: ProgramSection | None = None
        self._heard.connect(self._press, Qt.ConnectionType.QueuedConnection)
        preferences.changed.connect(self._follow)
        if preferences.text(SHORTCUT):
            self._apply()

    @property
    def holds(self) -> bool:
        """Whether keys bring the window at present."""
        return bool(self._keys and self._preferences.text(SHORTCUT) and not self._taken)

    def connect_page(self, section: ProgramSection) -> None:
        """Tell the settings what is possible."""
        self._section = section
        if self._keys is None:
            self._keys = self._make(self._heard.emit)
        self._tell()

    def end(self) -> None:
        """Give the keys back."""
        if self._keys is not None:
            self._keys.release()

    @Slot()
    def _press(self) -> None:
        self.pressed.emit()

    @Slot(object)
    def _follow(self, name: str) -> None:
        if name == SHORTCUT:
            self._apply()
            self._tell()

    def _apply(self) -> None:
        if self._keys is None:
            self._keys = self._make(self._heard.emit)
        if self._keys is None:
            return
        wanted = self._preferences.text(SHORTCUT)
        chord = Chord.parse(wanted)
        self._keys.release()
        self._taken = bool(wanted) and (chord is None or not self._keys.grab(chord))

    def _tell(self) -> None:
        if self._section is not None:
            self._section.show_keys(
                possible=self._keys is not None,
                command=shlex.join(self._command),
                taken=self._taken,
            )
