"""The present search: one wish at a time, the latest wins, older answers die here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.link.answers import Answer, trouble_of
from engine.protocol.messages import Failed, HitsFollowed, Search, SearchAnswered, SearchFinished

if TYPE_CHECKING:
    from app.link.courier import Courier
    from engine.protocol.messages import Event, Hit, Similar

DEBOUNCE_MS = 40
"""How long typing must pause before a query is sent: it is part of every wait for a first answer,
and a query that is overtaken is called off."""
LATER_MS = 700
"""After how long the whole order is asked for where the time did not do for it: whoever reads by
then sees it change once."""
LIMITS = (50, 200, 1_000, 10_000)
"""Hits asked for at first, and each time when more are wanted."""
LIMIT = LIMITS[0]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for."""

    query: str = ""
    library: str = ""
    """Empty means all."""
    similar: Similar | None = None
    paths: tuple[str, ...] = ()
    """Only in these files; none means everywhere."""
    limit: int = LIMIT

    def __bool__(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self.query or self.similar or self.paths)


class SearchLine(QObject):
    """Lives in the GUI thread. The wish outlives the engine: a new one is asked again."""

    answered = Signal(object)
    """`Answer`, the first order."""
    finished = Signal(object)
    """`Answer`, the final order."""
    failed = Signal(object)
    """`Trouble` with its query."""

    def __init__(self, courier: Courier, library: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._courier = courier
        self._wish = Wish(library=library)
        self._ready = False
        self._asked: int | None = None
        self._followed: list[Hit] = []
        """The parts of a long answer that have come."""
        self._stale = False
        self._debounce = QTimer(self)
        self._debounce.setSingleShot(True)
        self._debounce.timeout.connect(self._ask_anew)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.refresh)

    @property
    def query(self) -> str:
        """What is searched for; empty when nothing is."""
        return self._wish.query

    @property
    def wish(self) -> Wish:
        """All that is searched for."""
        return self._wish

    @Slot(object)
    def search(self, text: str, *, at_once: bool = False) -> None:
        """Search for ``text`` once typing pauses; what else confines the search stays."""
        query = text.strip()
        if query == self._wish.query and not at_once:
            return
        wish = replace(self._wish, query=query, limit=LIMIT)
        self.wish_for(wish, delay=0 if at_once else DEBOUNCE_MS)

    def wish_for(self, wish: Wish, *, delay: int = 0) -> None:
        """Search for something else.

        Args:
            wish: what; an empty one calls the search off.
            delay: milliseconds in which another wish may replace it.
        """
        self._wish = wish
        self._call_off()
        if wish:
            self._debounce.start(delay)
        else:
            self._debounce.stop()

    @Slot()
    def grow(self) -> None:
        """Ask for more hits of the same, up to the largest limit."""
        larger = [limit for limit in LIMITS if limit > self._wish.limit]
        if self._wish and larger and not self._debounce.isActive():
            self._wish = replace(self._wish, limit=larger[0])
            self._ask(interim=False)  # the first order of what is shown is known

    @Slot()
    def refresh(self) -> None:
        """Ask the present query again: what is indexed has changed.

        Its first order is not asked for: rows that are read must not jump twice.
        """
        if self._asked is not None:
            self._stale = True  # it may have looked before the change
        elif self._wish and not self._debounce.isActive():
            self._ask(interim=False)

    def attach(self) -> None:
        """An engine answers now: ask it the present wish."""
        self._ready = True
        self._ask_anew()

    def detach(self) -> None:
        """The engine is gone."""
        self._ready = False
        self._asked = None

    def stop(self) -> None:
        """Send nothing any more."""
        self._ready = False
        self._debounce.stop()
        self._later.stop()

    def receive(self, number: int, event: Event) -> bool:
        """Take an event; False where it answers no search of now."""
        if number != self._asked:
            return False
        match event:
            case SearchAnswered():
                self.answered.emit(self._answer(event, final=False))
            case HitsFollowed():
                self._followed += event.hits
            case SearchFinished():
                self._asked = None
                self.finished.emit(self._answer(event, final=True))
                if self._stale:
                    self._ask(interim=False)
                elif event.late:
                    self._later.start(LATER_MS)
            case Failed():
                self._asked = None
                if self._ready:
                    self.failed.emit(trouble_of(event, self._wish.query))
            case _:
                pass
        return True

    def _answer(self, event: SearchAnswered | SearchFinished, *, final: bool) -> Answer:
        hits = (*self._followed, *event.hits) if final else event.hits
        return Answer(self._wish.query, hits, event.notes, event.seconds, final=final)

    @Slot()
    def _ask_anew(self) -> None:
        self._ask(interim=True)

    def _ask(self, *, interim: bool) -> None:
        if not (self._ready and self._wish):
            return
        self._call_off()
        wish = self._wish
        self._followed = []
        self._asked = self._courier.send(
            Search(
                query=wish.query,
                library=wish.library,
                similar=wish.similar,
                paths=wish.paths,
                limit=wish.limit,
                interim=interim,
            )
        )

    def _call_off(self) -> None:
        self._stale = False
        self._later.stop()
        if self._asked is not None:
            self._courier.call_off(self._asked)
            self._asked = None
