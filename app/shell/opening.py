"""Hands files to the desktop: open, show in folder, copy."""

from __future__ import annotations

import os
import sys
from pathlib import Path, PureWindowsPath

from PySide6.QtCore import QProcess, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

_RUN = {
    "win32": "bat cmd com cpl exe hta jar js jse lnk msc msi pif pl py pyw pyz rb reg scr url vbe "
    "vbs wsf wsh",
    "darwin": "app command fileloc inetloc jar mpkg pkg terminal tool workflow",
    "linux": "appimage desktop exe jar msi run",
}
"""Suffixes of what systems run, install or follow when a person opens it."""


def would_run(path: str, platform: str = sys.platform) -> bool:
    """Whether opening a file does what stands in it, in place of showing it.

    A file that is found may be anybody's: a script out of a mail's attachment, say.
    """
    run = _RUN.get(platform, _RUN["linux"]).split()
    return PureWindowsPath(path.rstrip(". ")).suffix.lower()[1:] in run


def open_file(path: str) -> bool:
    """Open a file or folder with the program that the system has for it; False: there is none."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(path))


def show_in_folder(path: str) -> bool:
    """Show a file, selected, in the system's file manager."""
    if sys.platform == "win32":
        # By its whole path: Windows looks for a bare name in the current folder, too.
        explorer = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"), "explorer.exe")
        return QProcess.startDetached(str(explorer), ["/select,", str(Path(path))])[0]
    if sys.platform == "darwin":
        return QProcess.startDetached("open", ["-R", path])[0]
    return _ask_file_manager(path) or open_file(str(Path(path).parent))


def copy_text(text: str) -> None:
    """Put a text on the clipboard."""
    QGuiApplication.clipboard().setText(text)


def _ask_file_manager(path: str) -> bool:
    """The freedesktop.org FileManager1 interface; False where no file manager offers it."""
    from PySide6.QtDBus import QDBusConnection, QDBusMessage

    name = "org.freedesktop.FileManager1"
    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return False
    known = bus.interface().isServiceRegistered(name).value()
    if not known and name not in bus.interface().activatableServiceNames().value():
        return False
    call = QDBusMessage.createMethodCall(name, "/org/freedesktop/FileManager1", name, "ShowItems")
    call.setArguments([[QUrl.fromLocalFile(path).toString()], ""])
    return bus.send(call)
