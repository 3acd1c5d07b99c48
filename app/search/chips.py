"""What narrows the search, as chips: each can be taken away by a click or a key."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolButton, QWidget

from app.look.colours import Tints
from app.look.flow import FlowLayout
from app.look.icon_sides import sized
from app.look.icons import glyph
from app.look.labels import muted

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_GAP = 6
_ICON = 12
_MOST = 40
"""Characters of a chip."""
_SHOWN = 12
"""Chips that are shown; a pasted text may have hundreds, and each is a button to be made."""
_REMOVE_KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that narrows the search."""

    key: str
    """What it is known by to whoever takes it away."""
    text: str
    wrong: bool = False
    """It looks like a filter and is none."""
    hint: str = ""
    start: int = 0
    end: int = 0
    """Character offsets in the query, of chips that stand for a piece of it."""


class ChipButton(QToolButton):
    """A chip that can be pressed away."""

    removed = Signal(object)

    def __init__(self, chip: Chip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chip = chip
        self.setObjectName("wrong-chip" if chip.wrong else "chip")
        text = chip.text if len(chip.text) <= _MOST else chip.text[: _MOST - 1] + "…"
        self.setText(text.replace("&", "&&"))
        remove = self.tr("Remove {0}").format(chip.text)
        self.setAccessibleName(remove)
        self.setAccessibleDescription(chip.hint)
        self.setToolTip("\n".join(part for part in (chip.hint, remove) if part))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        sized(self, _ICON)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self._remove)
        self._turn()
        self._recolour()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes it away, as Space does."""
        if event.key() in _REMOVE_KEYS:
            self._remove()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._recolour()

    def _remove(self) -> None:
        self.removed.emit(self.chip)

    def _turn(self) -> None:
        # The cross stands behind the text: Qt puts a button's icon before it.
        parent = self.parentWidget()
        leftwards = parent is not None and parent.isRightToLeft()
        direction = Qt.LayoutDirection
        self.setLayoutDirection(direction.LeftToRight if leftwards else direction.RightToLeft)

    def _recolour(self) -> None:
        tints = Tints.of(self.palette())
        self.setIcon(glyph("clear", tints.warning_text if self.chip.wrong else tints.muted))


class ChipRow(QWidget):
    """Chips in their order, between what stands before and behind them."""

    removed = Signal(object)
    """The `Chip` that the person took away."""

    def __init__(
        self,
        before: tuple[QWidget, ...] = (),
        behind: tuple[QWidget, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._chips: tuple[Chip, ...] = ()
        self._buttons: list[ChipButton] = []
        self._before = before
        self._further = muted(QLabel())
        self._further.hide()
        self._flow = FlowLayout(_GAP, self)
        for widget in (*before, self._further, *behind):
            self._flow.addWidget(widget)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("Filters"))

    def show_chips(self, chips: tuple[Chip, ...]) -> None:
        """Show these, or the first few and how many more there are.

        The same again change nothing, so that the focus stays.
        """
        if chips == self._chips:
            return
        self._chips = chips
        for button in self._buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(chip) for chip in chips[:_SHOWN]]
        self._flow.insert(len(self._before), self._buttons)
        for button in self._buttons:
            button.show()
        self._count_further(len(chips) - len(self._buttons))
        for one, next_one in pairwise((*self._before, *self._buttons)):
            QWidget.setTabOrder(one, next_one)  # else what is made late is reached last
        self.updateGeometry()

    @property
    def chips(self) -> tuple[Chip, ...]:
        """What narrows the search, shown or counted."""
        return self._chips

    def buttons(self) -> list[ChipButton]:
        """The chips as buttons, in their order."""
        return list(self._buttons)

    def _button(self, chip: Chip) -> ChipButton:
        button = ChipButton(chip, self)
        button.removed.connect(self.removed)
        return button

    def _count_further(self, count: int) -> None:
        self._further.setText(self.tr("%n more", "", count))
        self._further.setVisible(count > 0)
