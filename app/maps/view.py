"""The map's mouse and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal, Slot

from app.maps.canvas import MapCanvas
from app.maps.shapes import Shape, Tool

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from app.maps.atlas import Mask

HOVER_MS = 160
"""How long the pointer rests before a document tells about itself."""
_CLICK = 4.0
"""Pixels that a hand may move while it clicks."""
_WHEEL = 1.0016
"""How much nearer an eighth of a degree of the wheel comes; a notch has 120."""
_PUSH = 70
"""Pixels that an arrow key with Shift pushes the map."""
_BY_KEYS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class MapView(MapCanvas):
    """A map to be pushed, zoomed, pointed at and selected from."""

    opened = Signal(object)
    """The path of a document that was double-clicked, or whose Enter was pressed."""
    hovered = Signal(object)
    """The number of the document that the pointer rests on; -1 for none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tool = Tool.MOVE
        self._pressed: QPointF | None = None
        self._last = QPointF()
        self._pushing = False
        self._drawing: Shape | None = None
        self._under = -1
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(HOVER_MS)
        self._rest.timeout.connect(self._tell_hovered)

    def use(self, tool: Tool) -> None:
        """Have dragging do something else."""
        self.tool = tool
        self._show_cursor(self._last)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to push, or to draw around documents."""
        self._hover(-1)
        point = self._last = self._pressed = event.position()
        selects = (
            self.tool is not Tool.MOVE or event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        )
        if event.button() == Qt.MouseButton.LeftButton and selects:
            tool = Tool.RECTANGLE if self.tool is Tool.MOVE else self.tool
            self._drawing = Shape(tool, point)
        elif event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._pushing = True

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Push, draw, or look what is under the pointer."""
        point = event.position()
        if self._drawing is not None:
            self._drawing.reach(point)
            self.shape = self._drawing.outline()
            self.update()
        elif self._pushing:
            if self._pressed is None or _far(point, self._pressed):
                self._pressed = None
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
                moved = point - self._last
                self.look(self.view.moved(moved.x(), moved.y()))
                self._last = point
            return
        else:
            self._show_cursor(point)
            self._hover(self.document_at(point))
        self._last = point

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go: a click if nothing moved."""
        point, clicked = event.position(), self._pressed is not None
        clicked = clicked and not _far(point, self._pressed or point)
        drawing, self._drawing, self.shape = self._drawing, None, None
        self._pushing = False
        adds = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if clicked and event.button() == Qt.MouseButton.LeftButton:
            self._click(point, adds=adds)
        elif drawing is not None and self.atlas is not None:
            shape = drawing.covered(self.width(), self.height())
            self._select(self.atlas.under(shape, self.view), adds=adds)
        self._pressed = None
        self._show_cursor(point)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a document; come nearer where there is none."""
        row = self.document_at(event.position())
        if row >= 0 and self.atlas is not None:
            self.opened.emit(self.atlas.paths[row])
        elif self.group_at(event.position()) < 0:
            self.zoom(2.0, event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Come nearer to the pointer, or go back from it."""
        self._hover(-1)
        self.zoom(_WHEEL ** event.angleDelta().y(), event.position())
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        super().leaveEvent(event)
        self._hover(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the focus is."""
        super().focusInEvent(event)
        self.by_keys = event.reason() in _BY_KEYS
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The next Tab begins with the first group again."""
        super().focusOutEvent(event)
        if event.reason() in _BY_KEYS:
            self.group = -1
        self.update()

    def focusNextPrevChild(self, next_: bool) -> bool:  # noqa: FBT001, N802 - Qt's signature
        """Tab goes from group to group, and on to the next control after the last."""
        groups = len(self.atlas.clusters) if self.atlas else 0
        group = self.group + (1 if next_ else -1)
        if self.hasFocus() and groups and 0 <= group < groups:
            self.look_at_group(group)
            return True
        return super().focusNextPrevChild(next_)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from document to document, with Shift they push; + - 0 zoom."""
        self.by_keys = True
        key = Qt.Key(event.key())
        if key in _ARROWS:
            self._arrow(
                *_ARROWS[key], pushes=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            )
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in()
        elif key == Qt.Key.Key_Minus:
            self.zoom_out()
        elif key == Qt.Key.Key_0:
            self.show_whole()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key == Qt.Key.Key_Space:
            self._toggle_current()
        elif key == Qt.Key.Key_Escape and (self.chosen is not None or self.current >= 0):
            self.let_go()
        elif key == Qt.Key.Key_A and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._choose_seen()
        else:
            super().keyPressEvent(event)

    @Slot()
    def let_go(self) -> None:
        """Select nothing, look at nothing."""
        self.group = -1
        self.look_at(-1)
        self.choose(None)

    def _arrow(self, x: int, y: int, *, pushes: bool) -> None:
        if pushes:
            self.look(self.view.moved(-x * _PUSH, -y * _PUSH))
        elif self.atlas is not None and len(self.atlas):
            if self.current < 0:
                middle = self.width() / 2, self.height() / 2
                self.look_at(self.atlas.nearest(self.view, *middle, 1e9))
            else:
                self.look_at(self.atlas.towards(self.current, x, y))

    def _enter(self) -> None:
        if self.atlas is None:
            return
        if self.current >= 0:
            self.opened.emit(self.atlas.paths[self.current])
        elif self.group >= 0:
            self.choose(self.atlas.members(self.group))

    def _toggle_current(self) -> None:
        if self.atlas is None:
            return
        if self.current >= 0:
            self._toggle(self.current)
        elif self.group >= 0:
            self._select(self.atlas.members(self.group), adds=True)

    def _choose_seen(self) -> None:
        if self.atlas is not None:
            left, top = self.view.to_map(0, 0)
            right, bottom = self.view.to_map(self.width(), self.height())
            rows = self.atlas.within(left, top, right, bottom, len(self.atlas))
            self.choose(self.atlas.mask(rows))

    def _click(self, point: QPointF, *, adds: bool) -> None:
        group, row = self.group_at(point), self.document_at(point)
        if group >= 0 and self.atlas is not None:
            self.look_at(-1)
            self.look_at_group(group)
            self._select(self.atlas.members(group), adds=adds)
        elif row >= 0 and adds:
            self._toggle(row)
        elif row >= 0:
            self.look_at(row)
        else:
            self.let_go()

    def _toggle(self, row: int) -> None:
        if self.atlas is not None:
            chosen = self.atlas.mask(()) if self.chosen is None else self.chosen.copy()
            chosen[row] = not chosen[row]
            self.choose(chosen)

    def _select(self, mask: Mask, *, adds: bool) -> None:
        self.choose(mask | self.chosen if adds and self.chosen is not None else mask)

    def _hover(self, row: int) -> None:
        if row != self._under:
            self._under = row
            if row < 0:
                self._rest.stop()
                self.hovered.emit(-1)
            else:
                self._rest.start()

    def _tell_hovered(self) -> None:
        self.hovered.emit(self._under)

    def _show_cursor(self, point: QPointF) -> None:
        if self.document_at(point) >= 0 or self.group_at(point) >= 0:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        elif self.tool is Tool.MOVE:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.setCursor(Qt.CursorShape.CrossCursor)


def _far(one: QPointF, other: QPointF) -> bool:
    return (one - other).manhattanLength() > _CLICK
