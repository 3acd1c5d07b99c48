"""The line in which a query is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QLineEdit, QMenu

from app.look.offsets import from_utf16, to_utf16
from app.search.colouring import colours

if TYPE_CHECKING:
    from PySide6.QtGui import (
        QAction,
        QContextMenuEvent,
        QDragEnterEvent,
        QDropEvent,
        QFocusEvent,
        QKeyEvent,
    )

    from engine.protocol.messages import QueryPiece

LONG_DROP = 120
"""Characters from which on dropped text is a sample of what to find and no query."""


class KeyTaker(Protocol):
    """Something below the field that may want its keys."""

    def take_key(self, event: QKeyEvent) -> bool:
        """Whether the key was meant for it."""
        ...


class QueryField(QLineEdit):
    """A line edit whose Down and Enter go to the results."""

    left_downwards = Signal()
    submitted = Signal()
    escaped = Signal()
    """Escape was pressed in the empty field."""
    recall_requested = Signal()
    """Up was pressed in the empty field: what was asked before?"""
    left_field = Signal()
    """The focus went elsewhere."""
    sample_dropped = Signal(object)
    """A long text that was dropped here."""

    def __init__(self) -> None:
        super().__init__()
        self._taker: KeyTaker | None = None
        self._pieces: tuple[QueryPiece, ...] = ()
        self._composing = False
        self._offered: list[QAction] = []

    def offer(self, action: QAction) -> None:
        """Have an action in the menu, and its keys while the cursor is here."""
        self._offered.append(action)
        self.addAction(action)

    def menu(self) -> QMenu:
        """What can be done with the text; deletes itself when it is closed."""
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addSeparator()
        menu.addActions(self._offered)
        return menu

    def contextMenuEvent(self, arg__1: QContextMenuEvent) -> None:
        """Offer more than Qt does."""
        self.menu().popup(arg__1.globalPos())

    def lend_keys(self, taker: KeyTaker) -> None:
        """Ask ``taker`` first about every key."""
        self._taker = taker

    def event(self, arg__1: QEvent) -> bool:
        """Tab is a key as any other where somebody wants it."""
        if arg__1.type() == QEvent.Type.KeyPress:
            key: QKeyEvent = arg__1  # pyright: ignore[reportAssignmentType] - its type says so
            if self._taker is not None and self._taker.take_key(key):
                return True
        return super().event(arg__1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down goes into the list; Enter opens the best hit; Escape empties the field."""
        match event.key():
            case Qt.Key.Key_Up if not self.text():
                self.recall_requested.emit()
            case Qt.Key.Key_Down | Qt.Key.Key_PageDown:
                self.left_downwards.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.submitted.emit()
            case Qt.Key.Key_Escape if self.text():
                self.clear()
            case Qt.Key.Key_Escape | Qt.Key.Key_Backspace if not self.text():
                self.escaped.emit()
            case _:
                super().keyPressEvent(event)

    def focusOutEvent(self, arg__1: QFocusEvent) -> None:
        """Tell that somebody went elsewhere."""
        super().focusOutEvent(arg__1)
        self.left_field.emit()

    def colour(self, pieces: tuple[QueryPiece, ...]) -> None:
        """Colour the pieces of the text that stands here now."""
        self._pieces = pieces
        if not self._composing:  # it would end a syllable that is being written
            made = colours(self.text(), pieces, self.cursorPosition(), self.palette())
            super().inputMethodEvent(QInputMethodEvent("", made))

    def inputMethodEvent(self, arg__1: QInputMethodEvent) -> None:
        """Know whether something is being written that is no text yet."""
        self._composing = bool(arg__1.preeditString())
        super().inputMethodEvent(arg__1)

    def changeEvent(self, arg__1: QEvent) -> None:
        """Follow the palette."""
        super().changeEvent(arg__1)
        if arg__1.type() == QEvent.Type.PaletteChange and hasattr(self, "_composing"):
            self.colour(self._pieces)

    def caret(self) -> int:
        """Characters before the cursor."""
        return from_utf16(self.text(), self.cursorPosition())

    def replace(self, start: int, end: int, text: str) -> None:
        """Put a text in place of some characters and the cursor behind it; can be undone."""
        whole = self.text()
        first, last = to_utf16(whole, start), to_utf16(whole, end)
        self.setSelection(first, last - first)
        self.insert(text)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Text may be dropped here; files are left to the window."""
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """A long text is no query: what is like it is looked for."""
        text = event.mimeData().text().strip()
        if len(text) < LONG_DROP:
            super().dropEvent(event)
            return
        event.acceptProposedAction()
        self.sample_dropped.emit(text)
