"""What it means to add folders to a library's folders, to take some away and to name some."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from engine.files.places import Places
from engine.protocol.errors import UsageError

if TYPE_CHECKING:
    from engine.service.library import Library


class NoSuchPathError(UsageError):
    """There is nothing at this path, or it is no absolute path."""

    code = "no-such-path"
    hint = "Check the spelling, and that the drive is connected."


class UnknownFolderError(UsageError):
    """The library does not have this folder."""

    code = "unknown-folder"
    hint = "`findling libraries` lists the folders of each library."


def with_folders(present: Sequence[str], added: Iterable[str]) -> tuple[str, ...]:
    """Return ``present`` and ``added``, without those that lie in another one of them.

    Raises:
        NoSuchPathError: an added path is not absolute, or nothing is there.
    """
    folders = list(present)
    for path in map(_existing, added):
        if not any(_within(path, folder) for folder in folders):
            folders = [folder for folder in folders if not _within(folder, path)]
            folders.append(path)
    return tuple(folders)


def without_folders(present: Sequence[str], removed: Iterable[str]) -> tuple[str, ...]:
    """Return ``present`` without ``removed``, which need not exist any more.

    Raises:
        UnknownFolderError: one of them is not there.
    """
    folders = list(present)
    for path in removed:
        plain = os.path.normpath(path)
        if plain not in folders:
            raise UnknownFolderError(f"{path} is not in this library", path=path)
        folders.remove(plain)
    return tuple(folders)


def wanted(
    libraries: Sequence[Library], paths: Sequence[str]
) -> list[tuple[Library, Places | None]]:
    """Return which library is to look where: at those paths that lie in its folders.

    A path above a folder of a library stands for that folder.

    Raises:
        UnknownFolderError: a path lies in no folder of any of the libraries.
    """
    if not paths:
        return [(library, None) for library in libraries]
    found: dict[int, list[str]] = {}
    for path in map(os.path.normpath, paths):
        held = [(n, at) for n, library in enumerate(libraries) for at in _shared(path, library)]
        if not held:
            raise UnknownFolderError(f"{path} is not in a folder of a library", path=path)
        for number, place in held:
            found.setdefault(number, []).append(place)
    return [(libraries[number], Places(tuple(places))) for number, places in found.items()]


def _shared(path: str, library: Library) -> list[str]:
    folders = library.settings.folders
    if any(_within(path, folder) for folder in folders):
        return [path]
    return [folder for folder in folders if _within(folder, path)]


def _existing(path: str) -> str:
    # an engine has another working folder than its client; links stay as the person named them
    if not PurePath(path).is_absolute() or not Path(path).exists():
        raise NoSuchPathError(f"there is nothing at {path}", path=path)
    return os.path.normpath(path)


def _within(path: str, folder: str) -> bool:
    return PurePath(path).is_relative_to(folder)
