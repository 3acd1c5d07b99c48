"""The map: asks for it, filters the results by what is selected in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from app.look import words
from app.maps.page import MapPage
from app.search.scope import Scope
from engine.protocol.messages import (
    WEAK_SCORE,
    BeginningRead,
    Failed,
    LibrariesListed,
    ListLibraries,
    MakeMap,
    MapAdvanced,
    MapMade,
    ReadBeginning,
    Similar,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from app.link.answers import Answer
    from app.link.engine_link import EngineLink
    from app.maps.page import Document, Selection
    from app.shell.window import MainWindow
    from engine.protocol.messages import Event, Hit, LibraryInfo

FRESH_MS = 2000
"""How soon a map that is looked at is compared with its library after that changed."""
RARE_MS = 30_000
"""The same while it is being indexed: each answer brings the whole map."""


def map_page(link: EngineLink, window: MainWindow) -> QWidget:
    """Make the page and connect it."""
    page = MapPage()
    Mapping(link, window, page)
    return page


class Mapping(QObject):
    """Connects the page with the link. All of it runs in the GUI thread."""

    def __init__(self, link: EngineLink, window: MainWindow, page: MapPage) -> None:
        super().__init__(page)
        self._link = link
        self._window = window
        self._page = page
        self._library = ""
        self._names: tuple[str, ...] = ()
        self._states: dict[str, tuple[int, bool]] = {}
        self._asked: int | None = None
        self._begun: int | None = None
        self._shown: MapMade | None = None
        self._former: MapMade | None = None
        """What was shown before it is made anew."""
        self._stopped = False
        """Called off or failed: nothing is tried by itself."""
        self._found: tuple[str, ...] = ()
        self._fresh = QTimer(self)
        self._fresh.setSingleShot(True)
        self._fresh.setInterval(FRESH_MS)
        self._fresh.timeout.connect(self._compare)
        self._listen()
        self._obey()
        self._note_found(window.results.model.hits)
        link.ask(ListLibraries(), self._receive_libraries)

    def _listen(self) -> None:
        link = self._link
        link.libraries_changed.connect(self._libraries_changed)
        link.engine_ready.connect(self._try_again)
        link.searches.finished.connect(self._ring)

    def _obey(self) -> None:
        page, window = self._page, self._window
        page.shown.connect(self._look)
        page.library_chosen.connect(self._choose)
        page.make_requested.connect(self._make_anew)
        page.cancel_requested.connect(self._cancel)
        page.libraries_requested.connect(self._go_to_libraries)
        page.beginning_requested.connect(self._begin)
        page.search_requested.connect(self._search)
        page.similar_requested.connect(self._search_similar)
        page.open_requested.connect(window.results.view.open_requested)
        page.reveal_requested.connect(window.results.view.reveal_requested)
        page.view.unrolled.connect(self._ring_again)

    @Slot()
    def _look(self, _: object = None) -> None:
        """Ask for the map if somebody looks and there is none yet."""
        if not self._page.isVisible():
            return
        if self._shown is not None:
            self._ring_again()
        elif self._asked is None and not self._stopped:
            self._ask(anew=False)

    @Slot()
    def _try_again(self) -> None:
        self._stopped = False
        self._look()

    @Slot()
    def _make_anew(self) -> None:
        self._former, self._shown, self._stopped = self._shown or self._former, None, False
        self._ask(anew=True)

    @Slot()
    def _cancel(self) -> None:
        if self._asked is not None:
            self._link.call_off(self._asked)
            self._asked = None
        if self._former is not None:
            self._shown, self._former = self._former, None
            self._page.show_again(self._shown)
        else:
            self._stopped = True
            self._page.show_stopped(words.sentence("cancelled"))

    @Slot(object)
    def _choose(self, library: str) -> None:
        if library != self._library:
            self._forget()
            self._library = library
            self._ask(anew=False)

    @Slot(object)
    def _receive_libraries(self, event: Event) -> None:
        if not isinstance(event, LibrariesListed) or self._names:
            return
        self._names = tuple(info.name for info in event.libraries)
        # Without a name the engine maps the first, which may be under way already.
        self._library = self._library or next(iter(self._names), "")
        self._page.show_libraries(self._names, self._library)

    @Slot(object)
    def _libraries_changed(self, libraries: tuple[LibraryInfo, ...]) -> None:
        names = tuple(info.name for info in libraries)
        if names != self._names:
            self._names = names
            if self._library not in names:
                self._forget()
                self._library = names[0] if names else ""
                self._look()
        self._page.show_libraries(names, self._library)
        states = {info.name: (info.files, info.progress.running) for info in libraries}
        changed = states.get(self._library) != self._states.get(self._library)
        self._states = states
        running = states.get(self._library, (0, False))[1]
        wait = RARE_MS if running and self._shown is not None else FRESH_MS
        if changed and not 0 <= self._fresh.remainingTime() <= wait:
            self._fresh.start(wait)  # what never pauses must not put it off

    @Slot()
    def _compare(self) -> None:
        """Learn whether the map is still true, or may be made at last; what is shown stays."""
        if not self._page.isVisible() or self._asked is not None or not self._link.ready:
            return
        indexing = self._states.get(self._library, (0, False))[1]
        if self._shown is not None or not (indexing or self._stopped):
            self._send(anew=False)

    def _forget(self) -> None:
        if self._asked is not None:
            self._link.call_off(self._asked)
        self._asked = self._shown = self._former = None
        self._stopped = False

    def _ask(self, *, anew: bool) -> None:
        if self._asked is not None:
            self._link.call_off(self._asked)
        self._page.show_progress("reading", 0, 0)
        self._send(anew=anew)

    def _send(self, *, anew: bool) -> None:
        self._asked = self._link.ask(MakeMap(library=self._library, anew=anew), self._receive)

    @Slot(object)
    def _receive(self, event: Event) -> None:
        match event:
            case MapAdvanced():
                self._page.show_progress(event.phase, event.done, event.total)
            case MapMade():
                self._asked = None
                self._show(event)
            case Failed():
                self._asked = None
                self._fail(event)
            case _:
                pass

    def _fail(self, failed: Failed) -> None:
        if self._shown is not None:  # it was only compared
            return
        self._stopped = True
        sentence = words.sentence(failed.code, failed.message, failed.facts)
        self._page.show_stopped(sentence, words.hint(failed.code, failed.hint))

    def _show(self, made: MapMade) -> None:
        before, self._shown = self._shown, made
        self._former = None
        self._library = made.library
        if before is not None and before.paths and before.made == made.made:
            self._page.bar.show_facts(made)
            self._ring_again()
        else:
            self._page.show_map(made)
        if not made.paths:
            self._shown = None

    @Slot(object)
    def _ring(self, answer: Answer) -> None:
        self._note_found(answer.hits)
        self._ring_again()

    def _note_found(self, hits: Sequence[Hit]) -> None:
        strong = (hit.path for hit in hits if hit.score >= WEAK_SCORE)
        self._found = tuple(dict.fromkeys(strong))

    @Slot()
    def _ring_again(self) -> None:
        if self._page.isVisible():
            self._page.ring(self._found)

    @Slot(object)
    def _begin(self, document: Document) -> None:
        if self._begun is not None:
            self._link.call_off(self._begun)
        command = ReadBeginning(library=document.library, path=document.path)
        self._begun = self._link.ask(command, self._tell_beginning)

    @Slot(object)
    def _tell_beginning(self, event: Event) -> None:
        self._begun = None
        if isinstance(event, BeginningRead):
            self._page.begin(event.path, event.text)

    @Slot(object)
    def _search(self, selection: Selection) -> None:
        self._window.search_in(selection.paths, selection.label)

    @Slot(object)
    def _search_similar(self, document: Document) -> None:
        similar = Similar(library=document.library, path=document.path)
        label = self.tr("Similar to {0}").format(document.title)
        self._window.scope_chosen.emit(Scope(label, similar=similar))
        self._window.go_to_search()

    @Slot()
    def _go_to_libraries(self) -> None:
        self._window.pages.go("libraries")
