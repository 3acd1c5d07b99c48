"""What can be done with a hit: each by menu and by key."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QMenu, QWidget

    from engine.protocol.messages import Hit


@dataclass(frozen=True, slots=True)
class _Wanted:
    text: str
    keys: str
    signal: SignalInstance
    group: int
    name: str = ""


class HitActions(QObject):
    """The actions of a list of hits; every signal carries the `Hit` that was meant."""

    open_requested = Signal(object)
    open_at_requested = Signal(object)
    """Open the file where the passage stands."""
    reveal_requested = Signal(object)
    path_copied = Signal(object)
    passage_copied = Signal(object)
    quotation_copied = Signal(object)
    """The passage with its source."""
    link_copied = Signal(object)
    """A link that leads back to the passage."""
    similar_requested = Signal(object)
    folder_search_requested = Signal(object)
    """Search in the folder of the hit's file."""
    folder_exclusion_requested = Signal(object)
    """Leave that folder out of the index."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._hit: Hit | None = None
        self._groups: dict[int, list[QAction]] = {}
        self._named: dict[str, QAction] = {}
        for wanted in self._wanted():
            action = QAction(wanted.text, widget)
            action.setShortcut(QKeySequence(wanted.keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.setShortcutVisibleInContextMenu(True)
            action.triggered.connect(partial(self._tell, wanted.signal))
            widget.addAction(action)
            self._groups.setdefault(wanted.group, []).append(action)
            self._named[wanted.name] = action

    def aim(self, hit: Hit | None) -> None:
        """Say which hit is meant from now on; None turns all actions off."""
        self._hit = hit
        for actions in self._groups.values():
            for action in actions:
                action.setEnabled(hit is not None)
        if hit is not None:
            self._named["at"].setEnabled(bool(hit.page or hit.line) and not hit.away)
            self._named["at"].setText(self._open_at(hit))

    def fill(self, menu: QMenu) -> None:
        """Put the actions into a menu."""
        for actions in self._groups.values():
            if not menu.isEmpty():
                menu.addSeparator()
            menu.addActions(actions)

    def _open_at(self, hit: Hit) -> str:
        if hit.page:
            return self.tr("Open at page {0}").format(hit.page)
        if hit.line:
            return self.tr("Open at line {0}").format(hit.line)
        return self.tr("Open at page")

    def _tell(self, signal: SignalInstance, _checked: object = None) -> None:
        if self._hit is not None:
            signal.emit(self._hit)

    def _wanted(self) -> tuple[_Wanted, ...]:
        return (
            _Wanted(self.tr("Open file\tEnter"), "", self.open_requested, 0),
            _Wanted(self.tr("Open at page"), "Shift+Return", self.open_at_requested, 0, "at"),
            _Wanted(self.tr("Show in folder"), "Ctrl+Return", self.reveal_requested, 0),
            _Wanted(self.tr("Copy passage"), "Ctrl+C", self.passage_copied, 1),
            _Wanted(self.tr("Copy as quotation"), "Ctrl+Alt+C", self.quotation_copied, 1),
            _Wanted(self.tr("Copy path"), "Ctrl+Shift+C", self.path_copied, 1),
            _Wanted(self.tr("Copy link"), "Ctrl+Shift+L", self.link_copied, 1),
            _Wanted(self.tr("Find similar"), "Ctrl+Shift+S", self.similar_requested, 2),
            _Wanted(
                self.tr("Search in this folder"), "Ctrl+Shift+F", self.folder_search_requested, 2
            ),
            _Wanted(
                self.tr("Exclude this folder"),
                "Ctrl+Shift+X",
                self.folder_exclusion_requested,
                2,
            ),
        )
