"""Asks the engine how a query is read: completions below the field, filters in the menu."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.search.filters import GROUPS, FilterGroup
from engine.protocol.messages import Failed, QueryRead, ReadQuery

if TYPE_CHECKING:
    from app.link.answers import Answer
    from app.link.engine_link import EngineLink
    from app.search.pane import SearchPane
    from engine.protocol.messages import Completion, Event

_FORMER = ("recent", "saved")
_BEGUN = 2
"""Keys of a word from which on operators and former queries are offered for it."""
_LONG = 1_000
"""Characters above which a query is a text that was pasted: what looks like a filter in there is
none that the person wrote, and nothing is completed."""
_SENTENCE = 3
"""Words from which on a query is a sentence, in which no word is the beginning of an operator."""
_VALUED = re.compile(r"[:<>=\uff1a\uff1c\uff1e\uff1d]")
"""Stands in what an operator was written in: its values are offered wherever it stands."""
_GOES_ON = (":", ">", "<", "=")
"""Ends of completions behind which a value follows."""


class QueryReader(QObject):
    """For the GUI thread; late answers die here."""

    read = Signal(object)
    """`QueryRead` of the text that stands in the field."""

    def __init__(self, link: EngineLink, pane: SearchPane) -> None:
        super().__init__(pane)
        self._link = link
        self._pane = pane
        self._typed = False
        self._former_wanted = True
        self._answered = ""
        """The query whose results are shown."""
        self._present = QueryRead(query="", pieces=(), notes=(), completions=())
        self._groups: dict[str, tuple[Completion, ...]] = {}
        self._asked: set[str] = set()
        link.engine_ready.connect(self._read_again)
        pane.field.textEdited.connect(self._note_typing)
        pane.query_edited.connect(self._ask)
        pane.field.recall_requested.connect(self._recall)
        pane.field.left_field.connect(pane.popup.hide)
        pane.field.submitted.connect(self._submitted)
        link.searches.finished.connect(self._results_shown)
        pane.popup.taken.connect(self.take)
        pane.filter.choices_requested.connect(self._ask_for_filters)
        pane.filter.chosen.connect(self._add)

    @property
    def present(self) -> QueryRead:
        """How the query of now is read; of one that was not read yet, of the last."""
        return self._present

    def want_former(self, *, wanted: bool) -> None:
        """Whether queries of the history are offered."""
        self._former_wanted = wanted

    @Slot(object)
    def take(self, completion: Completion) -> None:
        """Put a completion into the query."""
        field = self._pane.field
        whole = completion.kind in _FORMER
        open_end = completion.text.endswith(_GOES_ON)
        behind = field.text()[completion.end :]
        gap = "" if whole or open_end or behind.startswith(" ") else " "
        self._typed = open_end  # its values are offered next
        field.setFocus()
        field.replace(completion.start, completion.end, completion.text + gap)

    @Slot(str)
    def _ask(self, text: str) -> None:
        if not text or len(text) > _LONG:
            self._pane.popup.hide()
            self._typed = False
            self._tell(QueryRead(query=text, pieces=(), notes=(), completions=()))
            return
        if not self._typed:
            self._pane.popup.hide()
        cursor = self._pane.field.caret() if self._typed else -1
        self._send(text, cursor)

    @Slot()
    def _read_again(self) -> None:
        """Before there was an engine nobody could tell."""
        text = self._pane.field.text()
        if text and self._present.query != text:
            self._send(text, -1)

    @Slot()
    def _recall(self) -> None:
        self._typed = True
        self._send("", 0)

    def _send(self, text: str, cursor: int) -> None:
        library = self._link.searches.wish.library
        self._link.ask(ReadQuery(query=text, cursor=cursor, library=library), self._receive)

    @Slot(object)
    def _receive(self, event: Event) -> None:
        if not isinstance(event, QueryRead) or event.query != self._pane.field.text():
            return
        self._tell(event)
        if self._typed and self._pane.field.hasFocus():
            self._pane.popup.offer(self._worth_offering(event))
        self._typed = False

    def _tell(self, event: QueryRead) -> None:
        self._present = event
        self.read.emit(event)

    @Slot()
    def _submitted(self) -> None:
        self._typed = False  # completions that are still to come are late
        self._pane.popup.hide()

    @Slot(object)
    def _results_shown(self, answer: Answer) -> None:
        """What a plain word could become does not cover the results of it."""
        self._answered = answer.query if answer.hits else ""
        popup = self._pane.popup
        looked_at = popup.chosen() is not None or popup.underMouse()
        shown = popup.completions()
        query = self._present.query
        if popup.isHidden() or looked_at or any(_is_value(query, c) for c in shown):
            return
        if answer.hits and answer.query == self._pane.field.text().strip():
            popup.hide()

    def _worth_offering(self, event: QueryRead) -> list[Completion]:
        query = event.query
        begun = len(query.strip()) >= _BEGUN or not query
        results = bool(query) and query.strip() == self._answered
        return [
            c
            for c in event.completions
            if (c.kind != "operator" or c.end - c.start >= _BEGUN)
            and (c.kind not in _FORMER or begun)
            and (c.kind != "recent" or self._former_wanted)
            and (_is_value(query, c) or (not results and _is_meant(query, c)))
        ]

    @Slot()
    def _note_typing(self) -> None:
        self._typed = True

    @Slot()
    def _ask_for_filters(self) -> None:
        self._groups.clear()
        self._asked = set(GROUPS.values())
        library = self._link.searches.wish.library
        for start in GROUPS.values():
            command = ReadQuery(query=start, cursor=len(start), library=library)
            self._link.ask(command, self._receive_filters)

    @Slot(object)
    def _receive_filters(self, event: Event) -> None:
        match event:
            case QueryRead(query=query, completions=completions):
                self._groups[query] = completions
                self._asked.discard(query)
            case Failed():
                self._asked.clear()
            case _:
                return
        if not self._asked:
            groups = (FilterGroup(k, self._groups.get(v, ())) for k, v in GROUPS.items())
            self._pane.filter.offer(tuple(groups))

    @Slot(object)
    def _add(self, completion: Completion) -> None:
        field = self._pane.field
        text = field.text().rstrip()
        field.setText(f"{text} {completion.text} ".lstrip())
        field.setFocus()


def _is_value(query: str, completion: Completion) -> bool:
    """Whether it is a value of an operator that is written already."""
    return bool(_VALUED.search(query, completion.start, completion.end)) and (
        completion.kind not in _FORMER
    )


def _is_meant(query: str, completion: Completion) -> bool:
    """Whether who writes a plain word may mean it: not in the middle of a sentence."""
    if completion.kind in _FORMER or completion.detail == "near":
        return True
    words = len(query.split())
    return words < _SENTENCE if completion.kind == "operator" else words == 1
