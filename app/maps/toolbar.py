"""What stands above the map: which library, how much, how old, and the tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)

from app.look import figures
from app.look.colours import Tints
from app.look.icon_sides import sized
from app.look.icons import glyph
from app.look.labels import ElidedLabel, heading, muted
from app.maps.shapes import Tool

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.protocol.messages import MapMade

_ICON = 18


class MapBar(QWidget):
    """One row of controls."""

    tool_chosen = Signal(object)
    """`Tool`."""
    library_chosen = Signal(object)
    """Its name."""
    update_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons: dict[QToolButton, str] = {}
        self._facts, self._found = "", 0
        self.libraries = QComboBox()
        self.libraries.setAccessibleName(self.tr("Library"))
        self.libraries.hide()
        self._info = ElidedLabel()
        muted(self._info)
        self.renew = QPushButton(self.tr("Update"))
        self.renew.setToolTip(self.tr("Make the map anew with what is indexed now"))
        self.renew.hide()
        self._tools = QButtonGroup(self)
        tools = (
            (Tool.MOVE, "hand", self.tr("Move the map by dragging")),
            (Tool.RECTANGLE, "rectangle", self.tr("Select documents in a rectangle")),
            (Tool.LASSO, "lasso", self.tr("Draw around documents to select them")),
        )
        self.tools = {tool: self._tool(tool, icon, tip) for tool, icon, tip in tools}
        self.tools[Tool.MOVE].setChecked(True)
        self.farther = self._button("minus", self.tr("Farther away (-)"))
        self.nearer = self._button("plus", self.tr("Nearer (+)"))
        self.whole = self._button("whole", self.tr("All of the map (0)"))
        self._lay_out()
        self.renew.clicked.connect(self.update_requested)
        self.libraries.activated.connect(self._choose)
        self._recolour()

    def offer(self, names: Sequence[str], current: str) -> None:
        """Offer libraries where there are several."""
        if [self.libraries.itemText(at) for at in range(self.libraries.count())] != list(names):
            self.libraries.clear()
            self.libraries.addItems(list(names))
        self.libraries.setCurrentText(current)
        self.libraries.setVisible(len(names) > 1)

    def show_facts(self, made: MapMade) -> None:
        """Say how much is on the map and how old it is."""
        parts = [self.tr("%n document(s)", "", len(made.paths))] if made.paths else []
        if made.left_out:
            parts.append(self.tr("%n more left out", "", made.left_out))
        if made.changed:
            parts.append(self.tr("%n changed since", "", made.changed))
        elif made.made:
            parts.append(self.tr("made {0}").format(figures.date(made.made)))
        self._facts = "  ·  ".join(parts)
        self.renew.setVisible(made.stale)
        self.show_found(0)

    def show_found(self, count: int) -> None:
        """Say how many documents have a ring."""
        found = self.tr("%n of the results ringed", "", count) if count else ""
        self._info.setText("  ·  ".join(part for part in (self._facts, found) if part))

    def allow_tools(self, *, allowed: bool) -> None:
        """Offer the tools where there is a map to use them on."""
        for button in self._icons:
            button.setVisible(allowed)
        if not allowed:
            self.renew.hide()
            self._info.setText("")

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_tools"):
            self._recolour()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(heading(QLabel(self.tr("Map")), 1.5))
        row.addSpacing(8)
        row.addWidget(self.libraries)
        row.addSpacing(4)
        row.addWidget(self._info, 1)
        row.addWidget(self.renew)
        row.addSpacing(8)
        for button in self.tools.values():
            row.addWidget(button)
        row.addSpacing(10)
        for button in (self.farther, self.nearer, self.whole):
            row.addWidget(button)

    def _tool(self, tool: Tool, icon: str, tip: str) -> QToolButton:
        button = self._button(icon, tip)
        button.setCheckable(True)
        self._tools.addButton(button)
        button.clicked.connect(lambda: self.tool_chosen.emit(tool))
        button.toggled.connect(self._recolour)
        return button

    def _button(self, icon: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName("flat")
        sized(button, _ICON)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        room = button.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        button.setSizePolicy(room)
        self._icons[button] = icon
        return button

    @Slot()
    def _choose(self) -> None:
        self.library_chosen.emit(self.libraries.currentText())

    @Slot()
    def _recolour(self) -> None:
        tints = Tints.of(self.palette())
        for button, icon in self._icons.items():
            button.setIcon(glyph(icon, tints.accent_text if button.isChecked() else tints.muted))
