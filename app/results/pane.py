"""The middle of the window: the list, or what is said where there is none."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.results.model import ResultsModel
from app.results.notice import Advice, Notice, Section
from app.results.rows import key_of
from app.results.view import ResultsView

if TYPE_CHECKING:
    from collections.abc import Hashable

    from engine.protocol.messages import Hit

_NO_ADVICE = Advice()


@dataclass(frozen=True, slots=True)
class _Held:
    hits: tuple[Hit, ...]
    further: bool


class ResultsPane(QStackedWidget):
    """Shows hits, or why there are none.

    What a person looks at never moves by itself: another order of the same answer waits while they
    are at the list, unless nothing of what is seen changes places.
    """

    hit_selected = Signal(object)
    order_held = Signal(object)
    """Whether a newer order waits to be asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ResultsModel(self)
        self.view = ResultsView(self.model)
        self.notice = Notice()
        self._topic: Hashable = ""
        self._held: _Held | None = None
        self._may_move = False
        self.view.hit_selected.connect(self.hit_selected)
        self.view.let_go.connect(self._let_go)
        self.addWidget(self.notice)
        self.addWidget(self.view)
        self.invite(0)

    def invite(
        self, files: int, sections: tuple[Section, ...] = (), *, indexing: bool = False
    ) -> None:
        """Nothing was asked yet: say what can be.

        Args:
            files: how many are findable.
            sections: what was asked before.
            indexing: most of them are still to be read.
        """
        self._topic = ""
        self._show((), anew=True, further=False)
        while_reading = self.tr(
            "Search whenever you like: files become findable one by one while they are read."
        )
        self.notice.say(
            self.tr("What are you looking for?"),
            self.tr(
                "Describe it in your own words, or type words that stand in it. "
                "Passages are found by meaning and by word."
            )
            if files and not indexing
            else while_reading,
            sections,
        )
        self.setCurrentWidget(self.notice)

    def show_hits(
        self,
        hits: tuple[Hit, ...],
        query: str,
        *,
        topic: Hashable = None,
        further: bool = False,
        grown: bool = False,
        advice: Advice = _NO_ADVICE,
    ) -> None:
        """Show an answer, or what to try where it is empty.

        Args:
            hits: best first.
            query: what was asked.
            topic: what the answer is to where that is more than the query: another order to the
                same topic leaves alone what the person looks at.
            further: whether the engine has more.
            grown: these are more hits of the same: what is shown keeps its order.
            advice: what else to say where there are none.
        """
        topic = query if topic is None else topic
        anew, self._topic = topic != self._topic, topic
        self._may_move = self._may_move and not anew
        if not hits:
            self._show((), anew=True, further=False)
            self._say_nothing_found(query, advice)
            return
        if grown and not anew:
            shown = {key_of(hit) for hit in self.model.hits}
            hits = (*self.model.hits, *(hit for hit in hits if key_of(hit) not in shown))
        elif not anew and self._would_move(hits, further=further):
            self._hold(_Held(hits, further))
            return
        self._show(hits, anew=anew, further=further)
        self.setCurrentWidget(self.view)

    def show_held(self) -> None:
        """Show the newer order that waits, from its top."""
        if self._held is not None:
            self._show(self._held.hits, anew=True, further=self._held.further)

    def leave_out(self, folder: str) -> None:
        """What is in a folder goes at once: a person wants it so."""
        hits = self.model.hits
        kept = tuple(hit for hit in hits if not PurePath(hit.path).is_relative_to(folder))
        self.let_move()
        if kept and kept != hits:
            self._show(kept, anew=False, further=self.model.further)

    def let_move(self) -> None:
        """The person changes what can be found: answers to the same query apply at once."""
        self._may_move = True
        if self._held is not None:
            self._show(self._held.hits, anew=False, further=self._held.further)

    def drop_held(self) -> None:
        """Something else is looked for: nobody needs the newer order any more."""
        self._hold(None)

    def holds(self) -> bool:
        """Whether a newer order waits."""
        return self._held is not None

    def _show(self, hits: tuple[Hit, ...], *, anew: bool, further: bool) -> None:
        self._hold(None)
        self.view.show_hits(hits, anew=anew, further=further)

    def _hold(self, held: _Held | None) -> None:
        before, self._held = self._held, held
        if (before is None) != (held is None):
            self.order_held.emit(held is not None)

    def _let_go(self) -> None:
        if self._held is not None and not self.view.looked_at():
            self._show(self._held.hits, anew=False, further=self._held.further)

    def _would_move(self, hits: tuple[Hit, ...], *, further: bool) -> bool:
        if self._may_move or self.currentWidget() is not self.view or not self.view.looked_at():
            return False
        end = self.view.shown_rows().stop
        before = [row.identity for row in self.model.rows[:end]]
        after = [row.identity for row in self.model.rows_for(hits, further=further)[:end]]
        return before != after

    def _say_nothing_found(self, query: str, advice: Advice) -> None:
        said = self.tr("Nothing found for “{0}”")
        if advice.soon:
            said = self.tr("Nothing found yet for “{0}”")
        headline = said.format(_shortened(query)) if query else self.tr("Nothing found")
        self.notice.say(headline, "\n".join(advice.tips), advice.sections)
        self.setCurrentWidget(self.notice)


def _shortened(query: str, most: int = 60) -> str:
    query = " ".join(query.split())
    return query if len(query) <= most else query[: most - 1] + "…"
