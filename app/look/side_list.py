"""A page's list at its side: a heading, a button that adds to it, and rows on two lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QListView, QToolButton, QVBoxLayout

from app.look.cards import list_width
from app.look.colours import Tints
from app.look.icon_sides import sized
from app.look.icons import glyph
from app.look.labels import heading
from app.look.two_lines import TwoLines

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtWidgets import QWidget


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
        side = max(list_width(page, self._characters), self.minimumSizeHint().width())
        self.setFixedWidth(side)
        return side

    def put_above(self, widget: QWidget) -> None:
        """Have a widget between the heading and the rows."""
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
        top = QHBoxLayout()
        top.setContentsMargins(10, 0, 6, 0)
        top.addWidget(heading(QLabel(title)))
        top.addStretch()
        top.addWidget(self.button)
        column.addLayout(top)
        column.addWidget(self.view, 1)

    def _recolour(self) -> None:
        self.button.setIcon(glyph("plus", Tints.of(self.palette()).muted))
