"""What the engine and its clients say to each other: frozen, tagged, plain.

Every command carries a ``ticket`` chosen by the client. Its answer is any number of interim events and exactly one
closing event (`CLOSING`), all carrying the same ticket. Ticket 0 marks unasked-for news (`ProgressChanged`,
`LibrariesChanged`), sent to clients that said `Subscribe`.
"""

from __future__ import annotations

import msgspec


class _Message(msgspec.Struct, frozen=True, tag=True, kw_only=True):
    ticket: int = 0


# --- commands ---------------------------------------------------------------------------------------------------


class AddFolders(_Message, frozen=True, tag=True):
    """Put folders (or single files) into a library, making the library if needed; indexing starts at once."""

    paths: tuple[str, ...]
    library: str = ""
    """Name; empty means the first library, or ``Default`` when there is none."""
    store_uri: str = ""
    """For a new library only: a Milvus server's URI instead of the embedded store."""
    store_token: str = ""
    index: bool = True
    """False: only remember the folders."""


class RemoveFolders(_Message, frozen=True, tag=True):
    """Take folders out of a library; their passages leave the index. Files are never touched."""

    paths: tuple[str, ...]
    library: str = ""


class RemoveLibrary(_Message, frozen=True, tag=True):
    """Forget a library and its index. Files are never touched."""

    library: str


class ListLibraries(_Message, frozen=True, tag=True):
    """Ask for `LibrariesListed`."""


class Index(_Message, frozen=True, tag=True):
    """Scan and index. Answers `ProgressChanged` while at it, then one `IndexFinished`."""

    library: str = ""
    """Empty means all."""
    retry_failed: bool = False


class GetStatus(_Message, frozen=True, tag=True):
    """Ask for `StatusReported`."""


class ListFailures(_Message, frozen=True, tag=True):
    """Ask for `FailuresListed`."""

    library: str = ""


class Search(_Message, frozen=True, tag=True):
    """Find passages. Answers `SearchAnswered` (fast, not reranked) when ``interim``, then one `SearchFinished`."""

    query: str
    library: str = ""
    """Empty means all libraries."""
    limit: int = 20
    """Most hits to send, 1 to 1000."""
    rerank: bool = True
    interim: bool = True


class Cancel(_Message, frozen=True, tag=True):
    """Call off the command with ticket ``target``; that command still closes with `Failed` (code ``cancelled``)."""

    target: int


class Subscribe(_Message, frozen=True, tag=True):
    """From now on send this client the unasked-for news, beginning with the present state."""


class ListModels(_Message, frozen=True, tag=True):
    """Ask for `ModelsListed`."""


class Diagnose(_Message, frozen=True, tag=True):
    """Ask for `Diagnosed`: versions, paths, what is missing."""


class Quit(_Message, frozen=True, tag=True):
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

# --- what events are made of ------------------------------------------------------------------------------------


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How far a library's indexing is. Counts are of the present run unless a line says otherwise."""

    library: str
    running: bool
    phase: str = "idle"
    """``idle``, ``opening``, ``scanning``, ``indexing``."""
    files_total: int = 0
    files_done: int = 0
    """Indexed or failed or found unchanged."""
    files_failed: int = 0
    bytes_total: int = 0
    bytes_done: int = 0
    passages: int = 0
    seconds: float = 0.0
    eta_seconds: float | None = None
    """None while it cannot be told."""
    current: str = ""
    """Path of the file last begun."""


class LibraryInfo(msgspec.Struct, frozen=True, kw_only=True):
    """A library as a person sees it."""

    name: str
    folders: tuple[str, ...]
    files: int
    """Indexed files."""
    passages: int
    failed: int
    waiting: int
    """Seen, not yet indexed."""
    dense_model: str
    reranker: str
    store: str
    """``embedded`` or the server's URI."""
    progress: Progress


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """One file that could not be indexed."""

    library: str
    path: str
    code: str
    reason: str
    hint: str
    attempts: int
    size: int = 0


class Parts(msgspec.Struct, frozen=True, kw_only=True):
    """What a score is made of; None where that part did not take place."""

    dense: float | None = None
    """Cosine between query and passage by the dense model, -1 to 1."""
    sparse: float | None = None
    """BM25, 0 and up."""
    rerank: float | None = None
    """The reranker's similarity, -1 to 1."""


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A passage that answers a query."""

    rank: int
    """1 is best."""
    library: str
    path: str
    title: str
    """The document's title; the file's name where it has none."""
    media_type: str
    modified: float
    """Seconds since the epoch."""
    size: int
    """The file's, in bytes."""
    page: int
    """1 and up; 0 where the format has no pages."""
    start: int
    end: int
    """Character offsets in the extracted text, end exclusive."""
    heading: str
    """The headings above the passage joined by `` › ``; may be empty."""
    language: str
    """ISO 639-1, or empty when unknown."""
    text: str
    score: float
    """Similarity, 0 to 1."""
    parts: Parts
    terms: tuple[str, ...]
    """The query's words that the passage contains, in the query's spelling."""
    marks: tuple[tuple[int, int], ...]
    """Where they stand: character offsets in ``text``, ascending, not overlapping."""
    passage: int
    """The passage's key in its library."""


class QueryNote(msgspec.Struct, frozen=True, kw_only=True):
    """Something about a query that its author should know (a bad operator, say)."""

    code: str
    start: int
    end: int
    """Character offsets in the query."""
    message: str


class ModelInfo(msgspec.Struct, frozen=True, kw_only=True):
    """A model of the catalogue."""

    id: str
    name: str
    kind: str
    """``dense``, ``sparse`` or ``reranker``."""
    family: str
    dim: int
    languages: tuple[str, ...]
    """ISO 639-1 codes; empty means every language."""
    licence: str
    bytes: int
    installed: bool
    bundled: bool


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a diagnosis."""

    name: str
    ok: bool
    value: str
    hint: str = ""


# --- events -----------------------------------------------------------------------------------------------------


class Done(_Message, frozen=True, tag=True):
    """Closing: the command was carried out; nothing more to say."""


class Failed(_Message, frozen=True, tag=True):
    """Closing: an expected failure, or a bug (code ``bug``)."""

    code: str
    message: str
    hint: str = ""
    facts: dict[str, str] = {}


class ProgressChanged(_Message, frozen=True, tag=True):
    """Interim or news."""

    progress: Progress


class LibrariesChanged(_Message, frozen=True, tag=True):
    """News: the libraries, or what is in them, changed."""

    libraries: tuple[LibraryInfo, ...]


class LibrariesListed(_Message, frozen=True, tag=True):
    """Closing, answers `ListLibraries`."""

    libraries: tuple[LibraryInfo, ...]


class IndexFinished(_Message, frozen=True, tag=True):
    """Closing, answers `Index`: totals over the libraries indexed."""

    files: int
    """Newly indexed in this run."""
    unchanged: int
    failed: int
    removed: int
    passages: int
    """Written in this run."""
    seconds: float


class StatusReported(_Message, frozen=True, tag=True):
    """Closing, answers `GetStatus`."""

    version: str
    pid: int
    data: str
    uptime: float
    memory: int
    """Resident bytes of the engine and its children."""
    libraries: tuple[LibraryInfo, ...]


class FailuresListed(_Message, frozen=True, tag=True):
    """Closing, answers `ListFailures`."""

    failures: tuple[Failure, ...]


class SearchAnswered(_Message, frozen=True, tag=True):
    """Interim: the first order, before the reranker."""

    hits: tuple[Hit, ...]
    notes: tuple[QueryNote, ...]
    seconds: float


class SearchFinished(_Message, frozen=True, tag=True):
    """Closing, answers `Search`: the final order."""

    hits: tuple[Hit, ...]
    notes: tuple[QueryNote, ...]
    seconds: float
    first_seconds: float
    """Time to the first order, inside ``seconds``."""
    reranked: bool


class ModelsListed(_Message, frozen=True, tag=True):
    """Closing, answers `ListModels`."""

    models: tuple[ModelInfo, ...]


class Diagnosed(_Message, frozen=True, tag=True):
    """Closing, answers `Diagnose`."""

    checks: tuple[Check, ...]


Event = (
    Done
    | Failed
    | ProgressChanged
    | LibrariesChanged
    | LibrariesListed
    | IndexFinished
    | StatusReported
    | FailuresListed
    | SearchAnswered
    | SearchFinished
    | ModelsListed
    | Diagnosed
)

CLOSING = (
    Done,
    Failed,
    LibrariesListed,
    IndexFinished,
    StatusReported,
    FailuresListed,
    SearchFinished,
    ModelsListed,
    Diagnosed,
)
"""Event types that end a command."""
