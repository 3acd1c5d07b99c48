"""The models: a list, and one of them in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QEvent, QModelIndex, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QBoxLayout, QMenu, QToolButton, QWidget

from app.look.cards import scrolled
from app.look.side_list import SideList
from app.models.detail import ModelDetail
from app.models.getting_card import Fetching
from app.models.models_model import ModelsModel
from app.models.sieve import Sieve
from app.models.under_way import UnderWay
from app.models.uses_card import NONE, is_refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from app.models.narrowing import Narrowing
    from app.models.wishes import KeyNote
    from engine.protocol.messages import DownloadAdvanced, LibraryInfo, ModelInfo, Progress

_LIST_CHARACTERS = 48
_BESIDE_CHARACTERS = 76
"""How wide a page must be for the list to lie beside the model, not above it."""
_SHARES = (2, 3)
"""Of the height, where it lies above."""


class ModelsPage(QWidget):
    """Shows facts and emits wishes; knows no engine."""

    shown = Signal()
    """The person came here."""
    folder_requested = Signal()
    """A model's folder is to be chosen."""
    hub_requested = Signal()
    """A model of the hub is to be named."""
    server_requested = Signal()
    """A server's model is to be named."""
    measure_requested = Signal(object)
    """`ModelInfo`, as are the next ones'."""
    download_requested = Signal(object)
    stop_requested = Signal(object)
    remove_requested = Signal(object)
    get_requested = Signal(object)
    """`UseWish`: the model is to be downloaded first, to which a person has agreed."""
    use_requested = Signal(object)
    """`UseWish`."""
    try_requested = Signal(object)
    """`KeyWish`."""
    key_chosen = Signal(object)
    """`KeyWish`."""
    call_off_requested = Signal(object)
    """`LibraryInfo` that is to keep its old model."""
    copy_requested = Signal(object)
    """A text for the clipboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ModelsModel(self)
        self._list = SideList(
            self.model, self.tr("Models"), self.tr("Add a model"), _LIST_CHARACTERS
        )
        self.view, self.add = self._list.view, self._list.button
        self.sieve = Sieve()
        self._list.put_above(self.sieve)
        self.from_folder = QAction(self.tr("A model in a folder on this computer…"), self)
        self.from_hub = QAction(self.tr("A model of the hub…"), self)
        self.from_server = QAction(self.tr("A model of a server…"), self)
        self.detail = ModelDetail()
        self._shown = ""
        self._opened = False
        self._wanted = ""
        self._sought: tuple[str, ...] = ()
        self._libraries: tuple[LibraryInfo, ...] = ()
        self._under_way = UnderWay()
        self._notes: dict[str, KeyNote] = {}
        self._lay_out()
        self._connect()
        self.detail.hide()  # nothing is known yet

    def show_models(self, models: Sequence[ModelInfo]) -> None:
        """Show the models; the one that is shown stays so."""
        self.model.show_models(models)
        self.sieve.show_counts(self.model.counts())
        if self._wanted and self.model.known(self._wanted):
            self._wanted, name = "", self._wanted
            self.choose(name)
        elif self._shown and self.current() is None:
            self._wanted = self._shown  # a list made before it was added says nothing of its end
        self._show_uses()
        self._select()
        if self._sought:
            self.seek_key(self._sought)

    def show_libraries(self, libraries: Sequence[LibraryInfo]) -> None:
        """Know which library uses which model."""
        self._libraries = tuple(libraries)
        self._show_uses()
        self._show_current()

    def show_progress(self, progress: Progress) -> None:
        """Know how far a library's indexing, or its change to another model, is."""
        told = {progress.library: progress}
        self._libraries = tuple(
            msgspec.structs.replace(info, progress=told.get(info.name, info.progress))
            for info in self._libraries
        )
        model = self.current()
        if model is not None:
            self.detail.uses.show_uses(model, self._libraries)

    def show_download(self, name: str, event: DownloadAdvanced | None) -> None:
        """Show how far a download is; without an event: that it has begun."""
        fetching = Fetching(event.done, event.total) if event else Fetching()
        self._under_way.fetch(name, fetching)
        self.model.show_share(name, fetching.share)
        self._show_current()

    def end_download(self, name: str) -> None:
        """Show that none is under way any more."""
        self._under_way.end_fetching(name)
        self.model.show_share(name, None)
        self._show_current()

    def show_measuring(self, name: str, *, running: bool) -> None:
        """Show that a model is being measured, or not any more."""
        self._under_way.measure(name, running=running)
        self._show_current()

    def show_trouble(self, name: str, text: str) -> None:
        """Say of a model what went wrong; an empty text takes it back."""
        self._under_way.fail(name, text)
        self._show_current()

    def show_key_note(self, vendor: str, note: KeyNote) -> None:
        """Say what became of a wish about a vendor's key."""
        self._notes[vendor] = note
        self._show_current()

    def forget_key(self, vendor: str) -> None:
        """Empty the field: its key was taken."""
        model = self.current()
        if model is not None and model.vendor == vendor:
            self.detail.key.kept()

    def current(self) -> ModelInfo | None:
        """The model that is shown."""
        return self.model.known(self._shown)

    def known(self) -> frozenset[str]:
        """The ids of all models, shown or not."""
        return self.model.ids()

    def choose(self, name: str) -> None:
        """Show a model, as soon as it is known."""
        if self.model.known(name) is None:
            self._wanted = name
            return
        if self.model.row_of(name) is None:
            self.sieve.clear()
        self._opened, self._shown = True, name
        self._select()

    def seek_key(self, names: Sequence[str]) -> None:
        """Show the model among these whose vendor needs a key, and have it entered next.

        As soon as models are known; where several are vendors', one without a key comes first.
        """
        self._sought = tuple(names)
        found = [model for name in names if (model := self.model.known(name)) and model.vendor]
        found.sort(key=lambda model: model.has_key)
        for model in found[:1]:
            self._sought = ()
            self.choose(model.id)
            self.detail.key.take_focus()

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that what is shown should be fresh."""
        super().showEvent(event)
        self.shown.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave a narrow window's room to the model; in a narrower one it lies below the list."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_list"):
            self._fit()

    def _fit(self) -> None:
        stacked = self.width() < self.fontMetrics().averageCharWidth() * _BESIDE_CHARACTERS
        way = QBoxLayout.Direction
        self._whole.setDirection(way.TopToBottom if stacked else way.LeftToRight)
        self.sieve.lie(flat=stacked)
        self._list.spread() if stacked else self._list.fit(self)
        for place, share in enumerate(_SHARES if stacked else (0, 1)):
            self._whole.setStretch(place, share)
        QTimer.singleShot(0, self.view, self._keep_in_sight)

    def _keep_in_sight(self) -> None:
        self.view.scrollTo(self.view.currentIndex())

    def _lay_out(self) -> None:
        row = self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._list)
        row.addWidget(scrolled(self.detail), 1)
        menu = QMenu(self.add)
        menu.addActions([self.from_folder, self.from_hub, self.from_server])
        self.add.setMenu(menu)
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _connect(self) -> None:
        detail = self.detail
        self.from_folder.triggered.connect(self.folder_requested)
        self.from_hub.triggered.connect(self.hub_requested)
        self.from_server.triggered.connect(self.server_requested)
        self.sieve.narrowed.connect(self._narrow)
        self.sieve.words.left_downwards.connect(self.view.setFocus)
        self.view.selectionModel().currentChanged.connect(self._current_changed)
        for source, wish in (
            (detail.measure_requested, self.measure_requested),
            (detail.getting.download_requested, self.download_requested),
            (detail.getting.stop_requested, self.stop_requested),
            (detail.getting.remove_requested, self.remove_requested),
        ):
            source.connect(lambda wish=wish: wish.emit(self.current()))
        detail.getting.copy_requested.connect(self.copy_requested)
        detail.uses.use_requested.connect(self.use_requested)
        detail.uses.call_off_requested.connect(self.call_off_requested)
        detail.key.edited.connect(self._forget_note)
        detail.key.try_requested.connect(self.try_requested)
        detail.key.key_chosen.connect(self.key_chosen)

    def _narrow(self, narrowing: Narrowing) -> None:
        shown = self._shown
        self.model.narrow(narrowing)
        first = self.model.model(self.model.index(0))
        self._shown = first.id if first and self.model.row_of(shown) is None else shown
        self.sieve.show_nothing(nothing=not self.model.rowCount())
        self._select()

    def _select(self) -> None:
        """Mark in the list what is shown; the first of it where that is nothing any more."""
        shown, row = self.current(), self.model.row_of(self._shown)
        if row is None and shown is None and self.model.rowCount():
            row = 0
        if row is not None:
            self.view.setCurrentIndex(self.model.index(row))
        self._show_current()

    def _current_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        model = self.model.model(now) if now.isValid() else None
        if model is not None:
            self._shown = model.id
            self._show_current()

    def _forget_note(self) -> None:
        model = self.current()
        if model is not None and self._notes.pop(model.vendor, None):
            self._show_current()

    def _show_uses(self) -> None:
        dense = [info.dense_model for info in self._libraries if info.dense_model != NONE]
        self.model.show_used({*dense, *(info.reranker for info in self._libraries)})
        used = [name for name in dense if self.model.row_of(name) is not None]
        if used and not self._opened:
            self._opened, self._shown = True, used[0]
            self._select()

    def _show_current(self) -> None:
        model = self.current()
        self.detail.setVisible(model is not None)
        if model is None:
            return
        name, now = model.id, self._under_way
        fetching, trouble = now.fetching(name), now.trouble(name)
        self.detail.show_model(model, fetching, trouble, measuring=now.measuring(name))
        note = self._notes.get(model.vendor)
        refused = is_refused(model, self._libraries, self.model)
        self.detail.key.show_model(model, note, refused=refused)
        self.detail.show_uses(model, self._libraries)
