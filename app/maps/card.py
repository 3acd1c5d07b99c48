"""Tells about the document under the pointer."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.look.labels import heading, muted

_WIDTH = 320
_AWAY = 18.0
"""Pixels between the card and the document."""
_LINES = 4
_INNER = 12


class DocumentCard(QFrame):
    """Title, place and how it begins; lies on the map, beside the document."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._title = heading(QLabel())
        self._place = muted(QLabel())
        self._text = QLabel()
        self._room = parent
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(_INNER, 10, _INNER, 10)
        column.setSpacing(3)
        for label in (self._title, self._place, self._text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(label)
        self._text.setWordWrap(True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._at = QPointF()
        self.hide()

    def tell(self, title: str, place: str, at: QPointF) -> None:
        """Show who is at a pixel of the parent; how it begins may follow."""
        self._at = at
        inner = _WIDTH - 2 * _INNER
        for label, text, mode in (
            (self._title, title, Qt.TextElideMode.ElideRight),
            (self._place, place, Qt.TextElideMode.ElideMiddle),
        ):
            label.setText(QFontMetrics(label.font()).elidedText(text, mode, inner))
        self._text.hide()
        self._settle()
        self.show()
        self.raise_()

    def begin(self, text: str) -> None:
        """Show how the document begins."""
        metrics = QFontMetrics(self._text.font())
        room = (_WIDTH - 24) * _LINES
        self._text.setText(
            metrics.elidedText(text, Qt.TextElideMode.ElideRight, round(room * 0.94))
        )
        self._text.setVisible(bool(text))
        self._settle()

    def _settle(self) -> None:
        """Stand below the document, above it where there is no room; never under the pointer."""
        self.setFixedWidth(_WIDTH)
        self._column.activate()
        tall = self._column.heightForWidth(_WIDTH)  # -1 while no label breaks its lines
        self.setFixedHeight(tall if tall > 0 else self._column.sizeHint().height())
        room = self._room.rect()
        left = min(max(self._at.x() - _WIDTH / 2, 8), max(room.width() - _WIDTH - 8, 8))
        below = self._at.y() + _AWAY
        fits = below + self.height() <= room.height() - 8
        top = below if fits else self._at.y() - _AWAY - self.height()
        self.move(round(left), round(max(top, 8)))
