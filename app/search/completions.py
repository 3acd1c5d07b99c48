"""What a query could become, in a small list below the field. The field keeps the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QVBoxLayout, QWidget

from app.look.announcing import announce
from app.search.completion_rows import COMPLETION_ROLE, CompletionDelegate, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from engine.protocol.messages import Completion

AnyIndex = QModelIndex | QPersistentModelIndex
_WIDTH = 460
_MOST = 8
_ABOVE = 4
_FORGETTABLE = ("recent", "saved")
_HARMLESS = Qt.KeyboardModifier.KeypadModifier


class CompletionsModel(QAbstractListModel):
    """The completions of now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Completion, ...] = ()

    def show(self, completions: Sequence[Completion]) -> None:
        """Replace all."""
        self.beginResetModel()
        self._rows = tuple(completions)
        self.endResetModel()

    @property
    def completions(self) -> tuple[Completion, ...]:
        """All."""
        return self._rows

    def completion(self, row: int) -> Completion | None:
        """The one at a row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:
        """How many there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The completion, its text, or what a screen reader says of it."""
        row = self.completion(index.row())
        if row is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.text
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken(row)
            case _:
                return row if role == COMPLETION_ROLE else None


class CompletionPopup(QFrame):
    """Down and Up choose, Tab takes the first or the chosen one, Enter a chosen one alone."""

    taken = Signal(object)
    """The `Completion` that the person wants."""
    forgotten = Signal(object)
    """A former query that is to be offered no more."""

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self.setObjectName("completions")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAutoFillBackground(True)
        self._field = field
        self.model = CompletionsModel(self)
        self.view = QListView()
        self.view.setObjectName("completion-list")
        self.view.setAccessibleName(self.tr("Suggestions"))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setModel(self.model)
        self.view.setItemDelegate(CompletionDelegate(self.view))
        self.view.setMouseTracking(True)
        self.view.setUniformItemSizes(True)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.clicked.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(5, 5, 5, 5)
        column.addWidget(self.view)
        self.hide()

    def offer(self, completions: Sequence[Completion]) -> None:
        """Show these, none of them chosen; nothing to offer hides the list."""
        if not completions:
            self.hide()
            return
        self.model.show(completions)
        self.view.setCurrentIndex(QModelIndex())
        self._place()
        if not self.isVisible():
            announce(self._field, self.tr("%n suggestion(s)", "", len(completions)))
        self.show()
        self.raise_()

    def take_key(self, event: QKeyEvent) -> bool:
        """Whether a key of the field was meant for the list."""
        if not self.isVisible() or event.modifiers() & ~_HARMLESS:
            return False
        match event.key():
            case Qt.Key.Key_Down:
                self._step(1)
            case Qt.Key.Key_Up:
                self._step(-1)
            case Qt.Key.Key_Tab:
                self._take(self._chosen() or self.model.index(0))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if chosen := self._chosen():
                self._take(chosen)
            case Qt.Key.Key_Delete if self._forget():
                pass
            case Qt.Key.Key_Escape:
                self.hide()
            case _:
                return False
        return True

    def chosen(self) -> Completion | None:
        """The one that Enter would take."""
        return self.model.completion(self.view.currentIndex().row())

    def completions(self) -> tuple[Completion, ...]:
        """All that are shown."""
        return self.model.completions

    def _chosen(self) -> QModelIndex | None:
        index = self.view.currentIndex()
        return index if index.isValid() else None

    def _step(self, step: int) -> None:
        row = self.view.currentIndex().row() + step
        if row < 0:  # back to what was typed
            self.view.setCurrentIndex(QModelIndex())
        elif (completion := self.model.completion(row)) is not None:
            self.view.setCurrentIndex(self.model.index(row))
            announce(self._field, spoken(completion))

    def _take(self, index: QModelIndex) -> None:
        completion = self.model.completion(index.row())
        self.hide()
        if completion is not None:
            self.taken.emit(completion)

    def _forget(self) -> bool:
        chosen = self.chosen()
        if chosen is None or chosen.kind not in _FORGETTABLE:
            return False
        self.forgotten.emit(chosen)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
        """Go along with the field: a message that comes above it pushes it down."""
        if event.type() == QEvent.Type.Move and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        window = self._field.window()
        around: QWidget | None = self._field
        while around is not None and around is not window:
            around.installEventFilter(self)
            around = around.parentWidget()
        if self.parentWidget() is not window:
            self.setParent(window)
        shown = min(self.model.rowCount(), _MOST)
        height = shown * self.view.sizeHintForRow(0) + 12
        width = min(_WIDTH, self._field.width())
        corner = self._field.mapTo(window, QPoint(0, self._field.height() + _ABOVE))
        if self._field.isRightToLeft():
            corner.setX(corner.x() + self._field.width() - width)
        self.setGeometry(corner.x(), corner.y(), width, height)
