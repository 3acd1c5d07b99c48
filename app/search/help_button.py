"""The button beside the filters that tells how one can search."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QToolButton, QWidget

from app.look.colours import Tints
from app.look.icon_sides import sized
from app.look.icons import glyph

if TYPE_CHECKING:
    from app.search.help import SearchHelp

_KEYS = "F1"


class HelpButton(QToolButton):
    """Opens the help, which is made when it is first asked for."""

    chosen = Signal(object)
    """The text of an example that is to be tried."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("flat")
        sized(self)
        self.setAccessibleName(self.tr("How to search"))
        said = self.tr("How to search: phrases, exclusion, nearness, patterns ({0})")
        self.setToolTip(said.format(_KEYS))
        self.setShortcut(QKeySequence(_KEYS))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self.present)
        self._recolour()

    @cached_property
    def help(self) -> SearchHelp:
        """The dialog."""
        from app.search.help import SearchHelp

        dialog = SearchHelp(self.window())
        dialog.chosen.connect(self.chosen)
        return dialog

    def present(self) -> None:
        """Show what can be written."""
        self.help.present()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._recolour()

    def _recolour(self) -> None:
        self.setIcon(glyph("help", Tints.of(self.palette()).muted))
