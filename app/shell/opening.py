"""Hands files to the desktop: open, show in folder, copy."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QProcess, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication


def open_file(path: str) -> bool:
    """Open a file or folder with the program that the system has for it; False: there is none."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(path))


def show_in_folder(path: str) -> bool:
    """Show a file, selected, in the system's file manager."""
    if sys.platform == "win32":
        return QProcess.startDetached("explorer", ["/select,", str(Path(path))])[0]
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
