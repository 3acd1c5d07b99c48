"""The field at the top: what is looked for, and a line that tells what came of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.look.colours import Tints
from app.look.icons import glyph
from app.look.labels import ElidedLabel, muted
from app.search.chips import ChipRow

_SCALE = 1.25


class QueryField(QLineEdit):
    """A line edit whose Down and Enter go to the results."""

    left_downwards = Signal()
    submitted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down goes into the list; Enter opens the best hit; Escape empties the field."""
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_PageDown:
                self.left_downwards.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.submitted.emit()
            case Qt.Key.Key_Escape:
                self.clear()
            case _:
                super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Text may be dropped here; files are left to the window."""
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragEnterEvent(event)


class SearchPane(QWidget):
    """The search field with its summary line."""

    query_edited = Signal(str)
    """The text, at every change."""
    left_downwards = Signal()
    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QueryField()
        self.field.setObjectName("query")
        self.field.setAccessibleName(self.tr("Search"))
        self.field.setPlaceholderText(self.tr("Search your files by meaning or by word"))
        font = self.field.font()
        font.setPointSizeF(font.pointSizeF() * _SCALE)
        self.field.setFont(font)
        self._glass = QAction(self)
        self.field.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        # Qt's own clear button draws a picture that dark palettes swallow.
        self._clear = QAction(self.tr("Clear"), self)
        self._clear.setVisible(False)
        self._clear.triggered.connect(self.field.clear)
        self.field.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self.summary = ElidedLabel()
        self.summary.setAccessibleName(self.tr("Summary"))
        muted(self.summary)
        self.chips = ChipRow()
        self.chips.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.field)
        column.addWidget(self.chips)
        column.addWidget(self.summary)
        self.setFocusProxy(self.field)
        self.field.textChanged.connect(self.query_edited)
        self.field.textChanged.connect(self._text_changed)
        self.field.left_downwards.connect(self.left_downwards)
        self.field.submitted.connect(self.submitted)
        self._recolour()

    def summarise(self, text: str) -> None:
        """Say under the field what came of the query."""
        self.summary.setText(text)

    def take_focus(self) -> None:
        """Come back to the field, its text selected so that typing replaces it."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "summary"):
            self._recolour()

    def _text_changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))

    def _recolour(self) -> None:
        ink = Tints.of(self.palette()).muted
        self._glass.setIcon(glyph("search", ink))
        self._clear.setIcon(glyph("clear", ink))
