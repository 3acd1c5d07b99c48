"""What drawn statistics share: values under the pointer, keys, and words for screen readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

_SMALL = 0.9
_SAID = 12
"""Items that a screen reader is told at once."""


@dataclass(frozen=True, slots=True)
class Item:
    """One bar."""

    label: str
    value: float
    said: str
    """Its value in words: under the pointer, and for screen readers."""
    shown: str = ""
    """Its value in figures, beside the bar."""


class Chart(QWidget):
    """Shows items; which is looked at follows the pointer and the arrow keys."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.items: tuple[Item, ...] = ()
        self.current = -1
        self.most = 1.0
        """The greatest value."""
        self.setAccessibleName(title)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_items(self, items: Sequence[Item]) -> None:
        """Replace the items."""
        if tuple(items) == self.items:
            return
        self.items, self.current = tuple(items), -1
        self.most = max((item.value for item in items), default=0) or 1
        self._describe()
        self.updateGeometry()
        self.update()

    def item_at(self, point: QPoint) -> int:
        """The item there, -1 for none."""
        raise NotImplementedError  # each kind of chart has its own; Qt's metaclass admits no ABC

    def place_of(self, item: int) -> QPoint:
        """Where an item's tool tip belongs."""
        raise NotImplementedError  # as above

    def small_font(self) -> QFont:
        """For values and labels, relative to the window's font."""
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * _SMALL)
        return font

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up what is under the pointer."""
        self._look_at(self.item_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is looked at any more."""
        super().leaveEvent(event)
        self._look_at(-1)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The cursor goes with the focus."""
        super().focusOutEvent(event)
        self._look_at(-1)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the focus is."""
        super().focusInEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from item to item and tell its value."""
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Left: -1,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None or not self.items:
            super().keyPressEvent(event)
            return
        last = len(self.items) - 1
        start = last if self.current < 0 and step < 0 else min(max(self.current + step, 0), last)
        self._look_at(start)
        said = self.items[self.current].said
        QToolTip.showText(self.mapToGlobal(self.place_of(self.current)), said, self)

    def event(self, event: QEvent) -> bool:
        """Tell an item's value as a tool tip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            item = self.item_at(event.pos())
            said = self.items[item].said if item >= 0 else ""
            QToolTip.showText(event.globalPos(), said, self)
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow font and palette."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self.updateGeometry()
            self.update()

    def _look_at(self, item: int) -> None:
        if item == self.current:
            return
        self.current = item
        self._describe()
        self.update()

    def _describe(self) -> None:
        said = [item.said for item in self.items[:_SAID]]
        if 0 <= self.current < len(self.items):
            said = [self.items[self.current].said]
        self.setAccessibleDescription("; ".join(said))  # and Qt tells screen readers
