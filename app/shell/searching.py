"""The search page at work: what is typed becomes a wish, answers become rows and a summary."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.look import figures, words
from app.results.notice import Advice
from app.results.rows import worth_showing
from app.search.chips import Chip
from engine.protocol.messages import WEAK_SCORE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.link.answers import Answer, Trouble
    from app.link.engine_link import EngineLink
    from app.search.scope import Scope
    from app.shell.window import MainWindow
    from engine.protocol.messages import Hit, LibraryInfo

_SCOPE = "scope"


class Searching(QObject):
    """Connects the search line with field, chips and results. All of it in the GUI thread."""

    def __init__(self, link: EngineLink, window: MainWindow) -> None:
        super().__init__(window)
        self._searches = link.searches
        self._window = window
        self._libraries: tuple[LibraryInfo, ...] = ()
        self._indexing = False
        self._scope: Scope | None = None
        self._searches.answered.connect(self.show_answer)
        self._searches.finished.connect(self.show_answer)
        self._searches.failed.connect(self._show_failed)
        window.search.query_edited.connect(self._edit)
        window.search.chips.removed.connect(self._remove_chip)
        window.scope_chosen.connect(self.confine)

    @Slot(object)
    def show_answer(self, answer: Answer) -> None:
        """Show an answer; an empty first one waits for the final one."""
        answer = replace(answer, hits=worth_showing(answer.hits))
        if not answer.hits and not answer.final:
            return
        results = self._window.results
        tips = (self.tr("Indexing is still under way: more may be found in a moment."),)
        advice = Advice(tips if self._indexing else ())
        results.show_hits(answer.hits, answer.query, advice=advice)
        self._window.search.summarise(self._summary(answer))

    def show_libraries(self, libraries: tuple[LibraryInfo, ...]) -> None:
        """Know what can be searched."""
        self._libraries = libraries
        self._rest()

    def note_indexing(self, *, running: bool) -> None:
        """Know whether more may be found in a moment."""
        self._indexing = running

    @Slot(object)
    def confine(self, scope: Scope | None) -> None:
        """Look only in some files, or for what is like something; None for everywhere."""
        self._scope = scope
        wish = self._searches.wish
        paths, similar = (scope.paths, scope.similar) if scope else ((), None)
        self._searches.wish_for(replace(wish, paths=paths, similar=similar))
        self._show_chips()
        self._rest()

    @Slot(object)
    def _edit(self, text: str) -> None:
        self._searches.search(text)
        self._rest()

    @Slot(object)
    def _remove_chip(self, chip: Chip) -> None:
        if chip.key == _SCOPE:
            self.confine(None)
        self._window.search.field.setFocus()

    @Slot(object)
    def _show_failed(self, trouble: Trouble) -> None:
        if trouble.code != "cancelled":
            facts = dict(trouble.facts)
            self._window.search.summarise(words.sentence(trouble.code, trouble.message, facts))

    def _rest(self) -> None:
        """Invite to a search where none is wished for."""
        if not self._searches.wish:
            self._window.search.summarise("")
            self._window.results.invite(sum(info.files for info in self._libraries))

    def _show_chips(self) -> None:
        chips = (Chip(_SCOPE, self._scope.label),) if self._scope else ()
        self._window.search.chips.show_chips(chips)

    def _summary(self, answer: Answer) -> str:
        parts: list[str] = []
        if answer.hits:
            parts += (self._found(answer.hits), figures.elapsed(answer.seconds))
        if not answer.final:
            parts.append(self.tr("refining the order…"))
        parts.extend(words.sentence(note.code, note.message) for note in answer.notes)
        return "  ·  ".join(parts)

    def _found(self, hits: Sequence[Hit]) -> str:
        strong = [hit for hit in hits if hit.score >= WEAK_SCORE]
        files, weak = len({(hit.library, hit.path) for hit in strong}), len(hits) - len(strong)
        if not strong:
            return self.tr("Weaker matches only")
        passages = self.tr("%n passage(s)", "", len(strong))
        text = self.tr("{0} in {1}").format(passages, self.tr("%n file(s)", "", files))
        return text if not weak else self.tr("{0}, {1} weaker").format(text, figures.count(weak))
