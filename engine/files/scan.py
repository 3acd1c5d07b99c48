"""Walking a library's folders: which files are there, and where nothing could be seen."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.files.ignoring import Rules, generated
from engine.store.catalogue_rows import Signature, Trouble

if TYPE_CHECKING:
    from engine.host.cancellation import Token

_SYSTEM_FOLDERS = frozenset({"/dev", "/proc", "/sys", "/run"})
_HIDDEN = 0x2 | 0x4  # FILE_ATTRIBUTE_HIDDEN, FILE_ATTRIBUTE_SYSTEM (Windows)


@dataclass(slots=True)
class Scan:
    """What a walk found."""

    files: dict[str, Signature] = field(default_factory=dict[str, Signature])
    """By absolute path."""
    devices: dict[str, int] = field(default_factory=dict[str, int])
    """By root that could be looked into: the number of the device that it lies on."""
    troubles: list[Trouble] = field(default_factory=list[Trouble])
    """Folders and roots that could not be looked into: what lay in them is kept as it was."""

    def blind(self, path: str) -> bool:
        """Tell whether ``path`` lies where nothing could be seen: its absence says nothing."""
        return any(path == place.path or under(path, place.path) for place in self.troubles)


def scan(roots: Sequence[str], takes: Callable[[str], bool], token: Token) -> Scan:
    """Walk folders (or take single files), each place once however often the roots name it.

    Symbolic links are not followed, except where a root is one. Files named as roots are taken
    whatever the rules say.

    Args:
        roots: absolute paths.
        takes: by name, whether a file is of a supported kind.
        token: checked at every folder.

    Raises:
        Cancelled: by the token.
    """
    found = Scan()
    walked: set[str] = set()
    for root in sorted({os.path.normpath(root) for root in roots}, key=len):
        _take_root(root, takes, token, found, walked)
    return found


def _take_root(
    root: str, takes: Callable[[str], bool], token: Token, found: Scan, walked: set[str]
) -> None:
    try:
        facts = os.stat(root)  # noqa: PTH116 - Path.stat costs and gives the same
    except OSError as error:
        found.troubles.append(_trouble(root, error, missing="folder-missing"))
        return
    found.devices[root] = Signature.of(facts).device
    if stat.S_ISDIR(facts.st_mode):
        _walk(root, takes, token, found, walked)
    elif stat.S_ISREG(facts.st_mode) and _readable_name(root, found):
        found.files[root] = Signature.of(facts)


def _walk(
    root: str, takes: Callable[[str], bool], token: Token, found: Scan, walked: set[str]
) -> None:
    waiting = [(root, Rules.of_root(root), frozenset[str]())]
    while waiting:
        token.check()
        folder, rules, siblings = waiting.pop()
        if folder in walked:
            continue
        entries = _entries(folder, found)
        names = frozenset(entry.name for entry in entries)
        if folder != root and generated(os.path.basename(folder), siblings, names):  # noqa: PTH119
            continue
        walked.add(folder)
        rules = rules.inside(folder, names)
        for entry in _wanted(entries, rules, found):
            if entry.is_dir(follow_symlinks=False):
                waiting.append((entry.path, rules, names))
            elif takes(entry.name) and _readable_name(entry.path, found):
                _take_file(entry, found)


def _entries(folder: str, found: Scan) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except FileNotFoundError:
        return []  # gone since its own folder was listed
    except OSError as error:
        found.troubles.append(_trouble(folder, error, missing="folder-missing"))
        return []


def _wanted(
    entries: list[os.DirEntry[str]], rules: Rules, found: Scan
) -> Iterator[os.DirEntry[str]]:
    for entry in entries:
        try:
            is_folder = entry.is_dir(follow_symlinks=False)
            if not is_folder and not entry.is_file(follow_symlinks=False):
                continue  # links, sockets, pipes, devices
            if entry.path in _SYSTEM_FOLDERS or _is_hidden(entry):
                continue
        except OSError as error:
            found.troubles.append(_trouble(entry.path, error, missing="file-missing"))
            continue
        if not rules.ignore(entry.path, is_folder=is_folder):
            yield entry


def _take_file(entry: os.DirEntry[str], found: Scan) -> None:
    try:
        found.files[entry.path] = Signature.of(entry.stat(follow_symlinks=False))
    except FileNotFoundError:
        pass  # gone since its folder was listed
    except OSError as error:
        found.troubles.append(_trouble(entry.path, error, missing="file-missing"))


def _is_hidden(entry: os.DirEntry[str]) -> bool:
    if sys.platform == "win32":
        return bool(entry.stat(follow_symlinks=False).st_file_attributes & _HIDDEN)
    if sys.platform == "darwin":
        return bool(entry.stat(follow_symlinks=False).st_flags & stat.UF_HIDDEN)
    return False


def _readable_name(path: str, found: Scan) -> bool:
    """Tell whether a path can be written down; Linux allows names that are no text."""
    try:
        path.encode()
    except UnicodeEncodeError:
        shown = path.encode(errors="replace").decode()
        found.troubles.append(
            Trouble(shown, "name-not-text", "its name is not valid UTF-8", "Rename it.")
        )
        return False
    return True


def _trouble(path: str, error: OSError, *, missing: str) -> Trouble:
    shown = path.encode(errors="replace").decode()
    reason = error.strerror or str(error)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        hint = "Connect the drive that it lies on, or remove it from the library."
        return Trouble(shown, missing, reason, hint)
    if isinstance(error, PermissionError):
        hint = "Give yourself the right to read it, or exclude it in a .findlingignore file."
        return Trouble(shown, "permission-denied", reason, hint)
    return Trouble(shown, "folder-unreadable", reason, "Check the drive that it lies on.")


def under(path: str, folder: str) -> bool:
    """Tell whether ``path`` lies in ``folder``, at any depth."""
    return path.startswith(folder.rstrip(os.sep) + os.sep)
