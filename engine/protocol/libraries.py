"""Libraries as a whole: made, renamed, equipped, counted."""

from __future__ import annotations

import msgspec

from engine.protocol.message import Message


class MakeLibrary(Message, frozen=True, tag=True):
    """Make an empty library."""

    library: str
    """Its name."""
    store_uri: str = ""
    """A Milvus server's address instead of the embedded store."""
    store_token: str = ""


class RenameLibrary(Message, frozen=True, tag=True):
    """Give a library another name; nothing is indexed anew."""

    library: str
    name: str


class RowsLeft(Message, frozen=True, tag=True):
    """Closing, answers `RemoveLibrary`: it is removed, but for what a Milvus server has of it.

    Nobody could remove that: the server does not answer or refuses, or the index cannot be opened.
    """

    library: str
    server: str
    """Its address."""
    collections: str
    """What the names of the collections begin with that may have such rows."""
    rows: str
    """The filter that finds them: ``library == "…"``."""
    code: str
    """Of the error, as in `Failed`."""
    message: str


class GetStatistics(Message, frozen=True, tag=True):
    """Ask for `StatisticsReported`."""

    library: str = ""
    """Empty means all."""


class KindCount(msgspec.Struct, frozen=True, kw_only=True):
    """Files of one extension."""

    ext: str
    """Lower case, no dot; may be empty."""
    files: int
    bytes: int
    passages: int


class MonthCount(msgspec.Struct, frozen=True, kw_only=True):
    """Files last changed in one month."""

    month: str
    """``2024-05``, local time."""
    files: int
    passages: int


class DayCount(msgspec.Struct, frozen=True, kw_only=True):
    """Files last changed on one day."""

    day: str
    """``2024-05-17``, local time."""
    files: int
    passages: int


class LanguageCount(msgspec.Struct, frozen=True, kw_only=True):
    """Passages of the documents in one language."""

    language: str
    """ISO 639-1; empty where it could not be told."""
    passages: int


class StatisticsReported(Message, frozen=True, tag=True):
    """Closing, answers `GetStatistics`."""

    library: str
    files: int
    passages: int
    bytes: int
    """Of the files."""
    disk: int
    """Bytes of the index."""
    kinds: tuple[KindCount, ...]
    """Most files first."""
    months: tuple[MonthCount, ...]
    """Ascending, without gaps, up to the present one at most: a time in the future is no news."""
    languages: tuple[LanguageCount, ...]
    """Most passages first."""
    days: tuple[DayCount, ...] = ()
    """As the months, where there are half a year's at most; else none."""
