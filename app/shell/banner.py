"""A strip above the results for what a person must know now."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from app.look.colours import Tints
from app.look.icon_sides import grown, sized
from app.look.icons import glyph

_ICON = 20


class Banner(QFrame):
    """One message with at most one thing to do; the latest one wins."""

    action_requested = Signal()
    """The button was pressed and its message brought nothing for it to do."""
    dismissed = Signal(object)
    """The topic of the message that the person put away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._icon = QLabel()
        self.message = QLabel()
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setWordWrap(True)
        self.message.setAccessibleName(self.tr("Message"))
        self.action = QPushButton()
        self.action.clicked.connect(self._act)
        self.action.hide()
        self.dismiss = QToolButton()
        self.dismiss.setObjectName("flat")
        sized(self.dismiss)
        self.dismiss.setAccessibleName(self.tr("Dismiss"))
        self.dismiss.setToolTip(self.tr("Dismiss"))
        self.dismiss.clicked.connect(self._put_away)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(self.message, 1)
        row.addWidget(self.action)
        row.addWidget(self.dismiss)
        self._topic = ""
        self._todo: Callable[[], None] | None = None
        self._recolour()
        self.hide()

    @property
    def topic(self) -> str:
        """What the message that is shown is about; empty for nothing in particular."""
        return "" if self.isHidden() else self._topic

    def say(
        self,
        text: str,
        hint: str = "",
        action: str = "",
        topic: str = "",
        todo: Callable[[], None] | None = None,
    ) -> None:
        """Show a message; an empty ``action`` shows no button.

        Args:
            text: what happened.
            hint: what can be done.
            action: the button's text.
            topic: what `retract` takes it back by.
            todo: what the button does.
        """
        self._topic = topic
        self._todo = todo
        self.message.setText(f"{text} {hint}".strip())
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self.show()

    def retract(self, topic: str) -> None:
        """Hide the message on a topic, if it is the one that is shown."""
        if self._topic == topic:
            self.hide()

    def _act(self) -> None:
        if self._todo is None:
            self.action_requested.emit()
        else:
            self._todo()

    def _put_away(self) -> None:
        self.hide()
        self.dismissed.emit(self._topic)

    def changeEvent(self, event: QEvent) -> None:
        """Follow palette and font."""
        super().changeEvent(event)
        follow = (QEvent.Type.PaletteChange, QEvent.Type.FontChange)
        if event.type() in follow and hasattr(self, "dismiss"):
            self._recolour()

    def _recolour(self) -> None:
        ink = Tints.of(self.palette()).warning_text
        side = grown(_ICON)
        self._icon.setPixmap(glyph("warning", ink).pixmap(side, side))
        self.dismiss.setIcon(glyph("clear", ink))
