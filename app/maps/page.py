"""The map page as the person sees it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from app.look import figures
from app.maps.card import DocumentCard
from app.maps.selection import SelectionBar
from app.maps.toolbar import MapBar
from app.maps.view import MapView
from app.maps.waiting import Waiting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from engine.protocol.messages import MapMade

_TOPICS = 3


@dataclass(frozen=True, slots=True)
class Selection:
    """Documents and what a person calls them."""

    library: str
    paths: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the map."""

    library: str
    path: str
    title: str
    away: bool = False


class MapPage(QWidget):
    """Shows facts and emits wishes; knows no engine."""

    shown = Signal()
    """The person came here."""
    library_chosen = Signal(object)
    """Its name."""
    make_requested = Signal()
    """Anew, though there is one."""
    cancel_requested = Signal()
    libraries_requested = Signal()
    search_requested = Signal(object)
    """`Selection`."""
    similar_requested = Signal(object)
    """`Document`, as are the next ones'."""
    open_requested = Signal(object)
    reveal_requested = Signal(object)
    beginning_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = MapBar()
        self.view = MapView()
        self.card = DocumentCard(self.view)
        self.selection = SelectionBar()
        self.waiting = Waiting()
        self._told = -1
        frame = QFrame()
        frame.setObjectName("card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(2, 2, 2, 2)
        inside.addWidget(self.view)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.waiting)
        self._stack.addWidget(frame)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self.selection)
        self._connect()
        self._show(self.waiting)

    def _connect(self) -> None:
        view, bar, selection = self.view, self.bar, self.selection
        view.unrolled.connect(self._unrolled)
        view.chosen_changed.connect(self._describe)
        view.current_changed.connect(self._describe)
        view.hovered.connect(self._hover)
        view.opened.connect(self._open)
        bar.tool_chosen.connect(view.use)
        bar.nearer.clicked.connect(view.zoom_in)
        bar.farther.clicked.connect(view.zoom_out)
        bar.whole.clicked.connect(view.show_whole)
        bar.update_requested.connect(self.make_requested)
        bar.library_chosen.connect(self.library_chosen)
        selection.clear_requested.connect(view.let_go)
        selection.search_requested.connect(self._search)
        selection.similar_requested.connect(partial(self._wish, self.similar_requested))
        selection.open_requested.connect(partial(self._wish, self.open_requested))
        selection.reveal_requested.connect(partial(self._wish, self.reveal_requested))
        self.waiting.cancel_requested.connect(self.cancel_requested)
        self.waiting.retry_requested.connect(self.make_requested)
        self.waiting.libraries_requested.connect(self.libraries_requested)

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that somebody looks."""
        super().showEvent(event)
        self.shown.emit()

    def show_libraries(self, names: Sequence[str], current: str) -> None:
        """Offer a choice where there is one."""
        self.bar.offer(names, current)

    def show_map(self, made: MapMade) -> None:
        """Show a map, or that there is nothing to show."""
        self.bar.show_facts(made)
        if made.paths:
            self.view.unroll(made)
        else:
            self.waiting.show_empty()
            self._show(self.waiting)

    def show_again(self, made: MapMade) -> None:
        """Go back to the map that was shown before another one was asked for."""
        self.bar.show_facts(made)
        self._show(self.view)

    def show_progress(self, phase: str, done: int, total: int) -> None:
        """Show how far the making is."""
        self.waiting.show_progress(phase, done, total)
        self._show(self.waiting)

    def show_stopped(self, sentence: str, hint: str = "") -> None:
        """Show why there is no map."""
        self.waiting.show_stopped(sentence, hint)
        self._show(self.waiting)

    def ring(self, paths: tuple[str, ...]) -> None:
        """Mark the documents of the present results."""
        self.bar.show_found(self.view.ring(paths))

    def begin(self, path: str, text: str) -> None:
        """Show how a document begins, if it is still the one that is looked at."""
        atlas = self.view.atlas
        if atlas is not None and 0 <= self._told < len(atlas) and atlas.paths[self._told] == path:
            self.card.begin(text)

    @Slot()
    def _unrolled(self) -> None:
        atlas = self.view.atlas
        if atlas is None:
            return
        self._show(self.view)
        self._describe()
        names = "; ".join(", ".join(cluster.terms[:_TOPICS]) for cluster in atlas.clusters)
        count = self.tr("%n document(s)", "", len(atlas))
        self.view.describe(self.tr("{0} in these groups: {1}").format(count, names))

    def _show(self, what: QWidget) -> None:
        drawn = what is self.view
        self._stack.setCurrentIndex(1 if drawn else 0)
        self.selection.setVisible(drawn)
        self.bar.allow_tools(allowed=drawn)
        if not drawn:
            self.card.hide()

    @Slot()
    def _describe(self, *_: object) -> None:
        view, atlas = self.view, self.view.atlas
        if atlas is None:
            return
        if view.current >= 0:
            self.selection.show_document(
                atlas.name(view.current), figures.place(atlas.paths[view.current])
            )
        elif view.chosen is not None:
            self.selection.show_documents(int(view.chosen.sum()), self._topics())
        else:
            self.selection.show_hint()

    def _topics(self) -> str:
        """Name the groups that most of the selected documents are of."""
        atlas, chosen = self.view.atlas, self.view.chosen
        if atlas is None or chosen is None:
            return ""
        counts = atlas.shares(chosen)
        return "  ·  ".join(", ".join(atlas.clusters[group].terms[:_TOPICS]) for group in counts)

    @Slot(object)
    def _hover(self, row: int) -> None:
        atlas = self.view.atlas
        self._told = row
        if row < 0 or atlas is None:
            self.card.hide()
            return
        x, y = self.view.view.to_screen(*atlas.places[row].tolist())
        parts = (figures.place(atlas.paths[row]), figures.date(float(atlas.modified[row])))
        self.card.tell(atlas.name(row), "  ·  ".join(parts), QPointF(x, y))
        self.beginning_requested.emit(self._document(row))

    def _document(self, row: int) -> Document | None:
        atlas = self.view.atlas
        if atlas is None or row < 0:
            return None
        return Document(atlas.library, atlas.paths[row], atlas.name(row))

    def _wish(self, signal: SignalInstance) -> None:
        document = self._document(self.view.current)
        if document is not None:
            signal.emit(document)

    @Slot(object)
    def _open(self, path: str) -> None:
        atlas = self.view.atlas
        if atlas is not None:
            self.open_requested.emit(self._document(atlas.rows[path]))

    @Slot()
    def _search(self) -> None:
        atlas, chosen = self.view.atlas, self.view.chosen
        if atlas is None or chosen is None:
            return
        paths = tuple(atlas.paths[row] for row in chosen.nonzero()[0].tolist())
        label = self.tr("%n document(s) of the map", "", len(paths))
        self.search_requested.emit(Selection(atlas.library, paths, label))
