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
from engine.store.settings_tables import write_changes, write_libraries

if TYPE_CHECKING:
    from pathlib import Path

    from tomlkit import TOMLDocument

VERSION = 1
"""Of the file's form; raised when an older version would misread it."""


class SettingsDamagedError(FindlingError):
    """settings.toml is no TOML, or says something impossible."""

    code = "settings-damaged"
    hint = "Repair the file, or move it away to begin anew."


class SettingsUnreadableError(FindlingError):
    """settings.toml cannot be read at present; nothing says that it is damaged."""

    code = "settings-unreadable"
    hint = "Give yourself the right to read it, and try again: nothing was changed."


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
    in_advance: bool = True


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
            SettingsDamagedError: it makes no sense.
            SettingsUnreadableError: it cannot be read at present.
            SettingsTooNewError: a newer version wrote it.
        """
        self._path = path
        document = _read(path)
        self._libraries = {library.id: library for library in self._parse(document)}
        self._pace = self._parse_pace(document)
        self._forgotten: set[str] = set()
        self._former, self._former_pace = self._fields(), self._pace_fields()
        self._written = self._state()

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
        self._forgotten.discard(library.id)

    def remove(self, library_id: str) -> None:
        """Forget a library; harmless when there is none with this id."""
        self._libraries.pop(library_id, None)
        self._forgotten.add(library_id)

    def save(self) -> None:
        """Write what changed into the file as it is now; whole, mode 0600.

        With an error, what changed since the last `save` is dropped here as well: a removal that
        was refused must not be carried out by the next save of something else.

        Raises:
            SettingsDamagedError: somebody broke the file meanwhile; it is left as it is.
            SettingsUnreadableError: it cannot be read at present; it is left as it is.
            SettingsTooNewError: a newer version wrote it meanwhile; it is left as it is.
            OSError: the disk refuses; the file is left as it was.
        """
        try:
            self._write()
        except BaseException:
            libraries, self._pace, forgotten = self._written
            self._libraries, self._forgotten = dict(libraries), set(forgotten)
            raise
        self._former, self._former_pace = self._fields(), self._pace_fields()
        self._written = self._state()

    def _state(self) -> tuple[dict[str, LibrarySettings], Pace, frozenset[str]]:
        return dict(self._libraries), self._pace, frozenset(self._forgotten)

    def _write(self) -> None:
        import tomlkit

        document = _read(self._path)
        self._check_version(document)
        document["version"] = VERSION
        write_libraries(document, self._fields(), self._former, self._forgotten)
        self._write_pace(document)
        write_whole(self._path, tomlkit.dumps(document).encode())  # pyright: ignore[reportUnknownMemberType]

    def _check_version(self, document: TOMLDocument) -> None:
        version = document.unwrap().get("version", VERSION)
        if not isinstance(version, int):
            raise SettingsDamagedError("version is no number", path=str(self._path))
        if version > VERSION:
            raise SettingsTooNewError(
                f"{self._path} has version {version}, this program knows {VERSION}",
                path=str(self._path),
                version=str(version),
            )

    def _parse(self, document: TOMLDocument) -> list[LibrarySettings]:
        self._check_version(document)
        content = document.unwrap()
        try:
            found = msgspec.convert(content.get("libraries", []), list[LibrarySettings])
        except msgspec.ValidationError as error:
            raise SettingsDamagedError(f"{self._path}: {error}", path=str(self._path)) from error
        if len({library.id for library in found}) < len(found):
            raise SettingsDamagedError("two libraries have one id", path=str(self._path))
        return found

    def _parse_pace(self, document: TOMLDocument) -> Pace:
        found = document.unwrap().get("indexing", {})
        try:
            chosen = msgspec.convert(found, _PaceTable)
        except msgspec.ValidationError as error:
            raise SettingsDamagedError(f"{self._path}: {error}", path=str(self._path)) from error
        return Pace(
            on_battery=chosen.on_battery,
            while_working=chosen.while_working,
            in_advance=chosen.in_advance,
        )

    def _write_pace(self, document: TOMLDocument) -> None:
        import tomlkit

        fields = self._pace_fields()
        if fields == self._former_pace:
            return
        if "indexing" not in document:
            document["indexing"] = tomlkit.table()
        write_changes(document["indexing"], fields, self._former_pace)

    def _fields(self) -> dict[str, dict[str, Any]]:
        """The libraries as a TOML file can hold them, by id."""
        return {
            key: {name: _plain(value) for name, value in msgspec.structs.asdict(library).items()}
            for key, library in self._libraries.items()
        }

    def _pace_fields(self) -> dict[str, Any]:
        names = ("on_battery", "while_working", "in_advance")
        return {name: getattr(self._pace, name) for name in names}


def _plain(value: object) -> Any:  # noqa: ANN401 - what TOML holds
    return list(cast("tuple[str, ...]", value)) if isinstance(value, tuple) else value


def _read(path: Path) -> TOMLDocument:
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        return tomlkit.parse(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return tomlkit.document()
    except (UnicodeDecodeError, TOMLKitError, IsADirectoryError) as error:
        raise SettingsDamagedError(f"{path} {_trouble(error)}", path=str(path)) from error
    except OSError as error:
        message = f"{path} cannot be read now: {error.strerror or error}"
        raise SettingsUnreadableError(message, path=str(path)) from error


def _trouble(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"cannot be read: {error.strerror or error}"
    line = getattr(error, "line", None)  # a ParseError's
    place = f"near line {line}" if line else f"({error})"
    if isinstance(error, UnicodeDecodeError):
        place = "as text in UTF-8"
    return f"cannot be understood {place}; nothing was changed"
