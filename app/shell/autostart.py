"""Start at login, by each platform's own way. Touches the disk: not for the GUI thread."""

from __future__ import annotations

import os
import plistlib
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QSettings, QStandardPaths

from app.shell.own_command import as_exec

_ENTRY = """\
[Desktop Entry]
Type=Application
Name=Findling
Comment=Find passages in your own files
Exec={command}
TryExec={program}
Icon=findling
Terminal=false
X-GNOME-Autostart-enabled=true
"""
_AGENT = "org.findling.Findling"
_RUN = r"HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Run"


class Autostart(Protocol):
    """One platform's way. An OSError means that the system refused."""

    def chosen(self) -> bool:
        """Whether the program starts at login."""
        ...

    def choose(self, *, wanted: bool) -> None:
        """Have it start at login from now on, or no more."""
        ...


class DesktopEntry:
    """A file in the folder that XDG desktops look into (Desktop Application Autostart)."""

    def __init__(self, folder: Path, command: Sequence[str]) -> None:
        self._file = folder / "findling.desktop"
        self._command = tuple(command)

    def chosen(self) -> bool:
        """Whether the entry is there and not switched off by the desktop's own settings."""
        try:
            lines = self._file.read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return False
        off = {"Hidden=true", "X-GNOME-Autostart-enabled=false"}
        return not off.intersection(line.replace(" ", "") for line in lines)

    def choose(self, *, wanted: bool) -> None:
        """Write the entry, or remove it."""
        if not wanted:
            self._file.unlink(missing_ok=True)
            return
        # TryExec: a package's removal leaves people's files alone; desktops then pass this one over
        program = self._command[0].replace("\\", "\\\\")
        entry = _ENTRY.format(command=as_exec(self._command), program=program)
        _write(self._file, entry.encode())


class LaunchAgent:
    """A property list in ``~/Library/LaunchAgents`` (launchd.plist(5))."""

    def __init__(self, folder: Path, command: Sequence[str]) -> None:
        self._file = folder / f"{_AGENT}.plist"
        self._command = list(command)

    def chosen(self) -> bool:
        """Whether the list is there."""
        return self._file.exists()

    def choose(self, *, wanted: bool) -> None:
        """Write the list, or remove it."""
        if not wanted:
            self._file.unlink(missing_ok=True)
            return
        content = {"Label": _AGENT, "ProgramArguments": self._command, "RunAtLoad": True}
        _write(self._file, plistlib.dumps(content))


class RunKey:
    """A value of the registry's Run key."""

    def __init__(self, command: Sequence[str], key: str = _RUN) -> None:
        self._key = key
        self._command = subprocess.list2cmdline(command)

    def chosen(self) -> bool:
        """Whether the value is there."""
        return self._store().contains("Findling")

    def choose(self, *, wanted: bool) -> None:
        """Write the value, or remove it."""
        store = self._store()
        if wanted:
            store.setValue("Findling", self._command)
        else:
            store.remove("Findling")
        store.sync()
        if store.status() != QSettings.Status.NoError:
            raise OSError("the registry refused")

    def _store(self) -> QSettings:
        return QSettings(self._key, QSettings.Format.NativeFormat)


def _write(file: Path, content: bytes) -> None:
    """Write what starts programs, beside its place, and swap it in.

    Half of a command is never there, a link in its place is replaced and not followed, and nobody
    else may change it: such files are made with mode 0600 (Python, "tempfile.mkstemp").
    """
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, beside = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    try:
        with open(descriptor, "wb") as stream:  # noqa: PTH123 - a descriptor, not a path
            stream.write(content)
            stream.flush()
            os.fsync(descriptor)
        Path(beside).replace(file)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def autostart_here(command: Sequence[str]) -> Autostart:
    """This platform's way."""
    if sys.platform == "win32":
        return RunKey(command)
    if sys.platform == "darwin":
        return LaunchAgent(Path.home() / "Library/LaunchAgents", command)
    place = QStandardPaths.StandardLocation.GenericConfigLocation
    return DesktopEntry(Path(QStandardPaths.writableLocation(place)) / "autostart", command)
