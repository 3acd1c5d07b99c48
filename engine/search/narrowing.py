"""The operators of a query as a filter that the store applies *before* it looks for the best."""

from __future__ import annotations

import fnmatch
import os
import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from engine.protocol.messages import QueryNote
from engine.search.conditions import Condition, Extensions, Folder, Language, Modified, Name, Size
from engine.search.typed import folded
from engine.store.filters import (
    And,
    ExtIn,
    FileIn,
    Filter,
    LangIn,
    ModifiedBetween,
    Not,
    Or,
    SizeBetween,
    Under,
)

if TYPE_CHECKING:
    from engine.store.catalogue_reading import CatalogueReader

_MOST_FOLDERS = 100
"""Beyond so many folders of one name their files are listed instead: Milvus bears long lists, not
long chains."""

_DRIVE = re.compile(r"[A-Za-z]:[\\/]|\\\\")


class Narrowing:
    """Turns conditions into filters for one library, asking its catalogue for names."""

    def __init__(self, catalogue: CatalogueReader, roots: Sequence[str]) -> None:
        """Ask one library.

        Args:
            catalogue: the library's.
            roots: the library's own folders, absolute.
        """
        self._catalogue = catalogue
        self._roots = tuple(roots)
        self._known: dict[str, int] | None = None
        self.notes: list[QueryNote] = []
        """What its author should know, after `filter_of`."""

    def filter_of(
        self, conditions: Sequence[Condition], paths: Sequence[str] = ()
    ) -> Filter | None:
        """The filter for all conditions together; None when there are none.

        Args:
            conditions: of the query.
            paths: the files that were chosen, absolute; none means everywhere.
        """
        parts = [self._one(c) for c in conditions if not isinstance(c, Folder) or c.negated]
        folders = [c for c in conditions if isinstance(c, Folder) and not c.negated]
        if folders:  # several folders mean any of them, as several extensions do
            parts.append(Or(tuple(self._in(folder.name) for folder in folders)))
        if paths:
            parts.append(FileIn(tuple(self._catalogue.ids_at(paths))))
        return And(tuple(parts)) if parts else None

    def _one(self, condition: Condition) -> Filter:
        match condition:
            case Extensions(values, negated):
                return _signed(ExtIn(tuple(sorted(values))), negated=negated)
            case Language(codes, negated):
                return _signed(LangIn(tuple(sorted(codes))), negated=negated)
            case Folder(name, negated):
                return _signed(self._in(name), negated=negated)
            case Name(text, negated):
                return _signed(self._named(text), negated=negated)
            case Modified(since, before):
                return ModifiedBetween(_epoch(since), _epoch(before))
            case Size(least, below):
                return SizeBetween(least, below)

    def _named(self, text: str) -> Filter:
        wanted = folded(text)
        pattern = re.compile(fnmatch.translate(wanted)) if set("*?") & set(wanted) else None
        return FileIn(
            tuple(
                file
                for path, file in self._paths().items()
                if (pattern.match(_name(path)) if pattern else wanted in _name(path))
            )
        )

    def _in(self, name: str) -> Filter:
        if name.startswith("~"):
            name = os.path.expanduser(name)  # noqa: PTH111 - Path fails where there is no such user
        if name.startswith("/") or _DRIVE.match(name):
            return self._at(os.path.normpath(name))
        folders = matching_folders(name, self._folders())
        if not folders:
            message = f"No folder here is called “{name}”."
            self.notes.append(QueryNote(code="unknown-folder", start=0, end=0, message=message))
        if len(folders) <= _MOST_FOLDERS:
            return Or(tuple(Under(folder) for folder in folders))
        starts = tuple(folder + os.sep for folder in folders)
        return FileIn(tuple(i for path, i in self._paths().items() if path.startswith(starts)))

    def _at(self, folder: str) -> Filter:
        """The files in a folder named by its whole path, in whichever Unicode form it is typed."""
        if folder.isascii():
            return Under(folder)
        composed = unicodedata.normalize("NFC", folder)
        alike = {f for f in self._folders() if unicodedata.normalize("NFC", f) == composed}
        return Or(tuple(Under(place) for place in sorted(alike | {folder})))

    def _folders(self) -> set[str]:
        """Every folder that holds files, and those above up to the library's own."""
        paths = self._paths()
        found = {os.path.normpath(root) for root in self._roots if root not in paths}
        for path in paths:
            folder = os.path.dirname(path)  # noqa: PTH120 - Path is ten times slower here
            while folder not in found and any(_holds(root, folder) for root in self._roots):
                found.add(folder)
                folder = os.path.dirname(folder)  # noqa: PTH120
        return found

    def _paths(self) -> dict[str, int]:
        if self._known is None:
            self._known = {path: row[0] for path, row in self._catalogue.signatures().items()}
        return self._known


def matching_folders(name: str, folders: Iterable[str]) -> list[str]:
    """The outermost folders whose last names are `name` (``a`` or ``a/b``, ``*`` allowed).

    Where none is called so, those whose last name contains it.
    """
    wanted = [folded(part) for part in re.split(r"[\\/]+", name) if part]
    if not wanted:
        return []
    split = {folder: [folded(part) for part in _parts(folder)] for folder in folders}
    exact = [
        folder
        for folder, parts in split.items()
        if len(parts) >= len(wanted)
        and all(
            fnmatch.fnmatchcase(part, pattern)
            for part, pattern in zip(parts[-len(wanted) :], wanted, strict=True)
        )
    ]
    if not exact and len(wanted) == 1:
        exact = [folder for folder, parts in split.items() if parts and wanted[0] in parts[-1]]
    return _outermost(exact)


def _outermost(folders: list[str]) -> list[str]:
    kept: list[str] = []
    for folder in sorted(folders, key=len):
        if not any(_holds(outer, folder) for outer in kept):
            kept.append(folder)
    return sorted(kept)


def _holds(outer: str, inner: str) -> bool:
    return inner == outer or inner.startswith(outer.rstrip(os.sep) + os.sep)


def _parts(folder: str) -> list[str]:
    return [part for part in re.split(r"[\\/]+" if os.name == "nt" else "/+", folder) if part]


def _name(path: str) -> str:
    return folded(os.path.basename(path))  # noqa: PTH119 - Path is ten times slower here


def _signed(part: Filter, *, negated: bool) -> Filter:
    return Not(part) if negated else part


def _epoch(day: date | None) -> int | None:
    """The first second of a day where this machine is, since 1970."""
    if day is None:
        return None
    if day <= date(1970, 1, 2):  # Windows has no local time before the epoch
        return 0
    return int(datetime(day.year, day.month, day.day).astimezone().timestamp())
