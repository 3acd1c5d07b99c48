"""Searches that were asked or kept: remembered once they led somewhere, offered again."""

from __future__ import annotations

from functools import partial
from itertools import chain, count
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QInputDialog

from app.link.answers import trouble_of
from app.look.preference_names import HISTORY
from app.shell import advising
from engine.protocol.messages import (
    Failed,
    ForgetSearches,
    ListSearches,
    PastSearch,
    RememberSearch,
    SavedSearch,
    SaveSearch,
    SearchesListed,
)

if TYPE_CHECKING:
    from app.link.answers import Answer
    from app.link.engine_link import EngineLink
    from app.look.preferences import Preferences
    from app.shell.searching import Searching
    from app.shell.window import MainWindow
    from engine.protocol.messages import Completion, Event, LibraryInfo

REST_MS = 5_000
"""How long an answered query must stand to be one that was meant."""


class Recall(QObject):
    """Connects history and saved searches with the search page. All of it in the GUI thread."""

    def __init__(
        self, link: EngineLink, window: MainWindow, searching: Searching, preferences: Preferences
    ) -> None:
        super().__init__(window)
        self._link = link
        self._pane = window.search
        self._searching = searching
        self._preferences = preferences
        self._saved: tuple[SavedSearch, ...] = ()
        self._recent: tuple[PastSearch, ...] = ()
        self._remembered = ""
        self._names: tuple[str, ...] = ()
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(REST_MS)
        self._resting.timeout.connect(self.remember)
        link.engine_ready.connect(self.refresh)
        link.libraries_changed.connect(self._follow)
        link.searches.finished.connect(self._begin_to_rest)
        window.search.query_edited.connect(self._edit)
        window.search.star_pressed.connect(self._press_star)
        window.search.popup.forgotten.connect(self._forget)
        window.search.popup.taken.connect(self._take)
        window.results.view.hit_chosen.connect(self.remember)
        window.results.view.open_requested.connect(self.remember)
        window.results.notice.taken.connect(self._ask_again)
        preferences.changed.connect(self._show)
        self._show()

    @property
    def saved(self) -> tuple[SavedSearch, ...]:
        """The searches that are kept."""
        return self._saved

    @Slot()
    def refresh(self, _connected: object = None) -> None:
        """Ask what there is."""
        self._link.ask(ListSearches(), self._receive)

    @Slot(object)
    def _follow(self, libraries: tuple[LibraryInfo, ...]) -> None:
        names = tuple(info.name for info in libraries)
        former, self._names = self._names, names
        if former and names != former and self._saved:  # they know their library by its name
            self.refresh()

    @Slot()
    def remember(self, _hit: object = None) -> None:
        """The query of now led to something."""
        query = self._link.searches.query
        if query and query != self._remembered and self._preferences.flag(HISTORY, default=True):
            self._remembered = query
            self._link.ask(RememberSearch(query=query), self._receive)

    @Slot(object)
    def _receive(self, event: Event) -> None:
        if isinstance(event, SearchesListed):
            self._saved, self._recent = event.saved, event.recent
            self._show()

    @Slot(object)
    def _receive_wished(self, event: Event) -> None:
        """Take the answer to what a person pressed: a refusal is said."""
        if isinstance(event, Failed):
            self._link.command_failed.emit(trouble_of(event))
        self._receive(event)

    @Slot(object)
    def _begin_to_rest(self, answer: Answer) -> None:
        if answer.hits:
            self._resting.start()

    @Slot(str)
    def _edit(self, text: str) -> None:
        self._resting.stop()
        self._pane.show_saved(saved=self._kept(text) is not None)

    @Slot(object)
    def _show(self, _name: object = None) -> None:
        wanted = self._preferences.flag(HISTORY, default=True)
        self._searching.reader.want_former(wanted=wanted)
        self._searching.show_former(advising.former(self._saved, self._recent if wanted else ()))
        self._pane.show_saved(saved=self._kept(self._pane.field.text()) is not None)

    def _kept(self, text: str) -> SavedSearch | None:
        query = " ".join(text.split())
        return next((s for s in self._saved if " ".join(s.query.split()) == query), None)

    @Slot()
    def _press_star(self) -> None:
        query = self._pane.field.text().strip()
        kept = self._kept(query)
        if kept is not None:
            self._link.ask(ForgetSearches(saved=(kept.name,)), self._receive_wished)
        elif query:
            self._ask_for_name(query)

    def _ask_for_name(self, query: str) -> None:
        dialog = QInputDialog(self._pane.window())
        dialog.setWindowTitle(self.tr("Save search"))
        dialog.setLabelText(self.tr("Name of the search"))
        dialog.setOkButtonText(self.tr("Save"))
        dialog.setTextValue(query)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.textValueSelected.connect(partial(self._save, query))
        dialog.open()

    def _save(self, query: str, name: str) -> None:
        name = name.strip() or query
        library = self._link.searches.wish.library
        saved = SavedSearch(name=self._free_name(name), query=query, library=library)
        self._link.ask(SaveSearch(search=saved), self._receive_wished)

    def _free_name(self, name: str) -> str:
        """A name that no search has yet: the engine replaces one that has it."""
        taken = {saved.name for saved in self._saved}
        numbered = (f"{name} {number}" for number in count(2))
        return next(free for free in chain((name,), numbered) if free not in taken)

    @Slot(object)
    def _forget(self, completion: Completion) -> None:
        if completion.kind == "saved":
            command = ForgetSearches(saved=(completion.detail or completion.text,))
        else:
            command = ForgetSearches(queries=(completion.text,))
        self._pane.popup.hide()
        self._link.ask(command, self._receive_wished)

    @Slot(object)
    def _take(self, completion: Completion) -> None:
        if completion.kind == "saved":
            for saved in self._saved:
                if saved.name == completion.detail:
                    self._ask_again(saved)

    @Slot(object)
    def _ask_again(self, wish: object) -> None:
        match wish:
            case SavedSearch(query=query, library=library):
                self._searching.search_for(query, library)
            case PastSearch(query=query):
                self._searching.search_for(query, self._link.searches.wish.library)
            case _:
                pass
