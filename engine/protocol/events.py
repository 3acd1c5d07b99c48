"""What the engine tells its clients."""

from __future__ import annotations

import msgspec

from engine.protocol.hits import Hit
from engine.protocol.message import Message
from engine.protocol.records import (
    Check,
    CheckedPath,
    Failure,
    LibraryInfo,
    ModelInfo,
    Pace,
    Progress,
    QueryNote,
)


class Done(Message, frozen=True, tag=True):
    """Closing: the command was carried out; nothing more to say."""


class Failed(Message, frozen=True, tag=True):
    """Closing: an expected failure, or a bug (code ``bug``)."""

    code: str
    message: str
    hint: str = ""
    facts: dict[str, str] = msgspec.field(default_factory=dict[str, str])


class ProgressChanged(Message, frozen=True, tag=True):
    """Interim or news."""

    progress: Progress


class LibrariesChanged(Message, frozen=True, tag=True):
    """News: the libraries, or what is in them, changed."""

    libraries: tuple[LibraryInfo, ...]


class LibrariesListed(Message, frozen=True, tag=True):
    """Closing, answers `ListLibraries`."""

    libraries: tuple[LibraryInfo, ...]


class IndexFinished(Message, frozen=True, tag=True):
    """Closing, answers `Index`: totals over the libraries indexed."""

    files: int
    """Newly indexed in this run."""
    unchanged: int
    failed: int
    removed: int
    passages: int
    """Written in this run."""
    seconds: float


class StatusReported(Message, frozen=True, tag=True):
    """Closing, answers `GetStatus`."""

    version: str
    pid: int
    data: str
    uptime: float
    memory: int
    """Resident bytes of the engine and its children."""
    libraries: tuple[LibraryInfo, ...]
    pace: Pace = Pace()
    watches: int = 0
    """Folders that the system tells changes of (Linux: inotify watches taken)."""
    watch_limit: int = 0
    """How many of them Findling allows itself; 0 where there is no limit."""


class FailuresListed(Message, frozen=True, tag=True):
    """Closing, answers `ListFailures`."""

    failures: tuple[Failure, ...]


class PathsChecked(Message, frozen=True, tag=True):
    """Closing, answers `CheckPaths`."""

    paths: tuple[CheckedPath, ...]


class SearchAnswered(Message, frozen=True, tag=True):
    """Interim: the first order, before the reranker; at most 500 hits of a long answer."""

    hits: tuple[Hit, ...]
    notes: tuple[QueryNote, ...]
    seconds: float


class HitsFollowed(Message, frozen=True, tag=True):
    """Interim, of searches for more than 1,000 hits: a part of the final order, best hits first.

    A long answer in one message would hold up its reader.
    """

    hits: tuple[Hit, ...]


class SearchFinished(Message, frozen=True, tag=True):
    """Closing, answers `Search`: the final order."""

    hits: tuple[Hit, ...]
    """All of them; those that come after `HitsFollowed` where there were any."""
    notes: tuple[QueryNote, ...]
    seconds: float
    first_seconds: float
    """Time to the first order, inside ``seconds``."""
    reranked: bool
    late: bool = False
    """Whether some that should have been reranked were not in time, and are being made: whoever
    asks again in a moment without ``interim`` gets the whole order."""


class ModelsListed(Message, frozen=True, tag=True):
    """Closing, answers `ListModels`."""

    models: tuple[ModelInfo, ...]
    hub_host: str = ""
    """Who is asked for models to download: the hub's own host, or that of a mirror."""


class Diagnosed(Message, frozen=True, tag=True):
    """Closing, answers `Diagnose`."""

    checks: tuple[Check, ...]
