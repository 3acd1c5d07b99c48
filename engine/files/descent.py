"""The way from a library's folder down to a path: is the path let in, and by which rules?

A walk from the top knows this as it goes; who is told of a single path must find it out, without
listing whole folders on the way.
"""

from __future__ import annotations

import os
import stat
import sys
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from engine.files.built_in import MARKERS, PROJECT_FILES, is_system_folder
from engine.files.ignoring import (
    BUILT_IN,
    RULE_FILES,
    LibraryRules,
    Rule,
    Rules,
    generated,
)

_HIDDEN = 0x2 | 0x4  # FILE_ATTRIBUTE_HIDDEN, FILE_ATTRIBUTE_SYSTEM (Windows)
_TELLING = (*RULE_FILES, *MARKERS, *PROJECT_FILES)


@dataclass(frozen=True, slots=True)
class Inside:
    """What holds for the entries of a folder that is let in."""

    rules: Rules
    names: Collection[str]
    """Those in the folder that say something about its entries."""
    folders: tuple[tuple[int, int], ...]
    """Device and inode of the folder and of those above it, up to the library's."""


class OtherNameError(Exception):
    """What is at the path ``asked`` is spelled ``real`` (in case or Unicode form)."""

    def __init__(self, asked: str, real: str) -> None:
        super().__init__(asked, real)
        self.asked, self.real = asked, real


class Descent:
    """Goes down from one root; remembers the folders that it passed. For one scan."""

    def __init__(self, root: str, rules: LibraryRules) -> None:
        """Start at ``root``; a link is followed.

        Raises:
            RulesUnreadableError: nobody knows which rules hold in it.
            OSError: it is no folder, or cannot be looked into.
        """
        facts = os.stat(root)
        if not stat.S_ISDIR(facts.st_mode):
            raise NotADirectoryError(root)
        own = Rules.of_root(root, rules)
        names = telling_names(root)
        identity = (facts.st_dev, facts.st_ino)
        self._passed: dict[str, Inside | Rule | None] = {
            root: Inside(own.inside(root, names), names, (identity,))
        }

    def into(self, folder: str) -> Inside | Rule | None:
        """Return what holds in ``folder`` (the root or below), or why it is left out.

        None says that there is no such folder.

        Raises:
            OtherNameError: it, or a folder on the way, is spelled differently.
            RulesUnreadableError: nobody knows which rules hold in it, or on the way.
            OSError: it cannot be looked into.
        """
        way: list[str] = []
        while folder not in self._passed:
            way.append(folder)
            folder = os.path.dirname(folder)
        inside = self._passed[folder]
        for step in reversed(way):
            inside = self._look_into(step, inside) if isinstance(inside, Inside) else inside
            self._passed[step] = inside
        return inside

    def _look_into(self, folder: str, above: Inside) -> Inside | Rule | None:
        facts = entry_facts(folder)
        if facts is None or not stat.S_ISDIR(facts.st_mode):
            return None
        reason = left_out(folder, facts, above) or loop(facts, above)
        names = telling_names(folder)
        reason = reason or generated(os.path.basename(folder), above.names, names)
        if reason:
            return reason
        identity = (facts.st_dev, facts.st_ino)
        return Inside(above.rules.inside(folder, names), names, (*above.folders, identity))


def entry_facts(path: str) -> os.stat_result | None:
    """Return what is at a path, links not followed; None for nothing.

    Raises:
        OtherNameError: it is spelled differently.
        OSError: it cannot be told.
    """
    try:
        facts = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    real = _real_name(path, facts)
    if real is None:
        return None
    if real != path:
        raise OtherNameError(path, real)
    return facts


def left_out(path: str, facts: os.stat_result, above: Inside) -> Rule | None:
    """Return the rule that leaves out an entry of a folder; None when it is let in."""
    if is_system_folder(path):
        return Rule(path, BUILT_IN)
    if is_hidden(facts):
        return Rule("hidden attribute", BUILT_IN)
    if not stat.S_ISDIR(facts.st_mode) and not stat.S_ISREG(facts.st_mode):
        return Rule("symbolic link" if stat.S_ISLNK(facts.st_mode) else "special file", BUILT_IN)
    return above.rules.reason(path, is_folder=stat.S_ISDIR(facts.st_mode))


def loop(facts: os.stat_result, above: Inside) -> Rule | None:
    """Return a rule when a folder is one of those that hold it (bind mounts can make that)."""
    if facts.st_ino and (facts.st_dev, facts.st_ino) in above.folders:
        return Rule("loop", BUILT_IN)
    return None


def is_hidden(facts: os.stat_result) -> bool:
    """Tell whether the system marks an entry as hidden; names with a dot are the rules' matter."""
    if sys.platform == "win32":
        return bool(facts.st_file_attributes & _HIDDEN)
    if sys.platform == "darwin":
        return bool(facts.st_flags & stat.UF_HIDDEN)
    return False


def telling_names(folder: str) -> frozenset[str]:
    """Return which of the names are in a folder that say something about its entries."""
    return frozenset(name for name in _TELLING if os.path.lexists(os.path.join(folder, name)))


def _real_name(path: str, facts: os.stat_result) -> str | None:
    """Return the path with its last name as the folder spells it; None when it has no such entry.

    Some systems find ``Notes.txt`` under ``notes.txt``, or a composed letter under a decomposed
    one. Listing a folder tells, and is done only where another spelling leads to the same entry.
    """
    folder, name = os.path.split(path)
    if not any(_same_entry(os.path.join(folder, other), facts) for other in _spellings(name)):
        return path
    wanted = _folded(name)
    names = os.listdir(folder)
    if name in names:
        return path
    found = [other for other in names if _folded(other) == wanted]
    return os.path.join(folder, found[0]) if found else None


def _spellings(name: str) -> set[str]:
    forms = {unicodedata.normalize(form, name) for form in ("NFC", "NFD")} | {name.swapcase()}
    return forms - {name}


def _same_entry(path: str, facts: os.stat_result) -> bool:
    try:
        other = os.lstat(path)
    except (OSError, ValueError):
        return False
    return (other.st_dev, other.st_ino) == (facts.st_dev, facts.st_ino)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
