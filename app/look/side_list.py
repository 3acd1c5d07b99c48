"""A page's list at its side: a heading, a button that adds to it, and rows on two lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QToolButton,
    QVBoxLayout,
)

from app.look.cards import list_width
from app.look.colours import Tints
from app.look.icon_sides import sized
from app.look.icons import glyph
from app.look.labels import heading
from app.look.two_lines import TwoLines

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtWidgets import QWidget

_ANY = (1 << 24) - 1
"""Qt's QWIDGETSIZE_MAX, which PySide6 does not have: no limit to a width."""


class SideList(QFrame):
    """Shows a model whose rows have `Lines`."""

    def __init__(self, model: QAbstractItemModel, title: str, action: str, characters: int) -> None:
        """Make the list.

        Args:
            model: its rows.
            title: what they are, for the heading and for screen readers.
            action: what the button beside the heading does.
            characters: how wide the list is where there is room.
        """
        super().__init__()
        self._characters = characters
        self._above: QWidget | None = None
        self.setObjectName("card")
        self.view = QListView()
        self.view.setObjectName("folders")
        self.view.setAccessibleName(title)
        self.view.setModel(model)
        self.view.setMouseTracking(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._delegate = TwoLines(self.view)
        self.view.setItemDelegate(self._delegate)
        self.button = QToolButton()
        self.button.setObjectName("flat")
        sized(self.button)
        self.button.setAccessibleName(action)
        self.button.setToolTip(action)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._lay_out(title)
        self.setTabOrder(self.view, self.button)  # the list first
        self._recolour()

    def fit(self, page: QWidget) -> int:
        """Take a share of a page's width; return it, in pixels."""
        if self._above is not None and self._heading.isHidden():
            self._top.removeWidget(self._above)
            self._column.insertWidget(1, self._above)
        self._heading.show()
        side = max(list_width(page, self._characters), self.minimumSizeHint().width())
        self.setFixedWidth(side)
        return side

    def spread(self) -> None:
        """Take all of a page's width, and no heading: the list lies above what it shows."""
        self.setMinimumWidth(0)
        self.setMaximumWidth(_ANY)
        if self._above is not None and not self._heading.isHidden():
            self._column.removeWidget(self._above)
            self._top.insertWidget(0, self._above, 1)
        self._heading.hide()

    def put_above(self, widget: QWidget) -> None:
        """Have a widget between the heading and the rows."""
        self._above = widget
        self._column.insertWidget(1, widget)
        self.setTabOrder(widget, self.view)

    def changeEvent(self, event: QEvent) -> None:
        """Follow font and palette."""
        super().changeEvent(event)
        follow = (QEvent.Type.PaletteChange, QEvent.Type.FontChange)
        if event.type() in follow and hasattr(self, "button"):
            self._delegate.restyle()
            self._recolour()

    def _lay_out(self, title: str) -> None:
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(4, 10, 4, 10)
        top = self._top = QHBoxLayout()
        top.setContentsMargins(10, 0, 6, 0)
        self._heading = heading(QLabel(title))
        top.addWidget(self._heading)
        top.addStretch()
        top.addWidget(self.button)
        column.addLayout(top)
        column.addWidget(self.view, 1)

    def _recolour(self) -> None:
        self.button.setIcon(glyph("plus", Tints.of(self.palette()).muted))
