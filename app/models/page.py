"""The models: a list, and one of them in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QWidget,
)

from app.look.cards import scrolled
from app.look.side_list import SideList
from app.models.detail import ModelDetail
from app.models.getting_card import Fetching
from app.models.models_model import ModelsModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from engine.protocol.messages import DownloadAdvanced, LibraryInfo, ModelInfo

_LIST_CHARACTERS = 40


class ModelsPage(QWidget):
    """Shows facts and emits wishes; knows no engine."""

    shown = Signal()
    """The person came here."""
    folder_requested = Signal()
    """A model's folder is to be chosen."""
    measure_requested = Signal(object)
    """`ModelInfo`, as are the next ones'."""
    download_requested = Signal(object)
    stop_requested = Signal(object)
    remove_requested = Signal(object)
    use_requested = Signal(object)
    """`UseWish`."""
    try_requested = Signal(object)
    """`KeyWish`."""
    key_chosen = Signal(object)
    """`KeyWish`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ModelsModel(self)
        self._list = SideList(
            self.model, self.tr("Models"), self.tr("Use a model in a folder…"), _LIST_CHARACTERS
        )
        self.view, self.add = self._list.view, self._list.button
        self.detail = ModelDetail()
        self._libraries: tuple[LibraryInfo, ...] = ()
        self._fetching: dict[str, Fetching] = {}
        self._troubles: dict[str, str] = {}
        self._measuring: set[str] = set()
        self._lay_out()
        self._connect()
        self.detail.hide()  # nothing is known yet

    def show_models(self, models: Sequence[ModelInfo]) -> None:
        """Show the models; the one that is shown stays so."""
        shown = self.current()
        self.model.show_models(models)
        row = self.model.row_of(shown.id) if shown else None
        self.view.setCurrentIndex(self.model.index(row or 0))
        self._show_current()

    def show_libraries(self, libraries: Sequence[LibraryInfo]) -> None:
        """Know which library uses which model."""
        self._libraries = tuple(libraries)
        self._show_current()

    def show_download(self, name: str, event: DownloadAdvanced | None) -> None:
        """Show how far a download is; without an event: that it has begun."""
        self._troubles.pop(name, None)
        fetching = Fetching(event.done, event.total) if event else Fetching()
        self._fetching[name] = fetching
        self.model.show_share(name, fetching.share)
        self._show_current()

    def end_download(self, name: str) -> None:
        """Show that none is under way any more."""
        self._fetching.pop(name, None)
        self.model.show_share(name, None)
        self._show_current()

    def show_measuring(self, name: str, *, running: bool) -> None:
        """Show that a model is being measured, or not any more."""
        if running:
            self._troubles.pop(name, None)
            self._measuring.add(name)
        else:
            self._measuring.discard(name)
        self._show_current()

    def show_trouble(self, name: str, text: str) -> None:
        """Say of a model what went wrong, or right; an empty text takes it back."""
        self._troubles[name] = text
        self._show_current()

    def current(self) -> ModelInfo | None:
        """The model that is shown."""
        return self.model.model(self.view.currentIndex())

    def choose(self, name: str) -> None:
        """Show a model."""
        row = self.model.row_of(name)
        if row is not None:
            self.view.setCurrentIndex(self.model.index(row))

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that what is shown should be fresh."""
        super().showEvent(event)
        self.shown.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave a narrow window's room to the model."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_list"):
            self._fit()

    def _fit(self) -> None:
        self._list.fit(self)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._list)
        row.addWidget(scrolled(self.detail), 1)

    def _connect(self) -> None:
        detail = self.detail
        self.add.clicked.connect(self.folder_requested)
        self.view.selectionModel().currentChanged.connect(self._current_changed)
        for source, wish in (
            (detail.measure_requested, self.measure_requested),
            (detail.getting.download_requested, self.download_requested),
            (detail.getting.stop_requested, self.stop_requested),
            (detail.getting.remove_requested, self.remove_requested),
        ):
            source.connect(lambda wish=wish: wish.emit(self.current()))
        detail.uses.use_requested.connect(self.use_requested)
        detail.key.try_requested.connect(self.try_requested)
        detail.key.key_chosen.connect(self.key_chosen)

    def _current_changed(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_current()

    def _show_current(self) -> None:
        model = self.current()
        self.detail.setVisible(model is not None)
        if model is None:
            return
        name = model.id
        self.detail.show_model(
            model,
            self._fetching.get(name),
            self._troubles.get(name, ""),
            measuring=name in self._measuring,
        )
        self.detail.show_uses(model, self._libraries)
