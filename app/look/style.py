"""The program's style: the platform's own where it has one, else Fusion with calm palettes."""

from __future__ import annotations

from dataclasses import fields
from importlib import resources
from string import Template
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QFontDatabase, QFontInfo

from app.look.colours import Tints, is_dark
from app.look.icon_sides import resize_icons
from app.look.labels import rescale_headings
from app.look.palette import own_palette

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from PySide6.QtWidgets import QApplication

SCHEMES = ("system", "light", "dark")
TEXT_SIZES = (80, 90, 100, 110, 125, 150, 175, 200)
"""Percent of the system's own size."""
_MIDDLE = 127
_SCHEME_OF = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}


class Style(QObject):
    """Keeps palette, style sheet and text size in step with the system and the person's wishes."""

    def __init__(
        self, application: QApplication, scheme: str = "system", text_size: int = 100
    ) -> None:
        super().__init__(application)
        self._application = application
        self._scheme = scheme if scheme in SCHEMES else "system"
        # Only Fusion takes any palette faithfully; native styles draw with the system's colours.
        application.setStyleSheet("")  # behind a style sheet a style has no name
        self._own = application.style().objectName() == "fusion"
        self.apply()
        self.write_at(text_size)
        application.styleHints().colorSchemeChanged.connect(self._scheme_changed)

    def choose(self, scheme: str) -> None:
        """Be ``light`` or ``dark``, or as the ``system`` is."""
        self._scheme = scheme if scheme in SCHEMES else "system"
        self.apply()

    def write_at(self, percent: int) -> None:
        """Write in ``percent`` of the system's own text size, 80 to 200."""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        points = font.pointSizeF() if font.pointSizeF() > 0 else QFontInfo(font).pointSizeF()
        font.setPointSizeF(points * min(max(percent, TEXT_SIZES[0]), TEXT_SIZES[-1]) / 100)
        if font != self._application.font():
            self._application.setFont(font)
            self.apply()  # behind a style sheet a font reaches children only with another sheet
            rescale_headings(self._application.allWidgets(), font)
            resize_icons(self._application.allWidgets())

    def apply(self) -> None:
        """Set palette and style sheet for the scheme in force."""
        application = self._application
        if self._own:
            application.setPalette(own_palette(dark=self._wants_dark()))
        else:
            application.styleHints().setColorScheme(_SCHEME_OF[self._scheme])
        names = ("findling", "fusion") if self._own else ("findling",)
        tints = Tints.of(application.palette())
        application.setStyleSheet("\n".join(sheet(name, tints) for name in names))

    def _wants_dark(self) -> bool:
        if self._scheme != "system":
            return self._scheme == "dark"
        system = self._application.styleHints().colorScheme()
        if system == Qt.ColorScheme.Unknown:
            return is_dark(self._application.style().standardPalette())
        return system == Qt.ColorScheme.Dark

    def _scheme_changed(self) -> None:
        self.apply()


def sheet(name: str, tints: Tints) -> str:
    """A style sheet of ``resources/styles`` with the palette's tints filled in."""
    styles = resources.files("resources").joinpath("styles")
    text = styles.joinpath(f"{name}.qss").read_text("utf-8")
    values = {
        field.name: getattr(tints, field.name).name()
        for field in fields(tints)
        if field.name != "dark"
    }
    shade = "dark" if tints.dark else "light"
    values["arrow"] = _address(styles.joinpath(f"arrow-{shade}.svg"))
    values["arrow_up"] = _address(styles.joinpath(f"arrow-up-{shade}.svg"))
    white = tints.on_accent.lightness() > _MIDDLE
    values["tick"] = _address(styles.joinpath(f"tick-{'white' if white else 'black'}.svg"))
    return Template(text).substitute(values)


def _address(file: Traversable) -> str:
    """As a style sheet wants it."""
    return str(file).replace("\\", "/")
