"""A diagnosis, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.look.colours import Tints
from app.look.icon_sides import grown
from app.look.icons import glyph
from app.look.labels import muted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.protocol.messages import Check

_ICON = 16


class CheckList(QWidget):
    """What was looked at: well or not, its value, and what can be done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._checks: tuple[Check, ...] = ()
        self._signs: list[tuple[QLabel, bool]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 10, 16, 12)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(7)
        self._grid.setColumnStretch(2, 1)

    def show_checks(self, checks: Sequence[Check]) -> None:
        """Show another diagnosis, what is not well first."""
        self._checks = tuple(sorted(checks, key=lambda check: check.ok))
        self._signs.clear()
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for row, check in enumerate(self._checks):
            self._show(row, check)
        self._recolour()

    def report(self) -> str:
        """All of it as text."""
        return "\n".join(
            f"{'ok ' if check.ok else 'BAD'} {check.name}: {check.value}"
            + (f" ({check.hint})" if check.hint else "")
            for check in self._checks
        )

    def changeEvent(self, event: QEvent) -> None:
        """Follow palette and font."""
        super().changeEvent(event)
        follow = (QEvent.Type.PaletteChange, QEvent.Type.FontChange)
        if event.type() in follow and hasattr(self, "_grid"):
            self._recolour()

    def _show(self, row: int, check: Check) -> None:
        sign = QLabel()
        sign.setAccessibleName(self.tr("Well") if check.ok else self.tr("Not well"))
        self._signs.append((sign, check.ok))
        value = muted(QLabel(f"{check.value}\n{check.hint}" if check.hint else check.value))
        name = QLabel(check.name)
        for label in (name, value):
            label.setTextFormat(Qt.TextFormat.PlainText)
        value.setWordWrap(True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(sign, row, 0, top)
        self._grid.addWidget(name, row, 1, top)
        self._grid.addWidget(value, row, 2)

    def _recolour(self) -> None:
        tints, side = Tints.of(self.palette()), grown(_ICON)
        for sign, well in self._signs:
            icon = glyph("check", tints.accent) if well else glyph("warning", tints.text)
            sign.setPixmap(icon.pixmap(side, side))
