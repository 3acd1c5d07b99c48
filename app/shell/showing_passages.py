"""Shows one passage that is known by its place alone, once the search in its file is answered."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Slot

from app.shell.rendering import Latest
from engine.protocol.messages import DocumentRead, Hit, Parts, ReadDocument

if TYPE_CHECKING:
    from app.link.answers import Answer
    from app.link.engine_link import EngineLink
    from app.shell.window import MainWindow
    from engine.protocol.links import OpenLink
    from engine.protocol.messages import DocumentOpened, Event

_MOST = 20_000
"""Characters of a passage; no indexed one has a tenth of that."""
_BEGINNING = 600
"""What is shown of a document that has no hit and for which no passage was named."""
_NO_KEY = -1


@dataclass(frozen=True, slots=True)
class _Expected:
    place: OpenLink
    library: str
    away: bool


class PassageShowing(QObject):
    """Waits for the answer in which the passage may be a hit. All of it in the GUI thread.

    Where it is none (the link says not by what it was found, or the index has cut the text in other
    places since), the passage is shown beside the hits there are.
    """

    def __init__(self, link: EngineLink, window: MainWindow) -> None:
        super().__init__(window)
        self._searches = link.searches
        self._results = window.results
        self._pane = window.passage
        self._reading = Latest(link)
        self._expected: _Expected | None = None
        # Connected after `Searching`: the list shows the answer by then.
        self._searches.finished.connect(self._finished)

    def expect(self, place: OpenLink, library: str, opened: DocumentOpened) -> None:
        """Show this passage as soon as its file was searched."""
        self._expected = _Expected(place, library, opened.away)

    def forget(self) -> None:
        """Something else is wanted."""
        self._expected = None
        self._reading.call_off()

    @Slot(object)
    def _finished(self, _answer: Answer) -> None:
        expected = self._expected
        if expected is None:
            return
        if self._searches.wish.paths != (expected.place.path,):
            self.forget()  # the person went on
            return
        place = expected.place
        hits = [hit for hit in self._results.model.hits if _is_of(hit, expected)]
        meant = [hit for hit in hits if not place.end or _overlap(hit, place)]
        if meant:
            self._expected = None
            self._results.view.go_to(max(meant, key=lambda hit: _overlap(hit, place)))
            return
        length = min(place.end - place.start, _MOST) or _BEGINNING
        ask = ReadDocument(
            library=expected.library, path=place.path, start=place.start, length=length
        )
        self._reading.ask(ask, self._read)

    @Slot(object)
    def _read(self, event: Event) -> None:
        expected, self._expected = self._expected, None
        if expected is None or not isinstance(event, DocumentRead):
            return
        hits = (hit for hit in self._results.model.hits if _is_of(hit, expected))
        self._pane.show_hit(passage_at(expected.place, event, next(hits, _bare(expected))))


def passage_at(place: OpenLink, read: DocumentRead, of: Hit) -> Hit:
    """A passage as a hit that no search has found.

    Args:
        place: where it stands.
        read: a stretch of the document around it.
        of: another hit of the same file, which says what is known of the file.
    """
    start = max(place.start, read.start)
    end = min(place.end or start + _BEGINNING, read.start + len(read.text))
    return replace(
        of,
        page=place.page,
        line=0,
        start=start,
        end=max(start, end),
        heading="",
        text=read.text[start - read.start : max(start, end) - read.start],
        parts=Parts(),
        terms=(),
        marks=(),
        best=(0, 0),
        passage=_NO_KEY,
        copies=(),
    )


def _is_of(hit: Hit, expected: _Expected) -> bool:
    return (hit.library, hit.path) == (expected.library, expected.place.path)


def _overlap(hit: Hit, place: OpenLink) -> int:
    """Characters that a hit shares with a place."""
    return max(min(hit.end, place.end) - max(hit.start, place.start), 0)


def _bare(expected: _Expected) -> Hit:
    """What is known of a file without any hit."""
    return Hit(
        rank=1,
        library=expected.library,
        path=expected.place.path,
        title=PurePath(expected.place.path).name,
        media_type="",
        modified=0.0,
        size=0,
        page=0,
        start=0,
        end=0,
        heading="",
        language="",
        text="",
        score=0.0,
        parts=Parts(),
        terms=(),
        marks=(),
        passage=_NO_KEY,
        away=expected.away,
    )
