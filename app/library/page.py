"""The libraries: a list, and one of them in full."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QWidget,
)

from app.library.detail import LibraryDetail
from app.library.libraries_model import LibrariesModel
from app.library.model import PauseWish
from app.look.cards import scrolled
from app.look.side_list import SideList

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent, QShowEvent

    from engine.protocol.messages import LibraryInfo, ModelInfo, Progress, StatisticsReported

_LIST_CHARACTERS = 35
_WIDE_CHARACTERS = 80
"""Room from which drawings stand side by side."""


@dataclass(frozen=True, slots=True)
class AddWish:
    """That folders go into a library."""

    library: str
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which library is looked at."""

    name: str


class LibrariesPage(QWidget):
    """Shows facts and emits wishes; knows no engine."""

    shown = Signal()
    """The person came here."""
    chosen = Signal(object)
    """`Chosen`: another library is shown now."""
    new_requested = Signal()
    rename_requested = Signal(object)
    """`LibraryInfo`, as are the next ones'."""
    remove_requested = Signal(object)
    folders_requested = Signal(object)
    rules_requested = Signal(object)
    models_requested = Signal(object)
    call_off_requested = Signal(object)
    key_requested = Signal(object)
    failures_requested = Signal(object)
    folders_dropped = Signal(object)
    """`AddWish`."""
    pause_requested = Signal(object)
    """`PauseWish`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = LibrariesModel(self)
        self._list = SideList(
            self.model, self.tr("Libraries"), self.tr("New library…"), _LIST_CHARACTERS
        )
        self.view, self.new = self._list.view, self._list.button
        self.detail = LibraryDetail()
        self.setAcceptDrops(True)
        self._models: Mapping[str, ModelInfo] = {}
        self._shown = ""
        self._wanted = ""
        self._lay_out()
        self._connect()
        self.detail.hide()  # nothing is known yet

    def show_libraries(self, libraries: Sequence[LibraryInfo]) -> None:
        """Show the libraries; the one that is shown stays so."""
        row = self.view.currentIndex().row()
        self.model.show_libraries(libraries)
        wanted = self.model.row_of(self._wanted)
        if wanted is not None:
            row, self._wanted = wanted, ""
        elif self.model.rowCount():
            row = min(max(row, 0), self.model.rowCount() - 1)
        self.view.setCurrentIndex(self.model.index(row))
        self._show_current()

    def show_progress(self, progress: Progress) -> None:
        """Follow a library's run."""
        self.model.show_progress(progress)
        info = self.current()
        if info is not None and info.name == progress.library:
            self.detail.show_progress(info, progress)

    def show_models(self, models: Sequence[ModelInfo]) -> None:
        """Know the models' names."""
        self._models = {model.id: model for model in models}
        self._show_current()

    def show_statistics(self, counted: StatisticsReported) -> None:
        """Draw what is in the library that is shown."""
        info = self.current()
        if info is not None and info.name == counted.library:
            self.detail.show_statistics(counted)

    @property
    def models(self) -> tuple[ModelInfo, ...]:
        """All models that it knows of."""
        return tuple(self._models.values())

    def current(self) -> LibraryInfo | None:
        """The library that is shown."""
        return self.model.library(self.view.currentIndex())

    def choose(self, name: str) -> None:
        """Show a library, as soon as it is there."""
        self._wanted = name
        row = self.model.row_of(name)
        if row is not None:
            self._wanted = ""
            self.view.setCurrentIndex(self.model.index(row))

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that what is shown should be fresh."""
        super().showEvent(event)
        self.shown.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Folders are welcome where a library is shown."""
        if _local_paths(event) and self.current() is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Dropped folders go into the library that is shown."""
        info, paths = self.current(), _local_paths(event)
        if info is not None and paths:
            event.acceptProposedAction()
            self.folders_dropped.emit(AddWish(info.name, paths))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave a narrow window's room to the library."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_list"):
            self._fit()

    def _fit(self) -> None:
        side = self._list.fit(self)
        room = (self.width() - side) / self.fontMetrics().averageCharWidth()
        self.detail.statistics.arrange(wide=room > _WIDE_CHARACTERS)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._list)
        row.addWidget(scrolled(self.detail), 1)

    def _connect(self) -> None:
        detail = self.detail
        rename = QShortcut(QKeySequence("F2"), self)
        rename.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        rename.activated.connect(detail.rename_requested)
        self.new.clicked.connect(self.new_requested)
        self.view.selectionModel().currentChanged.connect(self._current_changed)
        for source, wish in (
            (detail.rename_requested, self.rename_requested),
            (detail.remove_requested, self.remove_requested),
            (detail.models_requested, self.models_requested),
            (detail.call_off_requested, self.call_off_requested),
            (detail.key_requested, self.key_requested),
            (detail.failures_requested, self.failures_requested),
            (detail.folders.add_requested, self.folders_requested),
            (detail.folders.rules_requested, self.rules_requested),
        ):
            source.connect(lambda wish=wish: wish.emit(self.current()))
        detail.pause_requested.connect(self._ask_to_pause)

    def _current_changed(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_current()

    def _show_current(self) -> None:
        info = self.current()
        self.detail.setVisible(info is not None)
        if info is None:
            return
        self.detail.show_library(info, self.model.progress(info))
        self.detail.show_models(info, self._models)
        if info.name != self._shown:
            self._shown = info.name
            self.detail.show_statistics(None)
            self.chosen.emit(Chosen(info.name))

    def _ask_to_pause(self) -> None:
        info = self.current()
        if info is not None:
            self.pause_requested.emit(PauseWish(info.name, not info.paused))


def _local_paths(event: QDropEvent) -> tuple[str, ...]:
    urls = event.mimeData().urls()
    return tuple(url.toLocalFile() for url in urls if url.isLocalFile())
