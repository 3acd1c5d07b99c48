"""A list view whose layout is arithmetic: ten thousand rows of any height without a pause.

QListView asks the delegate for each row's size, one call at a time through the binding; that takes
seconds for long lists. This one keeps QListView's selection, keys and accessibility and replaces
where rows are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem, QWidget

from app.results.delegate import ResultsDelegate
from app.results.rows import HitRow, Key
from app.results.stack import Stack

if TYPE_CHECKING:
    from app.results.model import ResultsModel

AnyIndex = QModelIndex | QPersistentModelIndex
_Hint = QAbstractItemView.ScrollHint
_Move = QAbstractItemView.CursorAction


class StackedView(QListView):
    """Rows on top of each other as the delegate's `heights` say.

    Its heir calls ``setModel`` once its own parts are there.
    """

    def __init__(self, model: ResultsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._stack = Stack()
        self._hovered = -1
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(24)
        self.rows = ResultsDelegate(self)
        self.setItemDelegate(self.rows)

    def doItemsLayout(self) -> None:
        """Place all rows."""
        self.rows.set_width(self.viewport().width())
        self._stack = Stack(self.rows.heights(self._model.rows))
        QAbstractItemView.doItemsLayout(self)
        self.updateGeometries()

    def updateGeometries(self) -> None:
        """Scroll as far as there are rows."""
        QAbstractItemView.updateGeometries(self)
        page = self.viewport().height()
        bar = self.verticalScrollBar()
        bar.setPageStep(page)
        bar.setRange(0, max(self._stack.height - page, 0))
        bar.setEnabled(bar.maximum() > 0)  # else its handle is not drawn; rows keep their width

    def verticalOffset(self) -> int:
        """How far it is scrolled."""
        return self.verticalScrollBar().value()

    def horizontalOffset(self) -> int:
        """Rows are as wide as the view."""
        return 0

    def visualRect(self, index: AnyIndex) -> QRect:
        """Where a row is in the viewport."""
        row = index.row()
        if not 0 <= row < len(self._stack):
            return QRect()
        top = self._stack.top(row) - self.verticalOffset()
        return QRect(0, top, self.viewport().width(), self._stack.size(row))

    def indexAt(self, p: QPoint) -> QModelIndex:
        """The row at a place of the viewport."""
        row = self._stack.at(p.y() + self.verticalOffset())
        return QModelIndex() if row is None else self._model.index(row)

    def scrollTo(
        self, index: AnyIndex, hint: QAbstractItemView.ScrollHint = _Hint.EnsureVisible
    ) -> None:
        """Scroll no farther than it takes to show a row."""
        rect, height = self.visualRect(index), self.viewport().height()
        if not rect.isValid():
            return
        move = 0
        if hint == _Hint.PositionAtTop or rect.top() < 0 or rect.height() > height:
            move = rect.top()
        elif rect.bottom() >= height:
            move = rect.bottom() + 1 - height
        if move:
            self.verticalScrollBar().setValue(self.verticalOffset() + move)

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: ARG002 - Qt's signature
        """What is under the pointer is another row now."""
        self._hover(-1)
        self.viewport().update()

    def moveCursor(
        self,
        cursorAction: QAbstractItemView.CursorAction,  # noqa: N803 - Qt's name
        modifiers: Qt.KeyboardModifier,  # noqa: ARG002 - Qt's signature
    ) -> QModelIndex:
        """Where a key leads."""
        last = len(self._stack) - 1
        if last < 0:
            return QModelIndex()
        row = max(self.currentIndex().row(), 0)
        page = self.viewport().height()
        match cursorAction:
            case _Move.MoveHome:
                row = 0
            case _Move.MoveEnd:
                row = last
            case _Move.MovePageDown:
                row = self._stack.at(self._stack.top(row) + page) or last
            case _Move.MovePageUp:
                row = self._stack.at(self._stack.top(row) - page) or 0
            case _Move.MoveUp | _Move.MovePrevious:
                row = max(row - 1, 0)
            case _Move.MoveDown | _Move.MoveNext:
                row = min(row + 1, last)
            case _:
                pass
        return self._model.index(row)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select the row in the middle of ``rect``."""
        index = self.indexAt(rect.center())
        self.selectionModel().select(QItemSelection(index, index), command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """What is painted anew when the selection changes."""
        region = QRegion()
        for index in selection.indexes():
            region += self.visualRect(index)
        return region

    def paintEvent(self, e: QPaintEvent) -> None:
        """Paint the rows that are seen."""
        painter = QPainter(self.viewport())
        top = self.verticalOffset()
        area = e.rect()
        current = self.currentIndex().row()
        for row in self._stack.between(top + area.top(), top + area.bottom() + 1):
            index = self._model.index(row)
            option = QStyleOptionViewItem()
            option.rect = self.visualRect(index)  # pyright: ignore[reportAttributeAccessIssue]
            option.state = self._state(index, current)  # pyright: ignore[reportAttributeAccessIssue]
            self.rows.paint(painter, option, index)
        painter.end()

    def mouseMoveEvent(self, e: QMouseEvent) -> None:
        """Follow the pointer."""
        super().mouseMoveEvent(e)
        self._hover(self.indexAt(e.position().toPoint()).row())

    def viewportEvent(self, event: QEvent) -> bool:
        """The pointer has left."""
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def resizeEvent(self, e: QResizeEvent) -> None:
        """Rows are as wide as the viewport."""
        super().resizeEvent(e)
        self.doItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        """Follow fonts and colours."""
        super().changeEvent(event)
        follow = (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange)
        if event.type() in follow and hasattr(self, "rows"):
            self.rows.restyle()
            self.scheduleDelayedItemsLayout()

    def shown_rows(self) -> range:
        """The rows of which anything is seen."""
        top = self.verticalOffset()
        return self._stack.between(top, top + self.viewport().height())

    def anchor(self, selected: HitRow | None) -> tuple[Key, int] | None:
        """What must not move: the selected passage where it is seen, else the first that is."""
        shown = self.shown_rows()
        if selected is not None and self.currentIndex().row() in shown:
            return selected.key, self.visualRect(self.currentIndex()).top()
        for number in shown:
            index = self._model.index(number)
            row = self._model.row(index)
            if isinstance(row, HitRow):
                return row.key, self.visualRect(index).top()
        return None

    def put_back(self, key: Key, top: int) -> None:
        """Scroll so that a passage is where it was, in pixels from the top."""
        number = self._model.find(key)
        if number is not None:
            moved = self.visualRect(self._model.index(number)).top() - top
            self.verticalScrollBar().setValue(self.verticalOffset() + moved)

    def _state(self, index: QModelIndex, current: int) -> QStyle.StateFlag:
        state = QStyle.StateFlag.State_Enabled
        if self.selectionModel().isSelected(index):
            state |= QStyle.StateFlag.State_Selected
        if index.row() == self._hovered:
            state |= QStyle.StateFlag.State_MouseOver
        if index.row() == current and self.hasFocus():
            state |= QStyle.StateFlag.State_HasFocus
        return state

    def _hover(self, row: int) -> None:
        before, self._hovered = self._hovered, row
        if before != row:
            for changed in (before, row):
                if 0 <= changed < len(self._stack):
                    self.viewport().update(self.visualRect(self._model.index(changed)))
