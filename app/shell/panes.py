"""Folders, results and preview side by side: widths of our own until a person chooses some."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QSplitter, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

_HANDLE = 10
_LEAST = (130, 230, 200)
_FOLDERS = (10.6, 220)
"""Heights of a line, and most pixels."""
_RESULTS = 430
_BESIDE_RESULTS = 447
"""The preview's, in a window of the usual size."""
_MOST_RESULTS = 640
_SHARE = 0.3
"""What the results get of the room that a larger window has more: the preview has pages to show."""


class Panes(QSplitter):
    """Three panes. `arranged` once their widths are a person's choice; Qt scales those."""

    def __init__(self, panes: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.arranged = False
        self._folders = panes[0]
        self.setChildrenCollapsible(True)
        self.setHandleWidth(_HANDLE)
        for place, (pane, least) in enumerate(zip(panes, _LEAST, strict=True)):
            pane.setMinimumWidth(least)
            self.addWidget(pane)
            self.setStretchFactor(place, min(place, 1))
        self.setCollapsible(1, False)  # noqa: FBT003 - Qt's signature
        self.splitterMoved.connect(self._arrange)

    def restore(self, state: QByteArray) -> None:
        """Give the panes the widths that a person chose once."""
        self.arranged = self.restoreState(state)

    def show_folders(self, *, wanted: bool) -> None:
        """Show the first pane, or leave its room to the others."""
        if self._folders.isHidden() == wanted:
            self._folders.setVisible(wanted)
            self._share_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room out anew."""
        super().resizeEvent(event)
        self._share_out()

    def _share_out(self) -> None:
        if self.arranged:
            return
        shown = not self._folders.isHidden()
        room = self.width() - _HANDLE * (1 + shown)
        folders, *others = shares(room, self.fontMetrics().height() if shown else 0)
        self.setSizes([folders or 1, *others])  # 0 would stay 0 when they are shown again

    def _arrange(self, _place: int, _number: int) -> None:
        self.arranged = True


def shares(room: int, line: int) -> list[int]:
    """Return the widths of folders, results and preview, pixels.

    Args:
        room: of all three.
        line: height of a line of text; 0 where the folders are hidden.
    """
    share, most = _FOLDERS
    folders = min(round(share * line), most)
    usual = _RESULTS + _BESIDE_RESULTS
    more = room - folders - usual
    if more > 0:
        results = min(round(_RESULTS + _SHARE * more), _MOST_RESULTS)
    else:
        results = round((room - folders) * _RESULTS / usual)
    return [folders, results, room - folders - results]
