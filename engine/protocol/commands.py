"""What a client asks of the engine."""

from __future__ import annotations

from engine.protocol.message import Message
from engine.protocol.records import Rules, Similar


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
    must_exist: bool = False
    """Fail with ``unknown-library`` instead of making the library: it was there when its name was
    read, and may have been renamed or removed since."""


class RemoveFolders(Message, frozen=True, tag=True):
    """Take folders out of a library; their passages leave the index. Files are never touched."""

    paths: tuple[str, ...]
    library: str = ""


class RemoveLibrary(Message, frozen=True, tag=True):
    """Forget a library and its index. Files are never touched.

    Answers `RowsLeft` where a Milvus server has rows of it that could not be removed.
    """

    library: str


class ListLibraries(Message, frozen=True, tag=True):
    """Ask for `LibrariesListed`."""


class Index(Message, frozen=True, tag=True):
    """Scan and index. Answers `ProgressChanged` while at it, then one `IndexFinished`.

    Closes as `Failed`, code ``paused``, where the library is paused or is paused meanwhile.
    """

    library: str = ""
    """Empty means all."""
    paths: tuple[str, ...] = ()
    """Absolute paths of the files and folders to look at; none means everything."""
    retry_failed: bool = False
    """Read failed files (among ``paths``) again although they did not change."""
    stays: bool = False
    """Goes on when this client leaves or calls it off; only the waiting ends."""


class GetStatus(Message, frozen=True, tag=True):
    """Ask for `StatusReported`."""


class ListFailures(Message, frozen=True, tag=True):
    """Ask for `FailuresListed`."""

    library: str = ""


class SetPaused(Message, frozen=True, tag=True):
    """Stop indexing, or go on with it. What was indexed stays findable; it outlasts the engine."""

    paused: bool
    library: str = ""
    """Empty means all."""


class SetPace(Message, frozen=True, tag=True):
    """Choose how hard indexing works; see `Pace`. It outlasts the engine."""

    on_battery: str = ""
    """``full``, ``gentle`` or ``stop``; empty leaves it."""
    while_working: str = ""
    """``full`` or ``gentle``; empty leaves it."""
    in_advance: bool | None = None
    """None leaves it."""


class SetRules(Message, frozen=True, tag=True):
    """Choose which files of a library are indexed; those that fall out leave the index."""

    rules: Rules
    library: str = ""
    """Empty means the first library."""


class CheckPaths(Message, frozen=True, tag=True):
    """Ask for `PathsChecked`: is a file indexed, and if not, why."""

    paths: tuple[str, ...]
    """Absolute."""


class Attend(Message, frozen=True, tag=True):
    """Say what the person is looking at: if it must be read (again), it is read first."""

    paths: tuple[str, ...]
    """Absolute paths of files and folders."""


class Search(Message, frozen=True, tag=True):
    """Find passages. Answers `SearchAnswered` when ``interim``, then `SearchFinished`.

    Where ``limit`` is over 1,000, `HitsFollowed` come before that.
    """

    query: str
    """May be of filters alone, or empty, where ``similar`` says what to look for."""
    library: str = ""
    """Empty means all libraries."""
    libraries: tuple[str, ...] = ()
    """Several of them by name, in place of ``library``."""
    limit: int = 20
    """Most hits to send, 1 to 10,000."""
    similar: Similar | None = None
    """Find what is like this; of ``query`` only the filters count."""
    paths: tuple[str, ...] = ()
    """Look into these files only; none means everywhere."""
    rerank: bool = True
    fold: bool = True
    """Whether passages that say what a better placed one says are that one's ``copies``."""
    interim: bool = True
    patience: float = 0.0
    """Seconds to wait for the first look at the folders after the engine's start; an answer before
    its end has a note ``catching-up``."""


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
