"""The window's own choices: what concerns this screen and this person, not the index.

Kept in an INI file: ``window.ini`` beside the state that ``--data`` or FINDLING_DATA names, else in
the platform's place for settings. A file that cannot be read counts as empty and is not written to:
what is chosen then holds until the program ends.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

_FILE = "window.ini"


class Preferences(QObject):
    """Typed values by name; what is not set has its default. For the GUI thread."""

    changed = Signal(object)
    """The name of the value that is another now."""
    unkept = Signal()
    """What was chosen cannot be kept; told once."""

    def __init__(self, data: str | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._held: dict[str, str | QByteArray] = {}
        """What could not be written."""
        self._told = False
        self._private = False
        folder = data or os.environ.get("FINDLING_DATA")
        self.usual = not folder
        """Whether they stand in the platform's place, where programs look that nobody names one."""
        if folder:
            self._store = QSettings(str(Path(folder) / _FILE), QSettings.Format.IniFormat)
        else:
            scope = QSettings.Scope.UserScope
            self._store = QSettings(QSettings.Format.IniFormat, scope, "Findling", "window")

    @property
    def folder(self) -> Path:
        """Where the file stands, or would."""
        return Path(self._store.fileName()).parent

    def text(self, name: str, default: str = "") -> str:
        """A text."""
        found = self._value(name)
        return found if isinstance(found, str) else default

    def flag(self, name: str, *, default: bool = False) -> bool:
        """A yes or no."""
        return self.text(name, "true" if default else "false") == "true"

    def number(self, name: str, default: int = 0) -> int:
        """A whole number."""
        try:
            return int(self.text(name, str(default)))
        except ValueError:
            return default

    def state(self, name: str) -> QByteArray:
        """What a widget's ``saveState`` or ``saveGeometry`` gave; empty where nothing was kept."""
        found = self._value(name)
        return found if isinstance(found, QByteArray) else QByteArray()

    def put(self, name: str, value: str | bool | int) -> None:  # noqa: FBT001 - a value, no switch
        """Keep a value; written to disk by Qt when the event loop rests."""
        text = ("true" if value else "false") if isinstance(value, bool) else str(value)
        if self._value(name) == text:
            return
        self._keep(name, text)
        self.changed.emit(name)
        if self._held and not self._told:
            self._told = True
            self.unkept.emit()

    def put_state(self, name: str, state: QByteArray) -> None:
        """Keep a widget's state; nobody is told."""
        self._keep(name, state)

    def _value(self, name: str) -> object:
        return self._held[name] if name in self._held else self._store.value(name)

    def _keep(self, name: str, value: str | QByteArray) -> None:
        if self._store.status() == QSettings.Status.NoError:
            self._make_private()
            self._store.setValue(name, value)
        else:
            self._held[name] = value

    def _make_private(self) -> None:
        """See that the file is the person's alone: Qt keeps the rights of one that is there."""
        if self._private:
            return
        self._private = True
        file = Path(self._store.fileName())
        with contextlib.suppress(OSError):  # what cannot be written Qt will say
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            file.touch(0o600)
            file.chmod(file.stat().st_mode & 0o700)
