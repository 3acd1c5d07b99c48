"""The buttons between header and document: hits in this file, pages, zoom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from app.look import figures
from app.look.colours import Tints
from app.look.icon_sides import sized
from app.look.icons import glyph
from app.look.labels import muted

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_ICON = 16


class DocumentBar(QWidget):
    """Says where one is in the document and leads on."""

    previous_requested = Signal()
    next_requested = Signal()
    zoom_requested = Signal(object)
    """1 or -1."""
    fit_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._several = self._paged = False
        self._hits = self._pages = (0, 0)
        self.previous = self._button(self.tr("Previous hit in this file"), "Shift+F3")
        self.next = self._button(self.tr("Next hit in this file"), "F3")
        self.hits = muted(QLabel())
        self.page = muted(QLabel())
        self.smaller = self._button(self.tr("Smaller"), "Ctrl+-")
        self.larger = self._button(self.tr("Larger"), "Ctrl++")
        self.fit = self._button(self.tr("Fit the width"), "Ctrl+0")
        self._icons = {
            self.previous: "previous",
            self.next: "next",
            self.smaller: "minus",
            self.larger: "plus",
            self.fit: "fit",
        }
        self.previous.clicked.connect(self.previous_requested)
        self.next.clicked.connect(self.next_requested)
        self.smaller.clicked.connect(self._shrink)
        self.larger.clicked.connect(self._grow)
        self.fit.clicked.connect(self.fit_requested)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for widget in (self.previous, self.next, self.hits):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.page)
        row.addSpacing(6)
        for widget in (self.smaller, self.larger, self.fit):
            row.addWidget(widget)
        self._paint_icons()
        self.show_hits(0, 0)
        self.show_page(0, 0)

    def show_hits(self, number: int, count: int) -> None:
        """Say which of the file's hits is shown, 1 and up."""
        several = self._several = count > 1
        for widget in (self.previous, self.next, self.hits):
            widget.setVisible(several)
        self._hits = number, count
        self.hits.setAccessibleName(
            self.tr("Hit {0} of {1} in this file").format(number, count) if several else ""
        )
        self._show_if_needed()
        self.previous.setEnabled(number > 1)
        self.next.setEnabled(number < count)

    def show_page(self, number: int, count: int) -> None:
        """Say which page is in the middle of the view; nothing where there are none."""
        self._paged = count > 0
        for widget in (self.page, self.fit):
            widget.setVisible(self._paged)
        self._pages = number, count
        self.page.setAccessibleName(self.tr("Page {0} of {1}").format(number, count))
        self._show_if_needed()

    def show_percent(self, percent: int) -> None:
        """Tell the zoom where it is looked for."""
        said = self.tr("{0}%").format(percent)
        self.smaller.setToolTip(f"{self.smaller.accessibleName()} ({said})  Ctrl+-")
        self.larger.setToolTip(f"{self.larger.accessibleName()} ({said})  Ctrl++")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow pane has no room for the zoom, which keys and wheel have, nor for words."""
        super().resizeEvent(event)
        self._fill()

    def _show_if_needed(self) -> None:
        self.setVisible(self._several or self._paged)
        self._fill()

    def _fill(self) -> None:
        for widget in (self.smaller, self.larger):
            widget.setVisible(self._paged)
        self._say(short=False)
        if self._row.sizeHint().width() > self.width():
            for widget in (self.smaller, self.larger):
                widget.hide()
        if self._row.sizeHint().width() > self.width():
            self._say(short=True)

    def _say(self, *, short: bool) -> None:
        hits, pages = (tuple(map(figures.count, pair)) for pair in (self._hits, self._pages))
        plain = self.tr("{0} / {1}")
        self.hits.setText((plain if short else self.tr("hit {0} of {1}")).format(*hits))
        self.page.setText((plain if short else self.tr("page {0} of {1}")).format(*pages))
        self.hits.setToolTip(self.hits.accessibleName() if short else "")
        self.page.setToolTip(self.page.accessibleName() if short else "")

    def changeEvent(self, event: QEvent) -> None:
        """Icons follow the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_icons"):
            self._paint_icons()

    def _button(self, name: str, keys: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName("flat")
        button.setAccessibleName(name)
        button.setToolTip(f"{name}  {keys}")
        sized(button, _ICON)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _paint_icons(self) -> None:
        ink = Tints.of(self.palette()).muted
        for button, name in self._icons.items():
            button.setIcon(glyph(name, ink))

    def _shrink(self) -> None:
        self.zoom_requested.emit(-1)

    def _grow(self) -> None:
        self.zoom_requested.emit(1)
