"""The whole passage of the selected hit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.look import figures
from app.look.colours import Tints
from app.look.labels import ElidedLabel, heading, muted
from app.look.offsets import to_utf16
from app.preview.reflow import is_hard_wrapped, reflow
from app.preview.why import WhyPanel

if TYPE_CHECKING:
    from engine.protocol.messages import Hit

_LINE_PERCENT = 128.0


class PassagePane(QStackedWidget):
    """Shows a hit's passage, where it stands, and why it was found."""

    open_requested = Signal(object)
    reveal_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hit: Hit | None = None
        self.title = heading(ElidedLabel(), 1.12)
        self.place = muted(ElidedLabel(Qt.TextElideMode.ElideMiddle))
        self.where = muted(ElidedLabel())
        self.away = QLabel(
            self.tr("Its drive or folder is not there at present: it can be read here, not opened.")
        )
        self.away.setObjectName("away")
        self.away.setWordWrap(True)
        self.away_box = QWidget()
        box = QVBoxLayout(self.away_box)
        box.setContentsMargins(0, 0, 0, 10)
        box.addWidget(self.away)
        self.text = QTextBrowser()
        self.text.setObjectName("passage")
        self.text.setAccessibleName(self.tr("Passage"))
        self.text.setOpenLinks(False)
        self.text.setTabChangesFocus(True)
        self.text.document().setDocumentMargin(0)
        self.why = WhyPanel()
        self.open_button = QPushButton(self.tr("Open file"))
        self.reveal_button = QPushButton(self.tr("Show in folder"))
        self.open_button.clicked.connect(self._open)
        self.reveal_button.clicked.connect(self._reveal)
        self.addWidget(self._blank())
        self.addWidget(self._page())

    def show_hit(self, hit: Hit | None) -> None:
        """Show a hit, or nothing."""
        self._hit = hit
        if hit is None:
            self.setCurrentIndex(0)
            return
        self.title.setText(" ".join(hit.title.split()))
        self.place.setText(figures.place(hit.path))
        facts = (
            self.tr("Page {0}").format(hit.page) if hit.page else "",
            " ".join(hit.heading.split()),
            figures.date(hit.modified) if hit.modified else "",
            figures.size(hit.size) if hit.size else "",
        )
        self.where.setText("  ·  ".join(fact for fact in facts if fact))
        self.away_box.setVisible(hit.away)
        self._show_text(hit)
        self.why.show_hit(hit)
        self.setCurrentIndex(1)

    def changeEvent(self, event: QEvent) -> None:
        """Marks follow the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and getattr(self, "_hit", None) is not None:
            self._mark(self._hit)

    def _blank(self) -> QWidget:
        page = QFrame()
        page.setObjectName("card")
        hint = muted(QLabel(self.tr("The passage that you select is shown here.")))
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        hint.setWordWrap(True)
        QVBoxLayout(page).addWidget(hint)
        return page

    def _page(self) -> QWidget:
        page = QFrame()
        page.setObjectName("card")
        column = QVBoxLayout(page)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(3)
        for label in (self.title, self.place, self.where):
            column.addWidget(label)
        column.addSpacing(10)
        column.addWidget(self.away_box)
        column.addWidget(self.text, 1)
        column.addSpacing(10)
        column.addWidget(self.why)
        column.addSpacing(12)
        buttons = QHBoxLayout()
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.reveal_button)
        buttons.addStretch()
        column.addLayout(buttons)
        return page

    def _show_text(self, hit: Hit) -> None:
        self.text.setPlainText(reflow(hit.text) if is_hard_wrapped(hit.media_type) else hit.text)
        cursor = QTextCursor(self.text.document())
        cursor.select(QTextCursor.SelectionType.Document)
        spacing = QTextBlockFormat()
        spacing.setLineHeight(
            _LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        )
        cursor.mergeBlockFormat(spacing)
        self._mark(hit)
        if hit.marks:
            cursor.setPosition(to_utf16(hit.text, hit.marks[0][0]))
            self.text.setTextCursor(cursor)
            self.text.ensureCursorVisible()

    def _mark(self, hit: Hit | None) -> None:
        if hit is None:
            return
        tints = Tints.of(self.palette())
        style = QTextCharFormat()
        style.setBackground(tints.mark)
        style.setForeground(tints.mark_text)
        selections: list[QTextEdit.ExtraSelection] = []
        for start, end in hit.marks:
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.text.document())
            cursor.setPosition(to_utf16(hit.text, start))
            cursor.setPosition(to_utf16(hit.text, end), QTextCursor.MoveMode.KeepAnchor)
            selection.cursor = cursor
            selection.format = style
            selections.append(selection)
        self.text.setExtraSelections(selections)

    def _open(self) -> None:
        if self._hit is not None:
            self.open_requested.emit(self._hit)

    def _reveal(self) -> None:
        if self._hit is not None:
            self.reveal_requested.emit(self._hit)
