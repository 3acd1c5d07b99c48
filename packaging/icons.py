"""The program's icon in the sizes and formats that desktops want, from resources/icons/findling.svg."""

from __future__ import annotations

import os
from pathlib import Path

from sources import ROOT

SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
SOURCE = ROOT / "resources" / "icons" / "findling.svg"


def png(size: int, file: Path) -> None:
    """Draw one."""
    image(size).save(str(file), "PNG")


def make(folder: Path) -> None:
    """Write ``findling.ico`` (Windows) and ``findling.icns`` (macOS)."""
    folder.mkdir(parents=True, exist_ok=True)
    image(256).save(str(folder / "findling.ico"), "ICO")
    image(1024).save(str(folder / "findling.icns"), "ICNS")


def image(size: int):  # noqa: ANN201 - a QImage, which is imported late
    """Return it, drawn at that size."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    global _application  # noqa: PLW0603 - Qt has one, and it must live
    _application = QGuiApplication.instance() or QGuiApplication([])
    drawn = QImage(size, size, QImage.Format.Format_ARGB32)
    drawn.fill(0)
    painter = QPainter(drawn)
    QSvgRenderer(str(SOURCE)).render(painter)
    painter.end()
    return drawn


_application = None
