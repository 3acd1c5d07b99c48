"""The catalogue of models: known before anything is loaded.

Entries are data in ``resources/models.toml``; this module checks them, finds their files and proves
those whole. It loads no model and imports no heavy library.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from functools import lru_cache
from importlib import resources
from pathlib import Path, PurePosixPath
from typing import Any, cast

import msgspec

from engine.models.entry import ModelEntry, ModelFile
from engine.models.errors import (
    BrokenModelEntryError,
    ModelCatalogueError,
    ModelDamagedError,
    ModelMissingError,
    UnknownFamilyError,
    UnknownModelError,
)
from engine.models.families import family_of
from engine.models.hashes import sha256_at, sha256_of, stamp_of

CATALOGUE_VERSION = 1
_NEAR = 3
"""Ids that are named in place of an unknown one."""


class _Catalogue(msgspec.Struct, frozen=True):
    version: int
    model: list[Any] = msgspec.field(default_factory=list[Any])


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
        told = path.stat()
        return _read(path, told.st_mtime_ns, told.st_size)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ModelCatalogueError(f"{path}: {error}", path=str(path)) from error


@lru_cache(maxsize=4)
def _read(path: Path, _written: int, _size: int) -> tuple[ModelEntry, ...]:
    """Return a catalogue's entries; each search asks for them, and reading them takes 20 ms."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    catalogue = msgspec.convert(tables, _Catalogue)
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
    try:
        family_of(entry)
    except UnknownFamilyError as error:
        return _broken(table, number, taken, f"{error}: {entry.family!r}")
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
    known = load_catalogue() if catalogue is None else catalogue
    for entry in known:
        if entry.id != model_id:
            continue
        if entry.broken:
            raise BrokenModelEntryError(f"{model_id}: {entry.broken}", model=model_id)
        return entry
    raise UnknownModelError(
        f"no model {model_id!r}", hint=_perhaps(model_id, [one.id for one in known]), model=model_id
    )


def _perhaps(model_id: str, known: list[str]) -> str:
    """Return a hint that names the ids that may have been meant, if any are like what was typed."""
    typed = model_id.casefold()
    begun = [one for one in known if typed and one.startswith(typed)]
    near = [*begun, *difflib.get_close_matches(typed, known, _NEAR)][:_NEAR]
    if not near:
        return UnknownModelError.hint
    return f"Perhaps {' or '.join(dict.fromkeys(near))}? {UnknownModelError.hint}"


def folder(entry: ModelEntry) -> Path:
    """Return the folder of an entry's files, whether or not they are there.

    Raises:
        ModelMissingError: this model has no files.
    """
    if not entry.folder:
        raise ModelMissingError(f"{entry.id} has no files", hint="", model=entry.id)
    return resources_folder() / entry.folder  # an absolute one is taken as it is


def installed(entry: ModelEntry) -> bool:
    """Tell whether an entry's files are all there; true where it needs none.

    By name and size; those of a person's folder are read again where they seem to have changed.
    """
    if entry.broken or (entry.hub and not entry.files):
        return False
    if any(_size(folder(entry) / file.name) != file.bytes for file in entry.files):
        return False
    return not entry.is_folder or stamped(entry) is not None


def stamped(entry: ModelEntry) -> ModelEntry | None:
    """Return the entry of a person's folder with its files' stamps of now; None if they changed."""
    place = folder(entry)
    files: list[ModelFile] = []
    for file in entry.files:
        path = place / file.name
        try:
            stamp = stamp_of(path)
            if stamp != file.stamp and sha256_at(path, stamp) != file.sha256:
                return None
        except OSError:
            return None
        files.append(msgspec.structs.replace(file, stamp=stamp))
    return msgspec.structs.replace(entry, files=tuple(files))


def changed(entry: ModelEntry) -> bool:
    """Tell whether the files of a person's folder are there, but are not those any more."""
    there = all((folder(entry) / file.name).is_file() for file in entry.files)
    return entry.is_folder and there and not installed(entry)


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
            digest = sha256_of(path)
        except FileNotFoundError as error:
            raise ModelMissingError(f"{path} is not there", **facts) from error
        except OSError as error:
            raise ModelDamagedError(f"{path}: {error.strerror}", **facts) from error
        if digest != file.sha256:
            raise ModelDamagedError(f"{path} is not the file that was listed", **facts)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1
