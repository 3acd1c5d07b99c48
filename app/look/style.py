"""The program's style: the platform's own where it has one, else Fusion with calm palettes."""

from __future__ import annotations

from dataclasses import fields
from importlib import resources
from string import Template
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from app.look.colours import Tints, is_dark
from app.look.palette import own_palette

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

SCHEMES = ("system", "light", "dark")


class Style(QObject):
    """Keeps palette and style sheet in step with the system's colour scheme."""

    def __init__(self, application: QApplication, scheme: str = "system") -> None:
        super().__init__(application)
        self._application = application
        self._scheme = scheme
        # Only Fusion takes any palette faithfully; native styles draw with the system's colours.
        application.setStyleSheet("")  # behind a style sheet a style has no name
        self._own = application.style().objectName() == "fusion"
        self.apply()
        application.styleHints().colorSchemeChanged.connect(self._scheme_changed)

    def apply(self) -> None:
        """Set palette and style sheet for the scheme in force."""
        application = self._application
        if self._own:
            application.setPalette(own_palette(dark=self._wants_dark()))
        elif self._scheme != "system":
            dark = self._scheme == "dark"
            application.styleHints().setColorScheme(
                Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light
            )
        names = ("findling", "fusion") if self._own else ("findling",)
        tints = Tints.of(application.palette())
        application.setStyleSheet("\n".join(sheet(name, tints) for name in names))

    def _wants_dark(self) -> bool:
        if self._scheme != "system":
            return self._scheme == "dark"
        system = self._application.styleHints().colorScheme()
        if system == Qt.ColorScheme.Unknown:
            return is_dark(self._application.palette())
        return system == Qt.ColorScheme.Dark

    def _scheme_changed(self) -> None:
        self.apply()


def sheet(name: str, tints: Tints) -> str:
    """A style sheet of ``resources/styles`` with the palette's tints filled in."""
    text = resources.files("resources").joinpath("styles", f"{name}.qss").read_text("utf-8")
    colours = {
        field.name: getattr(tints, field.name).name()
        for field in fields(tints)
        if field.name != "dark"
    }
    return Template(text).substitute(colours)
