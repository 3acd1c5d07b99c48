"""Which of several libraries is searched."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from app.look.colours import Tints
from app.look.icon_sides import sized
from app.look.icons import glyph

_ICON = 16


class LibraryChoice(QToolButton):
    """Shown only where there is a choice."""

    chosen = Signal(str)
    """A library's name; empty for all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pill")
        self.setToolTip(self.tr("Which library is searched"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        sized(self, _ICON)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._names: tuple[str, ...] = ()
        self._now = ""
        self._menu = QMenu(self)
        self._group = QActionGroup(self)
        self.setMenu(self._menu)
        self._show()
        self._recolour()

    def offer(self, names: tuple[str, ...], now: str) -> None:
        """Show these libraries, of which ``now`` is searched; empty for all."""
        if (names, now) != (self._names, self._now):
            self._names, self._now = names, now
            self._show()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._recolour()

    def _show(self) -> None:
        everywhere = self.tr("All libraries")
        self._menu.clear()
        for name in ("", *self._names):
            action = self._menu.addAction((name or everywhere).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(name == self._now)
            action.triggered.connect(partial(self._choose, name))
            self._group.addAction(action)
        text = self._now or everywhere
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(self.tr("Search in: {0}").format(text))
        self.setVisible(len(self._names) > 1)

    def _choose(self, name: str, _checked: object = None) -> None:
        self._now = name
        self._show()
        self.chosen.emit(name)

    def _recolour(self) -> None:
        self.setIcon(glyph("library", Tints.of(self.palette()).muted))
