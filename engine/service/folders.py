"""What it means to add folders to a library's folders, to take some away and to name some."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from engine.files.checking import why_not
from engine.files.ignoring import LibraryRules
from engine.files.places import Places
from engine.protocol.errors import UsageError
from engine.read import is_supported

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


def with_folders(
    present: Sequence[str],
    added: Iterable[str],
    rules: LibraryRules = LibraryRules(),  # noqa: B008 - immutable
) -> tuple[str, ...]:
    """Return ``present`` and ``added``, without those that a scan of another one of them finds.

    A hidden folder, say, that the one around it does not let in is kept beside it.

    Args:
        present: the library's folders and single files.
        added: absolute paths of more.
        rules: the library's own.

    Raises:
        NoSuchPathError: an added path is not absolute, or no folder and no file is there.
    """
    folders = list(present)
    for path in existing(added):
        if not any(_covers(folder, path, rules) for folder in folders):
            folders = [folder for folder in folders if not _covers(path, folder, rules)]
            folders.append(path)
    return tuple(folders)


def existing(paths: Iterable[str]) -> list[str]:
    """Return paths in their plain form.

    Raises:
        NoSuchPathError: one is not absolute, or no folder and no file is there.
    """
    return [_existing(path) for path in paths]


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
    if not PurePath(path).is_absolute():
        raise NoSuchPathError(f"{path or 'an empty name'} is no absolute path", path=path)
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - Path.stat costs and gives the same
    except (OSError, ValueError) as error:  # the latter: a zero character
        raise NoSuchPathError(f"there is nothing at {path}", path=path) from error
    if not stat.S_ISDIR(mode) and not stat.S_ISREG(mode):
        raise NoSuchPathError(f"{path} is no folder and no file", hint="", path=path)
    return os.path.normpath(path)


def _covers(folder: str, path: str, rules: LibraryRules) -> bool:
    """Tell whether a scan of ``folder`` finds ``path``, by whichever name it is called."""
    within = os.path.relpath(os.path.realpath(path), os.path.realpath(folder))
    if within == os.curdir:
        return True
    if PurePath(within).is_absolute() or PurePath(within).parts[0] == os.pardir:
        return False
    place = os.path.join(folder, within)  # noqa: PTH118
    return not why_not(place, [folder], lambda name: is_supported(PurePath(name)), rules)


def _within(path: str, folder: str) -> bool:
    return PurePath(path).is_relative_to(folder)
