"""What events are made of."""

from __future__ import annotations

import msgspec


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How far a library's indexing is. Counts are of the present run."""

    library: str
    running: bool
    phase: str = "idle"
    """``idle``, ``opening``, ``scanning``, ``indexing``, ``embedding`` (other models' vectors are
    being made), or ``holding``: it goes on by itself (on battery, say)."""
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


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """Which files of a library are indexed, beside the built-in rules and those in the folders."""

    include: tuple[str, ...] = ()
    """Patterns as in .gitignore; where there are any, a file must match one."""
    exclude: tuple[str, ...] = ()
    """Patterns as in .gitignore; they have the last word."""
    most_bytes: int = 0
    """Larger files are left out; 0 for no limit but the program's own."""


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """Something about a library that a person should know and that is no failed file."""

    code: str
    """``polled``, ``away``, ``folder-trouble``, ``healed``, ``compacted``, ``held``, ``disk-full``,
    ``model-not-changed``, ``vectors-lacking``, ``model-missing``,
    ``store-…`` and ``catalogue-…`` as in errors."""
    message: str
    hint: str = ""
    cause: str = ""
    """Code of the error behind it, where that is what can be helped: ``vendor-key``, say."""
    role: str = ""
    """Of which model it tells: ``dense``, without whose vectors the library does not follow its
    files, or ``reranker``; empty for none."""
    path: str = ""
    """The folder that it is about."""
    since: float = 0.0
    """Seconds since the epoch."""


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """How hard indexing works."""

    on_battery: str = "gentle"
    """``full``, ``gentle`` or ``stop``."""
    while_working: str = "gentle"
    """``full`` or ``gentle``: what happens while other programs are busy."""
    in_advance: bool = True
    """Whether idle time makes what refines the order of searches to come."""
    now: str = "full"
    """What holds at present: ``full``, ``gentle`` or ``stop``."""
    reason: str = ""
    """``battery`` or ``working`` where it is not full."""


class CheckedPath(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a file is indexed, and why not."""

    path: str
    library: str
    """Empty where no library has a folder that holds it."""
    indexed: bool
    code: str
    """``indexed``, ``waiting``, ``failed`` (and its own code in ``detail``), ``away``, ``ignored``,
    ``unsupported``, ``too-large``, ``outside``, ``missing``, ``unreadable``, or ``folder`` for one
    that is looked into."""
    detail: str = ""
    """The rule that leaves it out (``node_modules/``), or the failure's code."""
    source: str = ""
    """Where the rule stands: a file's path, ``built-in`` or ``library``."""


class FolderInfo(msgspec.Struct, frozen=True, kw_only=True):
    """One of a library's folders, or a single file of it."""

    path: str
    files: int = 0
    """Indexed files in it."""
    failed: int = 0
    """Files in it that could not be read, and folders that could not be looked into."""
    waiting: int = 0
    """Seen, not yet indexed."""
    state: str = ""
    """``away``: not there at present; ``reading``: files of it are being read; ``polled``: looked
    at from time to time, for the system does not tell of its changes; else empty."""


class LibraryInfo(msgspec.Struct, frozen=True, kw_only=True):
    """A library as a person sees it."""

    name: str
    folders: tuple[str, ...]
    files: int
    """Indexed files."""
    passages: int
    failed: int
    """What `ListFailures` lists: files, and folders that could not be looked into."""
    waiting: int
    """Seen, not yet indexed."""
    dense_model: str
    reranker: str
    store: str
    """``embedded`` or the server's URI."""
    progress: Progress
    paused: bool = False
    rules: Rules = Rules()
    notices: tuple[Notice, ...] = ()
    roots: tuple[FolderInfo, ...] = ()
    """How each of ``folders`` is, in their order."""
    coming_model: str = ""
    """The dense model whose vectors are being made; ``dense_model`` serves until they are whole."""
    ready: int = 0
    """Passages whose vectors by the reranker are kept already, as far as they were counted."""
    ready_most: int = 0
    """How many idle time makes ready at most; 0 where it makes none (a vendor's reranker, say)."""


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """One file that could not be indexed."""

    library: str
    path: str
    code: str
    reason: str
    hint: str
    attempts: int
    size: int = 0
    next_try: float | None = None
    """When it is tried again by itself, seconds since the epoch; None when it must change first."""


class Similar(msgspec.Struct, frozen=True, kw_only=True):
    """What something is to be like: a passage, a file, or a text."""

    library: str = ""
    """The passage's."""
    passage: int = 0
    """Its key; 0 for none."""
    path: str = ""
    """An indexed file, absolute."""
    text: str = ""


class QueryNote(msgspec.Struct, frozen=True, kw_only=True):
    """Something about a query that its author should know (a bad operator, say)."""

    code: str
    """Among them ``did-you-mean`` (words that are nowhere, others like them are), ``word-nowhere``
    (a word is in no file), ``word-inside`` (only longer words have it within) and
    ``language-unknown`` (what is found has a language that the library's models do not know)."""
    start: int
    end: int
    """Character offsets in the query."""
    message: str
    meant: str = ""
    """What is right where something nearly was: the operator that was misspelt, the whole query
    with the word that is there, the id of the model that knows the language. Of ``word-nowhere``,
    ``word-inside`` and ``foreign-operator`` the word itself."""
    cause: str = ""
    """Code of the error behind it, where there is one: ``vendor-key``, say."""


class ModelInfo(msgspec.Struct, frozen=True, kw_only=True):
    """A model of the catalogue."""

    id: str
    name: str
    kind: str
    """What it is best at: ``dense``, ``sparse`` or ``reranker``."""
    kinds: tuple[str, ...] = ()
    """All that it can be used as."""
    family: str
    dim: int
    languages: tuple[str, ...]
    """ISO 639-1 codes; empty means every language, where they are known."""
    languages_known: bool = True
    """Whether anybody told which languages it is made for."""
    licence: str
    bytes: int
    installed: bool
    bundled: bool
    state: str = "installed"
    """``installed``, ``missing`` (can be downloaded), ``partial`` (a download was cut off),
    ``needs-key``, ``needs-extra`` or ``broken``."""
    reason: str = ""
    """Why it is broken, or how the extra is got."""
    sent_to: str = ""
    """The vendor's host that gets the texts; empty where they stay on this machine."""
    vendor: str = ""
    """Whose key it needs; empty for none."""
    has_key: bool = False
    key_place: str = ""
    """Where the key is: ``keyring``, ``file``, ``memory`` or ``environment``; empty for nowhere."""
    keyless: bool = False
    """Whether it can be used without a key."""
    price: float = 0.0
    """US dollars for a million tokens; 0 for nothing, or unknown."""
    search_price: float = 0.0
    """US dollars for a thousand searches."""
    price_date: str = ""
    """ISO 8601 day of the vendor's price list."""
    source: str = ""
    """Where its weights come from: a hub's name, or a folder."""
    revision: str = ""
    """The hub's commit that it is, or will be, downloaded from; empty where it is of no hub, or
    where its first download fixes it."""
    tokens: int = 0
    """How many of a text's tokens it looks at; 0 is all of them."""
    passages_per_second: float = 0.0
    """Measured on this machine; 0 where it was not."""
    query_ms: float = 0.0


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a diagnosis."""

    name: str
    ok: bool
    value: str
    hint: str = ""
