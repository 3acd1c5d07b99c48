"""What a client asks of the engine."""

from __future__ import annotations

import msgspec


class Message(msgspec.Struct, frozen=True, tag=True, kw_only=True):
    """What every command and event carries."""

    ticket: int = 0


class AddFolders(Message, frozen=True, tag=True):
    """Put folders (or single files) into a library, made if needed; indexing starts at once."""

    paths: tuple[str, ...]
    library: str = ""
    """Name; empty means the first library, or ``Default`` when there is none."""
    store_uri: str = ""
    """For a new library only: a Milvus server's URI instead of the embedded store."""
    store_token: str = ""
    index: bool = True
    """False: only remember the folders."""


class RemoveFolders(Message, frozen=True, tag=True):
    """Take folders out of a library; their passages leave the index. Files are never touched."""

    paths: tuple[str, ...]
    library: str = ""


class RemoveLibrary(Message, frozen=True, tag=True):
    """Forget a library and its index. Files are never touched."""

    library: str


class ListLibraries(Message, frozen=True, tag=True):
    """Ask for `LibrariesListed`."""


class Index(Message, frozen=True, tag=True):
    """Scan and index. Answers `ProgressChanged` while at it, then one `IndexFinished`."""

    library: str = ""
    """Empty means all."""
    retry_failed: bool = False
    stays: bool = False
    """Goes on when this client leaves or calls it off; only the waiting ends."""


class GetStatus(Message, frozen=True, tag=True):
    """Ask for `StatusReported`."""


class ListFailures(Message, frozen=True, tag=True):
    """Ask for `FailuresListed`."""

    library: str = ""


class Search(Message, frozen=True, tag=True):
    """Find passages. Answers `SearchAnswered` when ``interim``, then `SearchFinished`."""

    query: str
    library: str = ""
    """Empty means all libraries."""
    limit: int = 20
    """Most hits to send, 1 to 1000."""
    rerank: bool = True
    interim: bool = True


class Cancel(Message, frozen=True, tag=True):
    """Call off the command with ticket ``target``; it closes as `Failed`, code ``cancelled``."""

    target: int


class Subscribe(Message, frozen=True, tag=True):
    """From now on send this client the unasked-for news, beginning with the present state."""


class ListModels(Message, frozen=True, tag=True):
    """Ask for `ModelsListed`."""


class Diagnose(Message, frozen=True, tag=True):
    """Ask for `Diagnosed`: versions, paths, what is missing."""


class Quit(Message, frozen=True, tag=True):
    """End the engine in order."""


Command = (
    AddFolders
    | RemoveFolders
    | RemoveLibrary
    | ListLibraries
    | Index
    | GetStatus
    | ListFailures
    | Search
    | Cancel
    | Subscribe
    | ListModels
    | Diagnose
    | Quit
)
