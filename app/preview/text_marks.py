"""What is marked in a text: the passage by a bar beside it, its best sentence and its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QTextCursor
from PySide6.QtWidgets import QTextEdit

from app.look.colours import Tints
from app.preview import inks

if TYPE_CHECKING:
    from PySide6.QtGui import QTextCharFormat

    from app.preview.locating import Located, Span

_BAR = 3.0
ROOM_FOR_BAR = 13
"""Left of a text, pixels."""


class TextMarks:
    """Marks in the document of one view; they stay on their words when text comes above."""

    def __init__(self, view: QTextEdit) -> None:
        self._view = view
        self.located: Located | None = None
        """Where the hit stands; None where it was not found."""

    def move(self, by: int) -> None:
        """Follow what is marked: so many characters came above it."""
        if self.located is not None:
            self.located = self.located.moved(by)

    def keep_within(self) -> None:
        """Forget what was marked where its text is no longer in the document."""
        if self.located is not None:
            first, last = self.located.passage
            if first < 0 or last >= self._view.document().characterCount():
                self.located = None

    def draw(self) -> None:
        """Mark what was located, in the colours of the palette, and nothing else."""
        selections: list[QTextEdit.ExtraSelection] = []
        if self.located is not None:
            best, *words = self.located.spans
            palette = self._view.palette()
            marked = inks.word_format(palette)
            selections = [
                self._selection(best, inks.best_format(palette)),
                *(self._selection(word, marked) for word in words),
            ]
        self._view.setExtraSelections([s for s in selections if s.cursor.hasSelection()])
        self._view.viewport().update()

    def draw_bar(self) -> None:
        """Paint the bar beside the passage; in a paint event, after the text."""
        if self.located is None:
            return
        view = self._view
        first, last = (view.cursorRect(self.cursor((at, at))) for at in self.located.passage)
        painter = QPainter(view.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Tints.of(view.palette()).accent)
        right = view.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = view.viewport().width() - _BAR - 1 if right else 1.0
        box = QRectF(left, first.top(), _BAR, last.bottom() - first.top())
        painter.drawRoundedRect(box, _BAR / 2, _BAR / 2)

    def cursor(self, span: Span) -> QTextCursor:
        """Return a cursor over a stretch of the document, as far as there is one."""
        document = self._view.document()
        last = document.characterCount() - 1
        cursor = QTextCursor(document)
        cursor.setPosition(min(span[0], last))
        cursor.setPosition(min(span[1], last), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def first_word(self) -> int:
        """Return where the first marked word begins, or the passage where none is marked."""
        if self.located is None:
            return 0
        words = [span for span in self.located.spans[1:] if span[0] < span[1]]
        return words[0][0] if words else self.located.passage[0]

    def _selection(self, span: Span, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        selection.cursor = self.cursor(span)
        selection.format = look
        return selection
