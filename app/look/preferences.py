"""The window's own choices: what concerns this screen and this person, not the index.

Kept in an INI file: ``window.ini`` beside the state that ``--data`` or FINDLING_DATA names, else in
the platform's place for settings. A file that cannot be read counts as empty and is not written to.
"""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

_FILE = "window.ini"


class Preferences(QObject):
    """Typed values by name; what is not set has its default. For the GUI thread."""

    changed = Signal(object)
    """The name of the value that is another now."""

    def __init__(self, data: str | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        folder = data or os.environ.get("FINDLING_DATA")
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
        found = self._store.value(name, default)
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
        found = self._store.value(name)
        return found if isinstance(found, QByteArray) else QByteArray()

    def put(self, name: str, value: str | bool | int) -> None:  # noqa: FBT001 - a value, no switch
        """Keep a value; written to disk by Qt when the event loop rests."""
        text = ("true" if value else "false") if isinstance(value, bool) else str(value)
        if self._store.value(name) != text and self._writable():
            self._store.setValue(name, text)
            self.changed.emit(name)

    def put_state(self, name: str, state: QByteArray) -> None:
        """Keep a widget's state; nobody is told."""
        if self._writable():
            self._store.setValue(name, state)

    def _writable(self) -> bool:
        return self._store.status() == QSettings.Status.NoError
