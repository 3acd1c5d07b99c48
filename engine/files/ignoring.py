"""What a scan passes over: built-in rules, ``.gitignore``, ``.findlingignore``, the library's own.

The rules of a folder overrule those of the folders above it; within a folder ``.findlingignore``
overrules ``.gitignore``, so that ``!build/`` there brings back what a built-in rule left out. The
library's own exclusions have the last word.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol, cast

from pathspec import GitIgnoreSpec

from engine.files.built_in import (
    BUILD_FOLDERS,
    MARKERS,
    PROJECT_FILES,
    built_in_rule,
    is_left_out,
)
from engine.files.built_in import (
    DEFAULT_RULES as DEFAULT_RULES,
)
from engine.files.hashing import read_some

RULE_FILES = (".gitignore", ".findlingignore")
MOST_RULES = 2**20
"""Bytes of a rule file that are read."""
_NO_FILE = frozenset({None, errno.ENOENT, errno.ENOTDIR, errno.ENXIO, errno.ELOOP})
"""What opening gives of a name that is no rule file: a folder, a pipe, a link to nothing; or it is
gone since its folder was listed."""
_MOST_STARS = 3
"""In one name, and ``**`` in one pattern. Each more costs a name of 255 letters 50 times as long:
with three 20 ms, with five a minute."""

_BAD = (ValueError, re.error)
"""Of a line that is no pattern; the second for ``[z-a]``, which pathspec hands to re as it is."""

BUILT_IN, LIBRARY = "built-in", "library"
"""Sources of rules that stand in no file of the folders."""


@dataclass(frozen=True, slots=True)
class LibraryRules:
    """What the person chose for one library, beside the rules in its folders.

    Patterns are those of .gitignore, relative to each of the library's folders.
    """

    include: tuple[str, ...] = ()
    """Where there are any, a file must match one (itself or by a folder that holds it)."""
    exclude: tuple[str, ...] = ()
    """They have the last word; ``!pattern`` among them brings back what another rule leaves out."""
    most_bytes: int = 0
    """Larger files are left out; 0 for no limit but the program's own."""


class Rule(NamedTuple):
    """A rule that leaves something out."""

    pattern: str
    source: str
    """Path of the file that it stands in, or `BUILT_IN`, or `LIBRARY`."""


_FOLDER_END = "ps_d"
"""The group in pathspec's expressions that matches the ``/`` after a folder's name."""
_LINE_BREAK = "\u240a"
"""Stands for a line break in a name, which pathspec's expressions do not match with ``.``."""


class _Pattern(Protocol):
    """What is used of pathspec's patterns."""

    @property
    def include(self) -> bool | None:
        """Whether it leaves out; None for a comment."""
        ...

    @property
    def regex(self) -> re.Pattern[str] | None:
        """Of a path, relative to the folder that the rule stands in."""
        ...


@dataclass(frozen=True, slots=True)
class _Layer:
    base: int
    """Length of the path of the folder that the rules stand in, with its separator."""
    rules: GitIgnoreSpec
    source: str

    def relative(self, path: str, *, is_folder: bool) -> str:
        relative = path[self.base :].replace("\n", _LINE_BREAK)
        if not path.startswith("/"):  # elsewhere a backslash is a letter like others
            relative = relative.replace("\\", "/")
        return relative + "/" if is_folder else relative

    def verdict(self, path: str, *, is_folder: bool) -> tuple[bool, int] | None:
        """Return whether a pattern leaves an entry out, and its number; None where none matches.

        As in git, what a pattern says of a folder is said of that folder alone: who let it in has
        not let in all that another rule leaves out inside it.
        """
        relative = self.relative(path, is_folder=is_folder)
        patterns = cast("Sequence[_Pattern]", self.rules.patterns)
        for index in range(len(patterns) - 1, -1, -1):
            include, regex = patterns[index].include, patterns[index].regex
            if include is not None and regex is not None and _matches(regex, relative):
                return include, index
        return None

    def pattern(self, index: int) -> str:
        pattern = cast("object", self.rules.patterns[index].pattern)  # pyright: ignore[reportUnknownMemberType]
        return str(pattern)


class Rules:
    """The rules that hold in one folder; immutable."""

    def __init__(
        self, layers: tuple[_Layer, ...], include: _Layer | None, exclude: _Layer | None
    ) -> None:
        self._layers = layers
        self._include = include
        self._exclude = exclude
        self._every = (exclude, *layers) if exclude else layers

    @classmethod
    def of_root(cls, root: str, own: LibraryRules | None = None) -> Rules:
        """Return the rules for a tree that starts at ``root``: built-in ones and the library's."""
        base, own = _base(root), own or LibraryRules()
        include = _Layer(base, _parse(own.include), LIBRARY) if own.include else None
        exclude = _Layer(base, _parse(own.exclude), LIBRARY) if own.exclude else None
        return cls((), include, exclude)

    def inside(self, folder: str, names: Collection[str]) -> Rules:
        """Return the rules for the entries of ``folder``, given the names that lie in it.

        Raises:
            RulesUnreadableError: a rule file of the folder cannot be read.
        """
        layers = [
            _Layer(_base(folder), _parse(_lines(Path(folder, name))), str(Path(folder, name)))
            for name in reversed(RULE_FILES)
            if name in names
        ]
        if not layers:
            return self
        return Rules((*layers, *self._layers), self._include, self._exclude)

    def ignore(self, path: str, *, is_folder: bool) -> bool:
        """Tell whether an entry (absolute path) is to be passed over."""
        for layer in self._every:
            verdict = layer.verdict(path, is_folder=is_folder)
            if verdict is not None:
                return verdict[0]
        if is_left_out(_name(path), is_folder=is_folder):
            return True
        return not is_folder and not self._included(path)

    def reason(self, path: str, *, is_folder: bool) -> Rule | None:
        """Return the rule by which an entry is passed over; None when it is not."""
        for layer in self._every:
            verdict = layer.verdict(path, is_folder=is_folder)
            if verdict is not None:
                leaves_out, index = verdict
                return Rule(layer.pattern(index), layer.source) if leaves_out else None
        built_in = built_in_rule(_name(path), is_folder=is_folder)
        if built_in:
            return Rule(built_in, BUILT_IN)
        return None if is_folder or self._included(path) else Rule("include patterns", LIBRARY)

    def _included(self, path: str) -> bool:
        include = self._include
        return include is None or include.rules.match_file(include.relative(path, is_folder=False))


class RulesUnreadableError(OSError):
    """A rule file is there and cannot be read: nobody knows what its folder holds for us."""

    def __init__(self, path: Path, cause: OSError) -> None:
        super().__init__(cause.errno, cause.strerror or str(cause), str(path))
        self.folder, self.name, self.cause = str(path.parent), path.name, cause


def generated(name: str, siblings: Collection[str], children: Collection[str]) -> Rule | None:
    """Tell whether a folder is a cache, an environment or a build's output, and what shows it.

    Args:
        name: the folder's.
        siblings: names in the folder that holds it.
        children: names in it.
    """
    for marker in MARKERS:
        if marker in children:
            return Rule(marker, BUILT_IN)
    if name in BUILD_FOLDERS:
        for project in PROJECT_FILES:
            if project in siblings:
                return Rule(f"{name}/ beside {project}", BUILT_IN)
    return None


def _name(path: str) -> str:
    return path[path.rfind("/" if path.startswith("/") else "\\") + 1 :]


def _matches(regex: re.Pattern[str], relative: str) -> bool:
    """Tell whether a pattern means an entry itself, and not just a folder that holds it.

    pathspec matches what lies in a folder, too, and marks where the folder's name ended.
    """
    for match in regex.finditer(relative):
        if match.groupdict().get(_FOLDER_END):
            if match.end() == len(relative):
                return True
        elif regex.search(relative.rstrip("/")):  # ``a/**`` does not mean ``a/`` itself
            return True
    return False


def _base(folder: str) -> int:
    return len(folder.rstrip("/\\")) + 1


def _lines(path: Path) -> list[str]:
    try:
        content = read_some(path, MOST_RULES)
    except OSError as error:
        if error.errno in _NO_FILE or os.path.isdir(path):
            return []
        raise RulesUnreadableError(path, error) from error
    return [line.removesuffix("\r") for line in content.decode("utf-8-sig", "replace").split("\n")]


def _parse(lines: Sequence[str]) -> GitIgnoreSpec:
    """Compile rules; like git, pass over lines that are none."""
    usable = [line for line in lines if not _is_hostile(line)]
    try:
        return GitIgnoreSpec.from_lines(usable)
    except _BAD:
        return GitIgnoreSpec.from_lines([line for line in usable if _is_rule(line)])


def _is_hostile(line: str) -> bool:
    """Tell whether matching a pattern may take ages: each star multiplies the ways to try."""
    names = line.split("/")
    stars = max(name.count("*") for name in names)  # pathspec takes each of a row by itself
    return stars > _MOST_STARS or names.count("**") > _MOST_STARS


def _is_rule(line: str) -> bool:
    try:
        GitIgnoreSpec.from_lines([line])
    except _BAD:
        return False
    return True
