"""The search page at work: what is typed becomes a wish, answers become rows and a summary."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from msgspec.structs import replace as changed
from PySide6.QtCore import QObject, Slot

from app.link.following import followed
from app.link.search_line import LIMIT, LIMITS
from app.look import figures, words
from app.results.rows import worth_showing
from app.search.chips import Chip
from app.search.pieces import PIECE, chips_of, filters_alone, has_words, without, without_filters
from app.search.scope import Scope
from app.shell import advising
from app.shell.reading import QueryReader
from engine.protocol.messages import Similar

if TYPE_CHECKING:
    from app.link.answers import Answer, Trouble
    from app.link.engine_link import EngineLink
    from app.results.notice import Advice, Section
    from app.shell.window import MainWindow
    from engine.protocol.messages import Hit, LibraryInfo, QueryRead

_SCOPE = "scope"
_ENGINE_GONE = ("engine-unavailable", "engine-lost")
_SAMPLE = 40
"""Characters of a dropped text by which it is called."""


class Searching(QObject):
    """Connects the search line with field, chips and results. All of it in the GUI thread."""

    def __init__(self, link: EngineLink, window: MainWindow) -> None:
        super().__init__(window)
        self._searches = link.searches
        self._window = window
        self._pane = window.search
        self._libraries: tuple[LibraryInfo, ...] = ()
        self._former: tuple[Section, ...] = ()
        self._indexing = False
        self._scope: Scope | None = None
        self.reader = QueryReader(link, window.search)
        self._searches.answered.connect(self.show_answer)
        self._searches.finished.connect(self.show_answer)
        self._searches.failed.connect(self._show_failed)
        self.reader.read.connect(self._show_read)
        window.scope_chosen.connect(self.confine)
        self._obey()

    def _obey(self) -> None:
        pane, results = self._pane, self._window.results
        pane.query_edited.connect(self._edit)
        pane.chips.removed.connect(self._remove_chip)
        pane.field.escaped.connect(self._free)
        pane.field.sample_dropped.connect(self._search_like)
        pane.libraries.chosen.connect(self._choose_library)
        pane.order.clicked.connect(self._show_held)
        results.order_held.connect(pane.order.setVisible)
        results.view.more_requested.connect(self._searches.grow)
        results.notice.taken.connect(self.take_advice)
        actions = results.view.actions_of_hit
        actions.similar_requested.connect(self._search_like_hit)
        actions.folder_search_requested.connect(self._search_in_folder)

    @property
    def scope(self) -> Scope | None:
        """What the search is confined to; None for everywhere."""
        return self._scope

    @Slot(object)
    def show_answer(self, answer: Answer) -> None:
        """Show an answer; an empty first one waits for the final one."""
        wish = self._searches.wish
        worth = replace(answer, hits=worth_showing(answer.hits))
        if not worth.hits and not worth.final:
            return
        results = self._window.results
        results.show_hits(
            worth.hits,
            worth.query,
            topic=(worth.query, replace(wish, query="", limit=0)),
            further=len(worth.hits) >= wish.limit and wish.limit < LIMITS[-1],
            grown=wish.limit > LIMIT and len(worth.hits) > len(results.model.hits),
            advice=self.advice(answer),
        )
        self._pane.summarise(advising.summary(worth), aloud=worth.final)

    def advice(self, answer: Answer) -> Advice:
        """What to try where an answer has nothing, or nothing that is good."""
        return advising.advice(
            self._searches.wish,
            self.reader.present,
            answer.notes,
            indexing=self._indexing,
            confined=self._scope is not None,
        )

    def show_libraries(self, libraries: tuple[LibraryInfo, ...]) -> None:
        """Know what can be searched."""
        former = tuple(info.name for info in self._libraries)
        self._libraries = libraries
        names = tuple(info.name for info in libraries)
        if former:
            self._follow(former, names)
        elif self._searches.wish.library and not self._offered(self._searches.wish.library):
            self._say_missing(self._searches.wish.library)
            self._choose_library("")
        self._pane.libraries.offer(names, self._searches.wish.library)
        self._rest()

    def _say_missing(self, library: str) -> None:
        said = self.tr("There is no library “{0}”: all libraries are searched.")
        self._window.banner.say(said.format(library))

    def show_former(self, sections: tuple[Section, ...]) -> None:
        """Know what was asked before."""
        self._former = sections
        self._rest()

    def note_indexing(self, *, running: bool) -> None:
        """Know whether more may be found in a moment."""
        changed, self._indexing = running != self._indexing, running
        if changed:
            self._rest()

    @Slot(object)
    def confine(self, scope: Scope | None) -> None:
        """Look only in some files, or for what is like something; None for everywhere."""
        self._scope = scope
        paths, similar = (scope.paths, scope.similar) if scope else ((), None)
        if similar:  # words would not count beside it
            self._write(filters_alone(self._pane.field.text(), self.reader.present.pieces))
        if paths:  # whichever library they are of
            self._choose_library("")
        wish = replace(self._searches.wish, paths=paths, similar=similar, limit=LIMIT)
        self._searches.wish_for(replace(wish, query=self._pane.field.text().strip()))
        self._show_chips()
        self._rest()

    def search_for(self, query: str, library: str = "") -> None:
        """Put a query into the field and search everywhere in a library, or in all.

        All are searched, too, where there is no library of that name any more.
        """
        self._choose_library(self._offered(library))
        self._free()
        self._write(query)
        self._pane.field.setFocus()

    def turn_to(self, library: str) -> None:
        """Search in a library from now on; in all, and say so, where there is none of that name."""
        offered = self._offered(library)
        self._free()
        self._choose_library(offered)
        if not offered:
            self._say_missing(library)

    def _offered(self, library: str) -> str:
        names = {info.name for info in self._libraries}
        return library if library in names or not names else ""

    def _follow(self, former: tuple[str, ...], names: tuple[str, ...]) -> None:
        """Go on with libraries by their names of today, and without those that are gone."""
        library = self._searches.wish.library
        name = self._offered(followed(library, former, names))
        if name != library:
            self._choose_library(name)
        scope = self._scope
        if scope is None or scope.similar is None or not scope.similar.library:
            return
        name = self._offered(followed(scope.similar.library, former, names))
        if not name:
            self.confine(None)
        elif name != scope.similar.library:
            self.confine(replace(scope, similar=changed(scope.similar, library=name)))

    def _write(self, text: str) -> None:
        if self._pane.field.text() != text:
            self._pane.field.setText(text)

    @Slot(object)
    def _edit(self, text: str) -> None:
        if text.strip() != self._searches.query:
            self._window.results.drop_held()
        self._searches.search(text)
        self._rest()

    @Slot(object)
    def _show_read(self, read: QueryRead) -> None:
        if self._scope and self._scope.similar and has_words(read.pieces):
            self.confine(None)
        self._pane.field.colour(read.pieces)
        self._show_chips()

    @Slot(object)
    def _remove_chip(self, chip: Chip) -> None:
        if chip.key == _SCOPE:
            self.confine(None)
        elif chip.key == PIECE:
            self._write(without(self.reader.present.query, chip.start, chip.end))
        self._pane.field.setFocus()

    @Slot()
    def _free(self) -> None:
        if self._scope:
            self.confine(None)

    @Slot(object)
    def _search_like(self, text: str) -> None:
        begin = " ".join(text.split())[:_SAMPLE]
        label = self.tr("Similar to “{0}…”").format(begin)
        self.confine(Scope(label, similar=Similar(text=text)))

    @Slot(object)
    def _search_like_hit(self, hit: Hit) -> None:
        title = " ".join(hit.title.split()) or PurePath(hit.path).name
        label = self.tr("Similar to “{0}”").format(title)
        self.confine(Scope(label, similar=Similar(library=hit.library, passage=hit.passage)))

    @Slot(object)
    def _search_in_folder(self, hit: Hit) -> None:
        read = self.reader.present
        query = self._pane.field.text()
        for piece in reversed(read.pieces):
            if piece.operator == "in" and not piece.negated and read.query == query:
                query = without(query, piece.start, piece.end)
        folder = figures.place(str(PurePath(hit.path).parent))
        self._write(f'{query} in:"{folder}"'.strip())

    @Slot(str)
    def _choose_library(self, name: str) -> None:
        wish = self._searches.wish
        if name != wish.library:
            self._searches.wish_for(replace(wish, library=name, limit=LIMIT))
            self.show_libraries(self._libraries)

    @Slot()
    def _show_held(self) -> None:
        self._window.results.show_held()
        self._window.results.view.setFocus()

    @Slot(object)
    def take_advice(self, wish: object) -> None:
        """Do what was offered."""
        match wish:
            case advising.Meant(query=query):
                self._write(query)
            case advising.DropPiece(piece=piece):
                self._write(without(self.reader.present.query, piece.start, piece.end))
            case advising.LearnHow():
                self._pane.help.present()
                return
            case advising.DropFilters():
                read = self.reader.present
                self._write(without_filters(read.query, read.pieces))
            case advising.Widen():
                self._choose_library("")
                self._free()
            case _:
                return
        self._pane.field.setFocus()

    @Slot(object)
    def _show_failed(self, trouble: Trouble) -> None:
        if trouble.code in _ENGINE_GONE:  # the banner says what becomes of it
            self._pane.summarise("")
        elif trouble.code != "cancelled":
            facts = dict(trouble.facts)
            self._pane.summarise(words.sentence(trouble.code, trouble.message, facts))

    def _rest(self) -> None:
        """Invite to a search where none is wished for."""
        if not self._searches.wish:
            self._pane.summarise("")
            files = sum(info.files for info in self._libraries)
            first = self._indexing and sum(info.waiting for info in self._libraries) > files
            self._window.results.invite(files, self._former, indexing=first)

    def _show_chips(self) -> None:
        scope = (Chip(_SCOPE, self._scope.label),) if self._scope else ()
        read = self.reader.present
        self._pane.chips.show_chips((*scope, *chips_of(read.query, read.pieces, read.notes)))
