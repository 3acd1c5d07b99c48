"""The list of results: keys, selection that survives a new order, the context menu, drags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget

from app.look.announcing import announce
from app.results.actions import HitActions
from app.results.copies import CopiesRow, CopyRow
from app.results.gestures import drag_of, is_written, unfolds
from app.results.model import ROW_ROLE, STOPS, AnyIndex, ResultsModel
from app.results.rows import (
    FileRow,
    FoldRow,
    FurtherRow,
    HitRow,
    MoreRow,
    PassageRow,
    Row,
    key_of,
    spoken,
)
from app.results.stacked import StackedView

if TYPE_CHECKING:
    from engine.protocol.messages import Hit

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_OPEN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ResultsView(StackedView):
    """Shows a `ResultsModel`; signals carry the `Hit` that was meant."""

    hit_selected = Signal(object)
    """`Hit`, or None when nothing is selected."""
    hit_chosen = Signal(object)
    """The `Hit` that a person went to, by key or by mouse."""
    more_requested = Signal()
    """Show more than the engine was asked for."""
    let_go = Signal()
    """The pointer has left, and nothing of the list is held on to any more."""
    typed = Signal(str)
    """Something to write was typed: it is meant for the field."""
    left_at_top = Signal()
    """Up was pressed on the first passage, or Escape anywhere: back to the field."""

    def __init__(self, model: ResultsModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.setObjectName("results")
        self.setAccessibleName(self.tr("Results"))
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self._chosen = False
        self._pointed = False
        self._pressed: Row | None = None
        self.actions_of_hit = HitActions(self)
        self.open_requested = self.actions_of_hit.open_requested
        self.reveal_requested = self.actions_of_hit.reveal_requested
        self.path_copied = self.actions_of_hit.path_copied
        self.passage_copied = self.actions_of_hit.passage_copied
        self.setModel(model)

    def show_hits(self, hits: tuple[Hit, ...], *, anew: bool = True, further: bool = False) -> None:
        """Show another answer.

        Args:
            hits: in their order.
            anew: False for another order of what was shown: then the passage that the person went
                to stays selected, and what they look at stays where it was on the screen.
            further: whether the engine has more.
        """
        if anew:
            self._chosen = self._pointed = False
        stays = self._chosen or (not anew and self.verticalOffset() > 0)
        selected, number = self.selected_row(), self.currentIndex().row()
        anchor = self.anchor(selected) if stays else None
        self.rows.forget_lines()
        self._model.show_hits(hits, anew=anew, further=further)
        self.doItemsLayout()
        if not stays:  # what was selected for the person gives way to the new best hit
            self.scrollToTop()
            self._select(self._model.next_stop(0, 1))
            return
        found = self._model.find(selected.key) if selected else self._model.next_stop(number, 1)
        self._select(self._model.next_stop(0, 1) if found is None else found)
        if anchor:
            self.put_back(*anchor)

    def looked_at(self) -> bool:
        """Whether the person is at the list: went to a row, scrolled, or moved the pointer here."""
        return self._chosen or self._pointed or self.verticalOffset() > 0

    def selected_row(self) -> HitRow | None:
        """The selected passage, or copy of one."""
        row = self._model.row(self.currentIndex())
        return row if isinstance(row, HitRow) else None

    def go_to(self, hit: Hit) -> bool:
        """Select a hit that the person went to elsewhere; False where it is not in the list."""
        number = self._model.find(key_of(hit))
        if number is None:
            return False
        self._select(number)
        self._choose()
        return True

    def take_focus(self) -> None:
        """Go into the list from the field."""
        if not self.currentIndex().isValid():
            self._select(self._model.next_stop(0, 1))
        self._choose()
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down go from passage to passage, Enter opens, Escape goes back to the field.

        Right unfolds what stands for more, or the copies of a passage; Left folds those away.

        What can be written goes on in the field, too.
        """
        key = event.key()
        if key in _STEPS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.step(_STEPS[Qt.Key(key)])
        elif key in _OPEN_KEYS:
            self._ask_to_open()
        elif key == Qt.Key.Key_Escape:
            self.left_at_top.emit()
        elif (onwards := unfolds(event, leftwards=self.isRightToLeft())) is not None:
            self._unfold() if onwards else self._fold()
        elif is_written(event):
            self.typed.emit(event.text())
        else:
            before = self.currentIndex().row()
            super().keyPressEvent(event)
            self._leave_file_line(-1 if key in (Qt.Key.Key_End, Qt.Key.Key_PageUp) else 1)
            if self.currentIndex().row() != before:
                self._choose()

    def step(self, step: int) -> None:
        """Select the next (1) or previous (-1) passage."""
        number = self._model.next_stop(self.currentIndex().row() + step, step)
        if number is not None:
            self._select(number)
            self._choose()
        elif step < 0:
            self.scrollToTop()
            self.left_at_top.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on a file's line means its first passage."""
        self._pressed = self._model.row(self.indexAt(event.position().toPoint()))
        super().mousePressEvent(event)
        self._leave_file_line(1)
        if self._pressed is not None:
            self._choose()

    def mouseMoveEvent(self, e: QMouseEvent) -> None:
        """A pointer that moves here is about to press something: rows must stay."""
        self._pointed = True
        super().mouseMoveEvent(e)

    def mouseReleaseEvent(self, e: QMouseEvent) -> None:
        """A click on what stands for more passages shows them."""
        super().mouseReleaseEvent(e)
        index = self.indexAt(e.position().toPoint())
        if e.button() != Qt.MouseButton.LeftButton or index != self.currentIndex():
            return
        row = self._model.row(index)
        if isinstance(row, CopiesRow) and row.unfolded:
            self._fold()
        elif not isinstance(row, HitRow):
            self._unfold()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what was double-clicked."""
        row = self._model.row(self.indexAt(event.position().toPoint()))
        if isinstance(row, HitRow | FileRow):
            self.open_requested.emit(row.hit)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with a hit."""
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        elif not isinstance(self._model.row(self.indexAt(event.pos())), HitRow | FileRow):
            return
        if self.selected_row() is not None:
            self.menu().popup(place)

    def menu(self) -> QMenu:
        """The menu of the selected hit; deletes itself when it is closed."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.actions_of_hit.fill(menu)
        return menu

    def startDrag(self, supportedActions: Qt.DropAction) -> None:  # noqa: ARG002, N802, N803 - Qt's
        """Let the pressed hit's file be dropped into another program."""
        row = self._pressed
        if not isinstance(row, HitRow | FileRow):
            return
        area = self.visualRect(self.currentIndex())
        place = self.viewport().mapFromGlobal(self.cursor().pos()) - area.topLeft()
        drag = drag_of(self, row.hit, self.viewport().grab(area), place)
        drag.exec(Qt.DropAction.CopyAction)

    def viewportEvent(self, event: QEvent) -> bool:
        """A pointer that has gone away holds nothing up."""
        if event.type() == QEvent.Type.Leave:
            self._pointed = False
            self.let_go.emit()
        return super().viewportEvent(event)

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        """Tell which hit is selected now."""
        super().currentChanged(current, previous)
        row = self._model.row(current)
        self._tell(row.hit if isinstance(row, HitRow) else None)

    def _tell(self, hit: Hit | None) -> None:
        self.actions_of_hit.aim(hit)
        if hit is not None:
            self.hit_selected.emit(hit)

    def _choose(self) -> None:
        self._chosen = True
        row = self.selected_row()
        if row is not None:
            self.hit_chosen.emit(row.hit)

    def _select(self, number: int | None) -> None:
        if number is None:
            self.setCurrentIndex(QModelIndex())
            self.actions_of_hit.aim(None)
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
        """Show what the selected row stands for, or its copies."""
        number = self.currentIndex().row()
        match self._model.row(self.currentIndex()):
            case MoreRow() | FoldRow():
                self._model.unfold(number)
                self.doItemsLayout()
                self._select(self._model.next_stop(number, 1))
            case FurtherRow():
                self.more_requested.emit()
            case PassageRow() | CopyRow() | CopiesRow():
                head = self._model.head_of(number)
                if head is not None:
                    self._model.unfold(head)
                    self._show_turned(head)
            case _:
                pass

    def _fold(self) -> None:
        head = self._model.fold(self.currentIndex().row())
        if head is not None:
            self._show_turned(head)

    def _show_turned(self, head: int) -> None:
        """Copies were unfolded or folded: the row that stands for them is what one is at."""
        self.doItemsLayout()
        below = self._model.next_passage(head)
        self.scrollTo(self._model.index(below - 1))
        self._select(head)
        row = self._model.row(self._model.index(head))
        if row is not None:
            announce(self, spoken(row))

    def _ask_to_open(self) -> None:
        row = self._model.row(self.currentIndex())
        if isinstance(row, HitRow):
            self.open_requested.emit(row.hit)
        elif isinstance(row, CopiesRow) and row.unfolded:
            self._fold()
        else:
            self._unfold()
