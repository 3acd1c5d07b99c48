"""A button that offers filters, so that nobody needs to know their language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from app.look import figures
from app.look.colours import Tints
from app.look.icon_sides import sized
from app.look.icons import glyph
from app.search.values import value_of, value_text

if TYPE_CHECKING:
    from engine.protocol.messages import Completion

_ICON = 16


@dataclass(frozen=True, slots=True)
class FilterGroup:
    """What one filter can ask for in the libraries that there are."""

    operator: str
    completions: tuple[Completion, ...]


GROUPS = {"type": "type:", "in": "in:", "after": "after:", "size": "size>", "lang": "lang:"}
"""The beginnings of the filters that the button offers; the engine tells how they can go on."""
_ICONS = {"type": "file", "in": "folder", "after": "calendar", "size": "size", "lang": "language"}


def group_title(operator: str) -> str:
    """What a filter is called in the menu."""
    return {
        "type": QCoreApplication.translate("Filters", "Kind of file"),
        "in": QCoreApplication.translate("Filters", "Folder"),
        "after": QCoreApplication.translate("Filters", "Changed since"),
        "size": QCoreApplication.translate("Filters", "Larger than"),
        "lang": QCoreApplication.translate("Filters", "Language"),
    }[operator]


class FilterButton(QToolButton):
    """Asks what can be offered when it is pressed, and opens once that is known."""

    choices_requested = Signal()
    chosen = Signal(object)
    """A `Completion`: its text is the filter."""
    closed = Signal()
    """The menu is about to close, something chosen or not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pill")
        self.setText(self.tr("Filter"))
        self.setToolTip(self.tr("Narrow the search by kind, folder, date, size or language"))
        self.setAccessibleName(self.tr("Filter"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        sized(self, _ICON)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._open: QMenu | None = None
        self.clicked.connect(self.choices_requested)
        self._recolour()

    def offer(self, groups: tuple[FilterGroup, ...]) -> QMenu:
        """Open the menu."""
        menu = self._open = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ink = Tints.of(self.palette()).text
        for group in groups:
            if group.completions:
                inner = menu.addMenu(
                    glyph(_ICONS[group.operator], ink), group_title(group.operator)
                )
                for completion in group.completions:
                    inner.addAction(self._action(group.operator, completion, inner))
        if menu.isEmpty():
            menu.addAction(self.tr("Nothing to filter by yet")).setEnabled(False)
        menu.aboutToHide.connect(self.closed)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        return menu

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._recolour()

    def _action(self, operator: str, completion: Completion, menu: QMenu) -> QAction:
        text = value_text(operator, value_of(completion.text)).replace("&", "&&")
        files = f"\t{figures.count(completion.count)}" if completion.count else ""
        action = QAction(text + files, menu)
        action.triggered.connect(partial(self._choose, completion))
        return action

    def _choose(self, completion: Completion, _checked: object = None) -> None:
        self.chosen.emit(completion)

    def _recolour(self) -> None:
        self.setIcon(glyph("filter", Tints.of(self.palette()).muted))
