"""What is known of a model before it is loaded: an entry of the catalogue, as checked data."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

import msgspec

Kind = Literal["dense", "sparse", "reranker"]
Pooling = Literal["", "mean", "cls"]

_ID = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_HUB = re.compile(r"[\w.-]+/[\w.-]+")
_COMMIT = re.compile(r"[0-9a-f]{40}")
_PART = re.compile(r"[^/\\:\0]+")


def _is_plain(name: str) -> bool:
    """Tell whether a name stays below its folder, wherever that is."""
    parts = name.split("/")
    return all(part not in {".", ".."} and _PART.fullmatch(part) for part in parts)


class ModelFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of a model."""

    name: str
    """Its path below the model's folder, with ``/``."""
    bytes: int
    sha256: str
    stamp: tuple[int, ...] = ()
    """Of a folder of the person's, by `engine.models.hashes.stamp_of`: when it had this hash."""

    def __post_init__(self) -> None:
        if not _is_plain(self.name):
            raise ValueError(f"not a plain file name: {self.name!r}")
        if self.bytes <= 0:
            raise ValueError(f"{self.name}: a size must be positive")
        if not _SHA256.fullmatch(self.sha256):
            raise ValueError(f"{self.name}: not a SHA-256 in lower-case hex")


class HubFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file that a download fetches."""

    name: str
    """Its path below the model's folder, with ``/``."""
    path: str = ""
    """Where it lies in the hub's repository, if not under its name."""
    bytes: int = 0
    """Its size; 0 to take the hub's word."""
    sha256: str = ""
    """Empty to take the hub's word, which the commit binds."""

    @property
    def source(self) -> str:
        """Its path in the hub's repository."""
        return self.path or self.name

    def __post_init__(self) -> None:
        if not _is_plain(self.name):
            raise ValueError(f"not a plain file name: {self.name!r}")
        if not _is_plain(self.source):
            raise ValueError(f"not a path in a repository: {self.source!r}")
        if self.sha256 and not _SHA256.fullmatch(self.sha256):
            raise ValueError(f"{self.name}: not a SHA-256 in lower-case hex")


class ModelEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A model as the catalogue knows it."""

    id: str
    """Stable: it is stored with every index made by the model."""
    name: str
    kinds: tuple[Kind, ...]
    """What it can be used as; what it is best at comes first."""
    family: str
    """Which class loads it, see `engine.models.families`."""
    dim: int = 0
    """Length of its dense vectors; 0 where it makes none."""
    tokens: int = 0
    """How many of a text's tokens it looks at; 0 is all of them."""
    languages: tuple[str, ...] = ()
    """ISO 639-1 codes; empty means every language."""
    licence: str = ""
    """SPDX expression."""
    source: str = ""
    """Where its weights come from."""
    folder: str = ""
    """Below the resources folder, with ``/``, or absolute where it is none of ours; empty where it
    has no files (here)."""
    files: tuple[ModelFile, ...] = ()
    hub: str = ""
    """The repository that it is downloaded from, "owner/name"; empty where it cannot be."""
    revision: str = ""
    """The commit there: what it holds never changes. Empty where none could be looked up: then the
    commit of the first download is kept in the model's card."""
    fetch: tuple[HubFile, ...] = ()
    """What a download fetches; empty to choose by the hub's list (`engine.models.hub_choice`)."""
    download_bytes: int = 0
    """About how much a download fetches."""
    pooling: Pooling = ""
    """How an ``onnx`` model's token vectors become one; empty where it does so itself."""
    query_prompt: str = ""
    """Goes before a query, as the model was trained."""
    document_prompt: str = ""
    """Goes before a passage."""
    unrelated: float = 0.0
    """Cosine of texts that have nothing to do with each other: what similarity begins at."""
    model: str = ""
    """What a vendor calls it; empty for a model on this machine."""
    base_url: str = ""
    """A vendor's server, where it is not the family's own."""
    sends_dim: bool = False
    """Whether ``dim`` is asked for: these vectors can be had shorter or longer."""
    late_chunking: bool = False
    """Whether a document's passages go out together, each embedded in the light of the others."""
    price: float = 0.0
    """US dollars for a million tokens, by the list of ``price_date``; 0 for none or unknown."""
    search_price: float = 0.0
    """US dollars for a thousand searches that it reranks."""
    price_date: str = ""
    """ISO 8601 day of the price list."""
    broken: str = ""
    """Why this entry cannot be used; empty for a sound one."""

    @property
    def kind(self) -> Kind:
        """What it is best at."""
        return self.kinds[0] if self.kinds else "dense"

    @property
    def is_folder(self) -> bool:
        """Whether its files lie in a folder of the person's, where anybody may change them."""
        return not self.hub and PurePath(self.folder).is_absolute()

    @property
    def learns(self) -> bool:
        """Whether it makes learned sparse vectors, alone or beside dense ones."""
        return "sparse" in self.kinds and self.family != "bm25"

    @property
    def bytes(self) -> int:
        """Size of its files together; about, where they are yet to be downloaded."""
        return sum(file.bytes for file in self.files) or self.download_bytes

    def __post_init__(self) -> None:
        if self.broken:
            return
        for fault in _faults(self):
            raise ValueError(fault)


def knows(entry: ModelEntry, language: str) -> bool:
    """Tell whether a model's scores mean something in a language.

    Args:
        entry: the model.
        language: ISO 639-1, also with a region (``en-GB``). Empty means that it could not be told,
            which happens to short or wordless texts; the model is then given the benefit of the
            doubt, since writing systems it does not know are always told.
    """
    code = re.split(r"[-_]", language.lower(), maxsplit=1)[0]
    return not code or not entry.languages or code in entry.languages


def _faults(entry: ModelEntry) -> list[str]:
    """Return what is wrong with an entry, in the order of its fields."""
    checks = (
        (_ID.fullmatch(entry.id), f"not an id: {entry.id!r}"),
        (entry.name, "no name"),
        (entry.kinds and len(set(entry.kinds)) == len(entry.kinds), "kinds are empty or doubled"),
        (entry.family, "no family"),
        (entry.dim > 0 or "dense" not in entry.kinds, "a dense model needs its dim"),
        (entry.dim >= 0 and entry.tokens >= 0, "dim and tokens cannot be negative"),
        (all(_LANGUAGE.fullmatch(code) for code in entry.languages), "languages are ISO 639-1"),
        (entry.licence, "no licence"),
        (
            bool(entry.files) == bool(entry.folder) or bool(entry.hub),
            "folder and files go together",
        ),
        (
            len({file.name for file in entry.files}) == len(entry.files),
            "a file is listed twice",
        ),
        (not entry.hub or _HUB.fullmatch(entry.hub), f"no repository: {entry.hub!r}"),
        (not entry.revision or _COMMIT.fullmatch(entry.revision), "revision is a whole commit"),
        (not entry.fetch or entry.revision, "files are fetched from a commit"),
        (not (entry.fetch or entry.revision) or entry.hub, "fetch and revision need a hub"),
        (0 <= entry.unrelated < 1, "unrelated is a cosine below 1"),
    )
    return [fault for sound, fault in checks if not sound]
