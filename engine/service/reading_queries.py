"""How a query is read, and how it could go on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.protocol import messages as m
from engine.search.completing import Asked, complete
from engine.search.query import parse_query
from engine.service.offering import Offering

if TYPE_CHECKING:
    from engine.service.answering import Answer
    from engine.service.dispatch import Handlers
    from engine.service.libraries import Libraries

_LONGEST = 1_000
"""Characters of a query that completions are made for."""


class QueryReading:
    """Answers `ReadQuery`, in milliseconds: nothing of a library is opened for it."""

    def __init__(self, libraries: Libraries, asked: Callable[[], Asked]) -> None:
        """Read queries to these libraries.

        Args:
            libraries: whose folders, kinds and languages are offered.
            asked: tells the former queries.
        """
        self._libraries = libraries
        self._offering = Offering(libraries)
        self._asked = asked

    @property
    def handlers(self) -> Handlers:
        """What this answers."""
        return {m.ReadQuery: self._read}

    def _read(self, command: m.ReadQuery, _: Answer) -> m.Event:
        parsed = parse_query(command.query)
        return m.QueryRead(
            query=command.query,
            pieces=parsed.pieces,
            notes=parsed.notes,
            completions=self._completions(command),
        )

    def _completions(self, command: m.ReadQuery) -> tuple[m.Completion, ...]:
        if command.cursor < 0 or len(command.query) > _LONGEST:
            return ()
        libraries = self._libraries.named(command.library)
        names = any(name in command.query for name in ("name", "이름"))
        offers = self._offering.offers(libraries, names=names)
        return complete(command.query, command.cursor, offers, self._asked())
