"""A strip above the results for what a person must know now."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from app.look.colours import Tints
from app.look.icons import glyph

_ICON = 20


class Banner(QFrame):
    """One message with at most one thing to do; the latest one wins."""

    action_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._icon = QLabel()
        self.message = QLabel()
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setWordWrap(True)
        self.message.setAccessibleName(self.tr("Message"))
        self.action = QPushButton()
        self.action.clicked.connect(self.action_requested)
        self.action.hide()
        self.dismiss = QToolButton()
        self.dismiss.setObjectName("flat")
        self.dismiss.setAccessibleName(self.tr("Dismiss"))
        self.dismiss.setToolTip(self.tr("Dismiss"))
        self.dismiss.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(self.message, 1)
        row.addWidget(self.action)
        row.addWidget(self.dismiss)
        self._topic = ""
        self._recolour()
        self.hide()

    def say(self, text: str, hint: str = "", action: str = "", topic: str = "") -> None:
        """Show a message; an empty ``action`` shows no button.

        Args:
            text: what happened.
            hint: what can be done.
            action: the button's text.
            topic: what `retract` takes it back by.
        """
        self._topic = topic
        self.message.setText(f"{text} {hint}".strip())
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self.show()

    def retract(self, topic: str) -> None:
        """Hide the message on a topic, if it is the one that is shown."""
        if self._topic == topic:
            self.hide()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "dismiss"):
            self._recolour()

    def _recolour(self) -> None:
        ink = Tints.of(self.palette()).warning_text
        self._icon.setPixmap(glyph("warning", ink).pixmap(_ICON, _ICON))
        self.dismiss.setIcon(glyph("clear", ink))
