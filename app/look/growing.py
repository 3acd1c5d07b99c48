"""Dialogs that have more to say than they had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QDialog, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

_CHANGES = (QEvent.Type.LayoutRequest, QEvent.Type.FontChange, QEvent.Type.Resize)


class GrowingDialog(QDialog):
    """Always as high as its texts need; never lower under the pointer while it is shown."""

    def __init__(self, characters: int, parent: QWidget | None = None) -> None:
        """Make the dialog.

        Args:
            characters: how wide it is, in letters of its font.
            parent: the window that it stands over.
        """
        super().__init__(parent)
        self._characters = characters
        self._fit_letters()

    def event(self, arg__1: QEvent) -> bool:
        """Follow what is said, and the size of its letters."""
        done = super().event(arg__1)
        if arg__1.type() in _CHANGES and hasattr(self, "_characters"):
            if arg__1.type() == QEvent.Type.FontChange:
                self._fit_letters()
            self._grow(self.height())
        return done

    def showEvent(self, event: QShowEvent) -> None:
        """Begin as low as can be."""
        self._grow(0)
        super().showEvent(event)

    def _fit_letters(self) -> None:
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * self._characters)

    def _grow(self, least: int) -> None:
        layout = self.layout()
        if layout is None or (least and not self.isVisible()):
            return
        layout.activate()
        smallest = layout.totalMinimumSize()
        width = max(self.width(), smallest.width(), self.minimumWidth())
        height = max(layout.totalHeightForWidth(width), smallest.height(), least)
        if (width, height) != (self.width(), self.height()):
            self.resize(width, height)
