"""The list of results: keys, selection that survives a new order, the context menu."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal, SignalInstance
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QWidget

from app.results.delegate import ResultsDelegate
from app.results.model import ROW_ROLE, STOPS, AnyIndex, ResultsModel
from app.results.rows import FileRow, MoreRow, PassageRow, Row

if TYPE_CHECKING:
    from engine.protocol.messages import Hit

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_OPEN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ResultsView(QListView):
    """Shows a `ResultsModel`; signals carry the `Hit` that was meant."""

    hit_selected = Signal(object)
    """`Hit`, or None when nothing is selected."""
    open_requested = Signal(object)
    reveal_requested = Signal(object)
    path_copied = Signal(object)
    passage_copied = Signal(object)
    left_at_top = Signal()
    """Up was pressed on the first passage, or Escape anywhere: back to the field."""

    def __init__(self, model: ResultsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("results")
        self.setAccessibleName(self.tr("Results"))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(24)
        self._model = model
        self._chosen = False
        self._delegate = ResultsDelegate(self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self._actions = self._make_actions()

    def show_hits(self, hits: tuple[Hit, ...], *, anew: bool = True) -> None:
        """Show another answer.

        Args:
            hits: in their order.
            anew: False for another order of what was shown: then the selected passage stays
                selected, and where it was on the screen.
        """
        if anew:
            self._chosen = False
        # What was selected for the person, and not by them, gives way to the new best hit.
        before = self.selected_row() if self._chosen else None
        top = self.visualRect(self.currentIndex()).top() if before else 0
        scrolled = self.verticalScrollBar().value() > 0
        self._delegate.forget_lines()
        self._model.show_hits(hits, anew=anew)
        number = self._model.find(before.key) if before else None
        if number is None:
            self.scrollToTop()
            self._select(self._model.next_stop(0, 1))
            return
        self._select(number)
        self.doItemsLayout()
        if scrolled:
            moved = self.visualRect(self.currentIndex()).top() - top
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + moved)

    def selected_row(self) -> PassageRow | None:
        """The selected passage."""
        row = self._model.row(self.currentIndex())
        return row if isinstance(row, PassageRow) else None

    def take_focus(self) -> None:
        """Go into the list from the field."""
        if not self.currentIndex().isValid():
            self._select(self._model.next_stop(0, 1))
        self._chosen = True
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down go from passage to passage, Enter opens, Escape goes back to the field."""
        self._chosen = True
        key = event.key()
        if key in _STEPS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.step(_STEPS[Qt.Key(key)])
        elif key in _OPEN_KEYS:
            self._ask_to_open()
        elif key == Qt.Key.Key_Escape:
            self.left_at_top.emit()
        else:
            super().keyPressEvent(event)
            self._leave_file_line(-1 if key in (Qt.Key.Key_End, Qt.Key.Key_PageUp) else 1)

    def step(self, step: int) -> None:
        """Select the next (1) or previous (-1) passage."""
        self._chosen = True
        number = self._model.next_stop(self.currentIndex().row() + step, step)
        if number is not None:
            self._select(number)
        elif step < 0:
            self.scrollToTop()
            self.left_at_top.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on a file's line means its first passage."""
        self._chosen = True
        super().mousePressEvent(event)
        self._leave_file_line(1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on what stands for more passages shows them."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index == self.currentIndex():
            self._unfold()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what was double-clicked."""
        row = self._model.row(self.indexAt(event.position().toPoint()))
        if isinstance(row, PassageRow | FileRow):
            self.open_requested.emit(row.hit)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with a hit."""
        where: QPoint = event.pos()
        if event.reason() != QContextMenuEvent.Reason.Keyboard:
            row: Row | None = self._model.row(self.indexAt(where))
            if not isinstance(row, PassageRow | FileRow):
                return
        if self.selected_row() is not None:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addActions(self._actions)
            menu.popup(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows are as wide as the viewport."""
        self._delegate.set_width(self.viewport().width())
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow fonts and colours."""
        super().changeEvent(event)
        follow = (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange)
        if event.type() in follow and hasattr(self, "_delegate"):
            self._delegate.restyle()
            self.scheduleDelayedItemsLayout()

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        """Tell which hit is selected now."""
        super().currentChanged(current, previous)
        row = self._model.row(current)
        if isinstance(row, PassageRow):
            self.hit_selected.emit(row.hit)

    def _select(self, number: int | None) -> None:
        if number is None:
            self.setCurrentIndex(QModelIndex())
            self.hit_selected.emit(None)  # after a reset there is no change that Qt would report
            return
        index = self._model.index(number)
        self.setCurrentIndex(index)
        first_of_file = number > 0 and isinstance(
            self._model.index(number - 1).data(ROW_ROLE), FileRow
        )
        if first_of_file:  # the file's line belongs to it: show both
            self.scrollTo(self._model.index(number - 1))
        self.scrollTo(index)

    def _leave_file_line(self, step: int) -> None:
        current = self.currentIndex()
        if current.isValid() and not isinstance(self._model.row(current), STOPS):
            number = self._model.next_stop(current.row(), step)
            self._select(self._model.next_stop(current.row(), -step) if number is None else number)

    def _unfold(self) -> None:
        number = self.currentIndex().row()
        if isinstance(self._model.row(self.currentIndex()), MoreRow):
            self._model.unfold(number)
            self._select(number)

    def _ask_to_open(self) -> None:
        row = self.selected_row()
        if row is None:
            self._unfold()
        else:
            self.open_requested.emit(row.hit)

    def _make_actions(self) -> list[QAction]:
        wanted = (
            (self.tr("Open file\tEnter"), "", self.open_requested),
            (self.tr("Show in folder"), "Ctrl+Return", self.reveal_requested),
            (self.tr("Copy path"), "Ctrl+Shift+C", self.path_copied),
            (self.tr("Copy passage"), "Ctrl+C", self.passage_copied),
        )
        actions: list[QAction] = []
        for text, keys, signal in wanted:
            action = QAction(text, self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.setShortcutVisibleInContextMenu(True)
            action.triggered.connect(partial(self._tell, signal))
            self.addAction(action)
            actions.append(action)
        return actions

    def _tell(self, signal: SignalInstance, _checked: object = None) -> None:
        row = self.selected_row()
        if row is not None:
            signal.emit(row.hit)
