"""Whether a file is indexed, and why not."""

from __future__ import annotations

import os
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from engine.files.away import away_places, lies_in
from engine.files.checking import why_not
from engine.files.ignoring import LibraryRules
from engine.protocol.messages import CheckedPath
from engine.read import is_supported
from engine.service.counting import file_at
from engine.store.catalogue_states import State

if TYPE_CHECKING:
    from engine.service.libraries import Libraries
    from engine.service.library import Library


def check_path(libraries: Libraries, path: str) -> CheckedPath:
    """Tell what there is to know about a path.

    Raises:
        StoreError: a catalogue cannot be read.
    """
    plain = os.path.normpath(path)
    for library in libraries.all():
        if any(Path(plain).is_relative_to(folder) for folder in library.settings.folders):
            return _checked(libraries, library, plain)
    return CheckedPath(path=path, library="", indexed=False, code="outside")


def _checked(libraries: Libraries, library: Library, path: str) -> CheckedPath:
    row, troubles = file_at(libraries.folder(library), path)
    name = library.settings.name
    away = lies_in(path, away_places(troubles))
    if row is not None and row.state is not State.GONE:
        indexed = row.passages > 0 or row.state is State.INDEXED
        code, detail = "waiting", ""
        if row.state is State.FAILED:
            code, detail = "failed", row.code
        elif row.state is State.INDEXED:
            code = "indexed"
        code = "away" if away else code
        return CheckedPath(path=path, library=name, indexed=indexed, code=code, detail=detail)
    if away:
        return CheckedPath(path=path, library=name, indexed=False, code="away")
    chosen = library.settings
    rules = LibraryRules(chosen.include, chosen.exclude, chosen.most_bytes)
    verdict = why_not(path, chosen.folders, lambda name: is_supported(PurePath(name)), rules)
    return CheckedPath(
        path=path,
        library=name,
        indexed=False,
        code=verdict.code or ("folder" if Path(path).is_dir() else "waiting"),
        detail=verdict.detail,
        source=verdict.source,
    )
