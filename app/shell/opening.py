"""Hands files to the desktop: open, show in folder, copy."""

from __future__ import annotations

import os
import sys
from pathlib import Path, PureWindowsPath

from PySide6.QtCore import QProcess, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

_RUN = {
    "win32": "appinstaller application appref-ms appx appxbundle bat chm cmd com cpl diagcab exe "
    "hta img iso jar js jse library-ms lnk msc msi msix msixbundle msp pif pl py pyw pyz rb rdp "
    "reg scf scr search-ms searchconnector-ms settingcontent-ms theme themepack url vb vbe vbs vhd "
    "vhdx website ws wsf wsh xll",
    "darwin": "action app command dmg fileloc ftploc inetloc iso jar mobileconfig mpkg pkg "
    "prefpane saver scpt scptd service shortcut terminal tool url webloc workflow",
    "linux": "appimage deb desktop exe flatpak flatpakref flatpakrepo iso jar msi rpm run snap url",
}
"""Suffixes of what systems run, install, mount or follow when a person opens it, in lower case.

Windows' are of Microsoft's "Blocked attachments in Outlook", less what an editor opens by itself.
"""


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
