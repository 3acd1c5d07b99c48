"""The catalogue of models: known before anything is loaded.

Entries are data in ``resources/models.toml``; this module checks them, finds their files and proves
those whole. It loads no model and imports no heavy library.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from importlib import resources
from pathlib import Path, PurePosixPath
from typing import Any, Literal, cast

import msgspec

from engine.models.errors import (
    BrokenModelEntryError,
    ModelCatalogueError,
    ModelDamagedError,
    ModelMissingError,
    UnknownModelError,
)

Kind = Literal["dense", "sparse", "reranker"]
Family = Literal["static", "onnx", "bm25", "none", ""]
Pooling = Literal["", "mean", "cls"]

CATALOGUE_VERSION = 1

_ID = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_HUB = re.compile(r"[\w.-]+/[\w.-]+")
_COMMIT = re.compile(r"[0-9a-f]{40}")


class ModelFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of a model."""

    name: str
    """Its name in the model's folder."""
    bytes: int
    sha256: str

    def __post_init__(self) -> None:
        if self.name in {"", ".", ".."} or PurePosixPath(self.name).name != self.name:
            raise ValueError(f"not a plain file name: {self.name!r}")
        if "\\" in self.name:
            raise ValueError(f"not a plain file name: {self.name!r}")
        if self.bytes <= 0:
            raise ValueError(f"{self.name}: a size must be positive")
        if not _SHA256.fullmatch(self.sha256):
            raise ValueError(f"{self.name}: not a SHA-256 in lower-case hex")


class HubFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file that a download fetches."""

    name: str
    """Its name in the model's folder."""
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
        if self.name in {"", ".", ".."} or not re.fullmatch(r"[\w.-]+", self.name):
            raise ValueError(f"not a plain file name: {self.name!r}")
        if PurePosixPath(self.source).is_absolute() or ".." in PurePosixPath(self.source).parts:
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
    family: Family
    """Which class loads it."""
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
    """The commit there: what it holds never changes."""
    fetch: tuple[HubFile, ...] = ()
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
    broken: str = ""
    """Why this entry cannot be used; empty for a sound one."""

    @property
    def kind(self) -> Kind:
        """What it is best at."""
        return self.kinds[0] if self.kinds else "dense"

    @property
    def bytes(self) -> int:
        """Size of its files together; about, where they are yet to be downloaded."""
        return sum(file.bytes for file in self.files) or self.download_bytes

    def __post_init__(self) -> None:
        if self.broken:
            return
        for fault in _faults(self):
            raise ValueError(fault)


class _Catalogue(msgspec.Struct, frozen=True):
    version: int
    model: list[Any] = msgspec.field(default_factory=list[Any])


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
            bool(entry.files) == bool(entry.folder) or bool(entry.fetch),
            "folder and files go together",
        ),
        (
            len({file.name for file in entry.files}) == len(entry.files),
            "a file is listed twice",
        ),
        (not entry.hub or _HUB.fullmatch(entry.hub), f"no repository: {entry.hub!r}"),
        (not entry.hub or _COMMIT.fullmatch(entry.revision), "a hub's model needs its commit"),
        (bool(entry.hub) == bool(entry.fetch), "hub and fetch go together"),
        (0 <= entry.unrelated < 1, "unrelated is a cosine below 1"),
    )
    return [fault for sound, fault in checks if not sound]


def resources_folder() -> Path:
    """Return the folder of the files that ship with the program."""
    return Path(str(resources.files("resources")))


def load_catalogue(path: Path | None = None) -> tuple[ModelEntry, ...]:
    """Return the catalogue's entries in its order, broken ones marked by `ModelEntry.broken`.

    Args:
        path: another catalogue than the one that ships with the program.

    Raises:
        ModelCatalogueError: the catalogue as a whole cannot be read or is too new.
    """
    path = path or resources_folder() / "models.toml"
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        catalogue = msgspec.convert(tables, _Catalogue)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ModelCatalogueError(f"{path}: {error}", path=str(path)) from error
    if catalogue.version != CATALOGUE_VERSION:
        raise ModelCatalogueError(f"{path}: version {catalogue.version}", path=str(path))
    entries: list[ModelEntry] = []
    for number, table in enumerate(catalogue.model, start=1):
        entries.append(_entry(table, number, {entry.id for entry in entries}))
    return tuple(entries)


def _entry(table: object, number: int, taken: set[str]) -> ModelEntry:
    """Return one entry, or a broken one in its place; never raise."""
    try:
        entry = msgspec.convert(table, ModelEntry)
    except msgspec.ValidationError as error:
        return _broken(table, number, taken, str(error))
    if not _is_below(entry.folder):
        why = f"the folder must be below the resources: {entry.folder!r}"
        return _broken(table, number, taken, why)
    if entry.id in taken:
        return _broken(table, number, taken, f"the id {entry.id} is taken")
    return entry


def _is_below(folder: str) -> bool:
    path = PurePosixPath(folder)
    return not path.is_absolute() and ".." not in path.parts and not re.search(r"[\\:]", folder)


def _broken(table: object, number: int, taken: set[str], why: str) -> ModelEntry:
    fields = cast("dict[str, object]", table) if isinstance(table, dict) else {}
    name = fields.get("id")
    if not isinstance(name, str) or not name or name in taken:
        name = f"entry-{number}"
    return ModelEntry(id=name, name=name, kinds=(), family="", broken=why)


def find(model_id: str, catalogue: tuple[ModelEntry, ...] | None = None) -> ModelEntry:
    """Return the entry with this id.

    Raises:
        UnknownModelError: there is none.
        BrokenModelEntryError: there is one and it makes no sense.
        ModelCatalogueError: the catalogue cannot be read.
    """
    for entry in load_catalogue() if catalogue is None else catalogue:
        if entry.id != model_id:
            continue
        if entry.broken:
            raise BrokenModelEntryError(f"{model_id}: {entry.broken}", model=model_id)
        return entry
    raise UnknownModelError(f"no model {model_id!r}", model=model_id)


def folder(entry: ModelEntry) -> Path:
    """Return the folder of an entry's files, whether or not they are there.

    Raises:
        ModelMissingError: this model has no files.
    """
    if not entry.folder:
        raise ModelMissingError(f"{entry.id} has no files", hint="", model=entry.id)
    return resources_folder() / entry.folder  # an absolute one is taken as it is


def installed(entry: ModelEntry) -> bool:
    """Tell by name and size whether an entry's files are all there; true where it needs none."""
    if entry.broken or (entry.fetch and not entry.files):
        return False
    return all(_size(folder(entry) / file.name) == file.bytes for file in entry.files)


def verify(entry: ModelEntry) -> None:
    """Read all of an entry's files and compare their hashes.

    Raises:
        BrokenModelEntryError: the entry makes no sense.
        ModelMissingError: a file is not there.
        ModelDamagedError: a file is not the one that was listed, or cannot be read.
    """
    if entry.broken:
        raise BrokenModelEntryError(f"{entry.id}: {entry.broken}", model=entry.id)
    for file in entry.files:
        path = folder(entry) / file.name
        facts = {"model": entry.id, "path": str(path)}
        try:
            with path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
        except FileNotFoundError as error:
            raise ModelMissingError(f"{path} is not there", **facts) from error
        except OSError as error:
            raise ModelDamagedError(f"{path}: {error.strerror}", **facts) from error
        if digest != file.sha256:
            raise ModelDamagedError(f"{path} is not the file that was listed", **facts)


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


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1
