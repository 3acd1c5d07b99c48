"""The way to the window's places: icons with their names, at its left edge."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QToolButton, QVBoxLayout, QWidget

from app.look.colours import Tints
from app.look.icons import glyph

_ICON = 22
_TO_TEXT = 1.4
"""An icon's side by the height of a line."""


class Rail(QWidget):
    """One button a place, Ctrl+1 and so on from the top."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(self.tr("Places"))
        self._icons: dict[str, str] = {}
        self._buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addStretch()

    def add(self, name: str, icon: str, title: str) -> None:
        """Add a place below the others."""
        button = QToolButton()
        button.setObjectName("place")
        button.setCheckable(True)
        button.setText(title)
        button.setAccessibleName(title)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(QSize(_ICON, _ICON))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        keys = QKeySequence(f"Ctrl+{len(self._buttons) + 1}")
        button.setToolTip(f"{title} ({keys.toString(QKeySequence.SequenceFormat.NativeText)})")
        button.clicked.connect(lambda: self.chosen.emit(name))
        QShortcut(keys, self).activated.connect(lambda: self.chosen.emit(name))
        self._group.addButton(button)
        self._icons[name], self._buttons[name] = icon, button
        self._column.insertWidget(self._column.count() - 1, button)
        self._level()
        self._recolour()

    def mark(self, name: str) -> None:
        """Show where the person is."""
        self._buttons[name].setChecked(True)
        self._recolour()

    def is_marked(self, name: str) -> bool:
        """Whether the person is told to be there."""
        return self._buttons[name].isChecked()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette and the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._recolour()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            QTimer.singleShot(0, self, self._level)  # the buttons hear of it after this

    def _level(self) -> None:
        """Make all buttons as wide as the widest, and their icons as large as the text asks."""
        side = max(_ICON, round(self.fontMetrics().height() * _TO_TEXT))
        for button in self._buttons.values():
            button.setIconSize(QSize(side, side))
        width = max(map(_width, self._buttons.values()), default=0)
        for button in self._buttons.values():
            button.setMinimumWidth(width)

    def _recolour(self) -> None:
        tints = Tints.of(self.palette())
        for name, button in self._buttons.items():
            ink = tints.accent_text if button.isChecked() else tints.muted
            button.setIcon(glyph(self._icons[name], ink))


def _width(button: QToolButton) -> int:
    """What a button takes when it is marked, in bold: being marked must move nothing."""
    bold = QFont(button.font())
    bold.setWeight(QFont.Weight.DemiBold)
    wider = QFontMetrics(bold).horizontalAdvance(button.text())
    plain = button.fontMetrics().horizontalAdvance(button.text())
    return button.sizeHint().width() + (0 if button.isChecked() else max(wider - plain, 0))
