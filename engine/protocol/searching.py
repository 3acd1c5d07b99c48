"""Around the search: what a query says, what could follow it, what was asked before."""

from __future__ import annotations

import msgspec

from engine.protocol.message import Message
from engine.protocol.records import QueryNote


class QueryPiece(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a query as the engine reads it."""

    kind: str
    """``word``, ``wildcard`` (``form*``), ``phrase``, ``near`` (``NEAR/5``, between two of them),
    ``excluded`` (what must not be there), ``filter`` or ``bad`` (looks like a filter, or like an
    operator of other programs, and is none)."""
    start: int
    end: int
    """Character offsets in the query, with sign and quotation marks."""
    operator: str = ""
    """Of a filter, in its plain form: ``type``, ``ext``, ``in``, ``name``, ``before``, ``after``,
    ``size``, ``lang``."""
    value: str = ""
    """As written, without quotation marks; of a size with its relation (``>1MB``)."""
    negated: bool = False


class Completion(msgspec.Struct, frozen=True, kw_only=True):
    """What the text before the cursor could become."""

    text: str
    """Replaces ``start`` to ``end`` of the query."""
    start: int
    end: int
    kind: str
    """``operator``, ``type``, ``ext``, ``folder``, ``name``, ``lang``, ``date``, ``size``,
    ``recent`` or ``saved``."""
    detail: str = ""
    """What tells it from others of its text: of a folder its path, of a saved search its name, of
    an operator its plain form; of a day that goes with the calendar ``today``, ``yesterday``,
    ``this-week``, ``last-week``, ``this-month``, ``last-month``, ``this-year`` or ``last-year``."""
    count: int = 0
    """Files that it would leave; 0 where that was not counted."""


class ReadQuery(Message, frozen=True, tag=True):
    """Ask how a query is read and how it could go on. Answers `QueryRead` in milliseconds."""

    query: str
    cursor: int = -1
    """Character offset; negative asks for no completions."""
    library: str = ""
    """Whose folders, kinds and languages are offered; empty means all."""


class QueryRead(Message, frozen=True, tag=True):
    """Closing, answers `ReadQuery`."""

    query: str
    pieces: tuple[QueryPiece, ...]
    notes: tuple[QueryNote, ...]
    completions: tuple[Completion, ...]


class PastSearch(msgspec.Struct, frozen=True, kw_only=True):
    """A query that was asked."""

    query: str
    last: float
    """Seconds since the epoch."""
    times: int


class SavedSearch(msgspec.Struct, frozen=True, kw_only=True):
    """A query that somebody wants to ask again."""

    name: str
    query: str
    library: str = ""
    """Empty means all."""


class ListSearches(Message, frozen=True, tag=True):
    """Ask for `SearchesListed`."""


class RememberSearch(Message, frozen=True, tag=True):
    """Put a query into the history: one that led to something, not one still being typed."""

    query: str


class SaveSearch(Message, frozen=True, tag=True):
    """Keep a query under a name; one of that name is replaced."""

    search: SavedSearch


class ForgetSearches(Message, frozen=True, tag=True):
    """Take queries out of history and saved searches. Answers `SearchesListed`."""

    queries: tuple[str, ...] = ()
    """Of the history."""
    saved: tuple[str, ...] = ()
    """Names."""
    history: bool = False
    """All of the history."""


class SearchesListed(Message, frozen=True, tag=True):
    """Closing, answers `ListSearches`, `RememberSearch`, `SaveSearch` and `ForgetSearches`."""

    recent: tuple[PastSearch, ...]
    """Latest first, at most some hundred."""
    saved: tuple[SavedSearch, ...]
    """By name."""
