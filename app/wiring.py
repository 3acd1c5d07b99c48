"""Makes the concrete parts of the window program and connects them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths

from app.link.engine_link import EngineLink
from app.look.style import Style
from app.shell.director import Director
from app.shell.window import MainWindow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

_OFFERED = (
    QStandardPaths.StandardLocation.DocumentsLocation,
    QStandardPaths.StandardLocation.DesktopLocation,
    QStandardPaths.StandardLocation.DownloadLocation,
)


@dataclass(frozen=True, slots=True)
class Program:
    """The parts of a running window."""

    window: MainWindow
    link: EngineLink
    director: Director
    style: Style


def build(
    application: QApplication, *, data: str | None, library: str = "", scheme: str = "system"
) -> Program:
    """Put the program together. Nothing is connected yet and no engine is asked for."""
    style = Style(application, scheme)
    window = MainWindow(suggested_folders())
    link = EngineLink(data, library, parent=window)
    director = Director(link, window)
    application.aboutToQuit.connect(link.end)
    return Program(window, link, director, style)


def suggested_folders() -> tuple[str, ...]:
    """The person's usual places, as far as there are any."""
    home = Path.home()
    places = (Path(QStandardPaths.writableLocation(kind)) for kind in _OFFERED)
    return tuple(dict.fromkeys(str(p) for p in places if p != home and p.is_dir()))
