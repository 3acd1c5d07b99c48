"""What the person chose: libraries, their folders and models, in one TOML file they may edit.

Keys and comments that this version does not know are kept. A file that cannot be read, or that a
newer version wrote, is refused and never overwritten.
"""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, Any, Literal, cast

import msgspec

from engine.host.whole_file import write_whole
from engine.protocol.errors import FindlingError
from engine.protocol.records import Pace

if TYPE_CHECKING:
    from pathlib import Path

    from tomlkit import TOMLDocument

VERSION = 1
"""Of the file's form; raised when an older version would misread it."""


class SettingsDamagedError(FindlingError):
    """settings.toml is no TOML, or says something impossible."""

    code = "settings-damaged"
    hint = "Repair the file, or move it away to begin anew."


class SettingsTooNewError(FindlingError):
    """settings.toml was written by a newer version."""

    code = "settings-too-new"
    hint = "Update Findling, or move the file away to begin anew."


class LibrarySettings(msgspec.Struct, frozen=True, kw_only=True):
    """One library: a named set of folders with its models and its store."""

    id: str
    """Names its folder on disk; never changes."""
    name: str
    folders: tuple[str, ...] = ()
    """Absolute paths of folders, or of single files."""
    dense_model: str = ""
    """Catalogue id; empty means the bundled one."""
    reranker: str = ""
    """Catalogue id, ``none``, or empty for the bundled one."""
    store_uri: str = ""
    """A Milvus server; empty means the embedded store. Its token is never kept here."""
    paused: bool = False
    """Nothing is indexed; what was indexed is found."""
    watch: bool = True
    """False: changes are seen at the start and once a day only."""
    include: tuple[str, ...] = ()
    """Patterns as in .gitignore; where there are any, a file must match one."""
    exclude: tuple[str, ...] = ()
    """Patterns as in .gitignore; they have the last word."""
    most_bytes: int = 0
    """Larger files are left out; 0 for no limit but the program's own."""

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z-]{0,63}", self.id):
            raise ValueError(f"{self.id!r} is no id of a library")
        if not self.name.strip():
            raise ValueError("a library needs a name")


class _PaceTable(msgspec.Struct, frozen=True):
    on_battery: Literal["full", "gentle", "stop"] = "gentle"
    while_working: Literal["full", "gentle"] = "gentle"


def new_library(name: str, store_uri: str = "") -> LibrarySettings:
    """Return the settings of a new, empty library.

    Raises:
        ValueError: when the name is blank.
    """
    return LibrarySettings(id=secrets.token_hex(6), name=name, store_uri=store_uri)


class Settings:
    """The file's content. Changes are kept in memory until `save`. Not for several threads."""

    def __init__(self, path: Path) -> None:
        """Read the file; one that does not exist is empty.

        Raises:
            SettingsDamagedError: it cannot be read.
            SettingsTooNewError: a newer version wrote it.
        """
        self._path = path
        self._document = _read(path)
        self._libraries = {library.id: library for library in self._parse()}
        self._pace = self._parse_pace()
        self._forgotten: set[str] = set()

    @property
    def libraries(self) -> tuple[LibrarySettings, ...]:
        """In the order in which they were made."""
        return tuple(self._libraries.values())

    @property
    def pace(self) -> Pace:
        """How hard indexing is to work; ``now`` and ``reason`` are not the settings'."""
        return self._pace

    def put_pace(self, pace: Pace) -> None:
        """Remember how hard indexing is to work."""
        self._pace = pace

    def put(self, library: LibrarySettings) -> None:
        """Add a library or replace the one with its id."""
        self._libraries[library.id] = library

    def remove(self, library_id: str) -> None:
        """Forget a library; harmless when there is none with this id."""
        self._libraries.pop(library_id, None)
        self._forgotten.add(library_id)

    def save(self) -> None:
        """Write the file whole, mode 0600.

        Raises:
            SettingsDamagedError: somebody broke the file meanwhile; it is left as it is.
            OSError: the disk refuses; the file is left as it was.
        """
        import tomlkit

        document = _read(self._path)  # keep what the person wrote into it since
        document["version"] = VERSION
        document["libraries"] = self._tables(document)
        self._write_pace(document)
        self._document = document
        write_whole(self._path, tomlkit.dumps(document).encode())  # pyright: ignore[reportUnknownMemberType]

    def _parse(self) -> list[LibrarySettings]:
        content = self._document.unwrap()
        version = content.get("version", VERSION)
        if not isinstance(version, int):
            raise SettingsDamagedError("version is no number", path=str(self._path))
        if version > VERSION:
            raise SettingsTooNewError(
                f"{self._path} has version {version}, this program knows {VERSION}",
                path=str(self._path),
                version=str(version),
            )
        try:
            found = msgspec.convert(content.get("libraries", []), list[LibrarySettings])
        except msgspec.ValidationError as error:
            raise SettingsDamagedError(f"{self._path}: {error}", path=str(self._path)) from error
        if len({library.id for library in found}) < len(found):
            raise SettingsDamagedError("two libraries have one id", path=str(self._path))
        return found

    def _parse_pace(self) -> Pace:
        found = self._document.unwrap().get("indexing", {})
        try:
            chosen = msgspec.convert(found, _PaceTable)
        except msgspec.ValidationError as error:
            raise SettingsDamagedError(f"{self._path}: {error}", path=str(self._path)) from error
        return Pace(on_battery=chosen.on_battery, while_working=chosen.while_working)

    def _write_pace(self, document: TOMLDocument) -> None:
        import tomlkit

        table: Any = cast("dict[str, Any]", document).get("indexing")
        if table is None:
            if self._pace == Pace():
                return
            table = document["indexing"] = tomlkit.table()
        for key in ("on_battery", "while_working"):
            if table.get(key) != getattr(self._pace, key):
                table[key] = getattr(self._pace, key)

    def _tables(self, document: TOMLDocument) -> Any:  # noqa: ANN401 - tomlkit's array of tables
        """The libraries as tables, each with the keys and comments that it had in ``document``."""
        import tomlkit

        present: list[Any] = cast("dict[str, Any]", document).get("libraries", [])
        known = {str(table["id"]): table for table in present if "id" in table}
        tables: Any = tomlkit.aot()
        for library in self._libraries.values():
            table: Any = known[library.id] if library.id in known else tomlkit.table()
            fields: dict[str, Any] = msgspec.to_builtins(library)
            for key, value in fields.items():
                if key not in table or table[key] != value:
                    table[key] = (
                        list(cast("tuple[str, ...]", value)) if isinstance(value, tuple) else value
                    )
            tables.append(table)
        for key, table in known.items():  # written by hand since: the next start reads them
            if key not in self._libraries and key not in self._forgotten:
                tables.append(table)
        return tables


def _read(path: Path) -> TOMLDocument:
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        return tomlkit.parse(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return tomlkit.document()
    except (OSError, UnicodeDecodeError, TOMLKitError) as error:
        raise SettingsDamagedError(f"{path}: {error}", path=str(path)) from error
