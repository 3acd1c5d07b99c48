"""The places of the window, one shown at a time, and the rail that leads to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.shell.rail import Rail

_GAP = 12
_SPACING = 10


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person can go."""

    name: str
    icon: str
    title: str
    """On the rail, in the person's language."""


class Pages(QWidget):
    """Makes a page when somebody first goes there: the window is up before any but the first."""

    visited = Signal(object)
    """The name of the place that is shown now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rail = Rail()
        self._stack = QStackedWidget()
        self._makers: dict[str, Callable[[], QWidget]] = {}
        self._pages: dict[str, QWidget] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addWidget(self.rail)
        self._column = QVBoxLayout()
        self._column.setSpacing(_SPACING)
        self._column.addWidget(self._stack, 1)
        row.addLayout(self._column, 1)
        self.rail.chosen.connect(self.go)

    def put_above(self, widget: QWidget) -> None:
        """Have a widget above whatever place is shown; the rail stays where it is."""
        self._column.insertWidget(0, widget)

    def offer(self, place: Place, make: Callable[[], QWidget]) -> None:
        """Add a place; ``make`` is called at the first visit."""
        self._makers[place.name] = make
        self.rail.add(place.name, place.icon, place.title)

    def go(self, name: str) -> None:
        """Show a place."""
        page = self._pages.get(name)
        if page is None:
            page = self._pages[name] = self._makers[name]()
            self._stack.addWidget(page)
        if self._stack.currentWidget() is not page or not self.rail.is_marked(name):
            self._stack.setCurrentWidget(page)
            self.rail.mark(name)
            self.visited.emit(name)

    def offered(self) -> tuple[str, ...]:
        """The names of all places."""
        return tuple(self._makers)

    def page(self, name: str) -> QWidget | None:
        """A page, None where nobody went there yet."""
        return self._pages.get(name)

    @property
    def current(self) -> str:
        """The name of the place that is shown; empty before the first."""
        shown = self._stack.currentWidget()
        return next((name for name, page in self._pages.items() if page is shown), "")
