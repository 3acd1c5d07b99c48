"""Walking down from a folder that is let in, by the rules that hold on the way."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from engine.files.built_in import BUILD_FOLDERS, is_system_folder
from engine.files.descent import Inside, is_hidden, loop
from engine.files.ignoring import LibraryRules, Rules, RulesUnreadableError, generated
from engine.files.troubles import rules_unreadable, trouble_of, unreadable_name
from engine.store.catalogue_rows import Signature

if TYPE_CHECKING:
    from engine.files.found import Scan
    from engine.host.cancellation import Token

_FLAGGED = sys.platform in ("win32", "darwin")
"""Whether the system can mark an entry as hidden; to ask costs a call for each."""


class Walk:
    """Puts into a scan what it finds, each folder once."""

    def __init__(
        self,
        found: Scan,
        takes: Callable[[str], bool],
        token: Token,
        rules: LibraryRules,
        entering: Callable[[str], None],
    ) -> None:
        """Prepare; see `engine.files.scan.scan` for the arguments."""
        self._found = found
        self._takes = takes
        self._token = token
        self._rules = rules
        self._entering = entering
        self._walked: set[str] = set()

    def root(self, root: str) -> None:
        """Take a folder of the library, or a file, whatever it is called; a link is followed."""
        try:
            facts = os.stat(root)
        except OSError as error:
            self._found.troubles.append(trouble_of(root, error, missing="folder-missing"))
            return
        self._found.devices[root] = Signature.of(facts).device
        if stat.S_ISDIR(facts.st_mode):
            self._down(root, Inside(Rules.of_root(root, self._rules), (), ()), anyway=root)
        elif stat.S_ISREG(facts.st_mode) and self._has_readable_name(root):
            self._found.files[root] = Signature.of(facts)

    def entry(self, path: str, facts: os.stat_result, above: Inside) -> None:
        """Take an entry that the rules of the folder that holds it let in."""
        if stat.S_ISDIR(facts.st_mode):
            self._down(path, above)
        elif self._takes(os.path.basename(path)):
            self._file(path, facts)

    def _down(self, top: str, above: Inside, anyway: str = "") -> None:
        waiting = [(top, above)]
        while waiting:
            self._token.check()
            folder, above = waiting.pop()
            if folder in self._walked:
                continue
            entered = self._enter(folder, above, anyway=folder == anyway)
            if entered is None:
                continue
            self._walked.add(folder)
            entries, inside = entered
            for entry in self._wanted(entries, inside.rules):
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, inside))
                elif self._takes(entry.name):
                    self._listed_file(entry)

    def _enter(
        self, folder: str, above: Inside, *, anyway: bool
    ) -> tuple[list[os.DirEntry[str]], Inside] | None:
        """List a folder; None where it is left out or cannot be."""
        name = os.path.basename(folder)
        if not anyway and name in BUILD_FOLDERS and generated(name, above.names, ()):
            return None
        try:
            facts = os.stat(folder)
            if loop(facts, above):
                return None
            self._entering(folder)
            with os.scandir(folder) as listing:
                entries = list(listing)
        except (FileNotFoundError, NotADirectoryError):
            return None  # gone since its own folder was listed
        except OSError as error:
            self._found.troubles.append(trouble_of(folder, error, missing="folder-missing"))
            return None
        names = frozenset(entry.name for entry in entries)
        if not anyway and generated(name, (), names):
            return None
        rules = self._rules_in(folder, names, above)
        identity = (facts.st_dev, facts.st_ino)
        return (entries, Inside(rules, names, (*above.folders, identity))) if rules else None

    def _rules_in(self, folder: str, names: frozenset[str], above: Inside) -> Rules | None:
        try:
            return above.rules.inside(folder, names)
        except RulesUnreadableError as error:
            self._found.troubles.append(rules_unreadable(error))
            return None

    def _wanted(self, entries: list[os.DirEntry[str]], rules: Rules) -> Iterator[os.DirEntry[str]]:
        for entry in entries:
            try:
                is_folder = entry.is_dir(follow_symlinks=False)
                if not is_folder and not entry.is_file(follow_symlinks=False):
                    continue  # links, sockets, pipes, devices
                if is_folder and is_system_folder(entry.path):
                    continue
                if _FLAGGED and is_hidden(entry.stat(follow_symlinks=False)):
                    continue
            except OSError as error:
                self._lost(entry, error)
                continue
            if not rules.ignore(entry.path, is_folder=is_folder):
                yield entry

    def _listed_file(self, entry: os.DirEntry[str]) -> None:
        try:
            facts = entry.stat(follow_symlinks=False)
        except OSError as error:
            self._lost(entry, error)
        else:
            self._file(entry.path, facts)

    def _lost(self, entry: os.DirEntry[str], error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):  # that one is gone since its folder was listed
            self._found.troubles.append(trouble_of(entry.path, error, missing="file-missing"))

    def _file(self, path: str, facts: os.stat_result) -> None:
        too_large = 0 < self._rules.most_bytes < facts.st_size
        if not too_large and self._has_readable_name(path):
            self._found.files[path] = Signature.of(facts)

    def _has_readable_name(self, path: str) -> bool:
        trouble = unreadable_name(path)
        if trouble is not None:
            self._found.troubles.append(trouble)
        return trouble is None
