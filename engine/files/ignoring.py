"""What a scan passes over: built-in rules, then ``.gitignore``, then ``.findlingignore``.

The rules of a folder overrule those of the folders above it; within a folder ``.findlingignore``
has the last word, so that ``!build/`` there brings back what a built-in rule left out.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pathspec import GitIgnoreSpec

_log = logging.getLogger(__name__)

RULE_FILES = (".gitignore", ".findlingignore")

DEFAULT_RULES = """
# hidden, version control, editors' and tools' own folders
.*
CVS/
# installed and generated code
node_modules/
bower_components/
jspm_packages/
site-packages/
__pycache__/
*.egg-info/
*.min.js
*.min.css
# caches and rubbish
[Cc]ache/
[Cc]aches/
lost+found/
$RECYCLE.BIN/
System Volume Information/
Thumbs.db
ehthumbs.db
desktop.ini
Icon\r
# half-written, locks of office programs, editors' copies
~$*
*~
*.swp
*.part
*.partial
*.crdownload
*.tmp
"""

MARKERS = frozenset({"CACHEDIR.TAG", "pyvenv.cfg"})
"""A folder that holds one of these is a cache (https://bford.info/cachedir/) or a virtual
environment."""

BUILD_FOLDERS = frozenset({"build", "dist", "target", "out", "obj", "bin"})
PROJECT_FILES = frozenset(
    {
        "build.gradle",
        "build.gradle.kts",
        "build.xml",
        "Cargo.toml",
        "CMakeLists.txt",
        "go.mod",
        "Makefile",
        "meson.build",
        "package.json",
        "pom.xml",
        "pyproject.toml",
        "setup.py",
    }
)
"""Beside one of these a folder called ``build`` is generated; elsewhere it is a person's own."""


@dataclass(frozen=True, slots=True)
class _Layer:
    base: int
    """Length of the path of the folder that the rules stand in, with its separator."""
    rules: GitIgnoreSpec


class Rules:
    """The rules that hold in one folder; immutable."""

    def __init__(self, layers: tuple[_Layer, ...]) -> None:
        self._layers = layers

    @classmethod
    def of_root(cls, root: str) -> Rules:
        """Return the built-in rules for a tree that starts at ``root``."""
        return cls((_Layer(_base(root), _parse(DEFAULT_RULES.splitlines())),))

    def inside(self, folder: str, names: Iterable[str]) -> Rules:
        """Return the rules for the entries of ``folder``, given the names that lie in it."""
        present = set(names)
        layers = [
            _Layer(_base(folder), _parse(_lines(Path(folder, name))))
            for name in reversed(RULE_FILES)
            if name in present
        ]
        return Rules((*layers, *self._layers)) if layers else self

    def ignore(self, path: str, *, is_folder: bool) -> bool:
        """Tell whether an entry (absolute path) is to be passed over."""
        for layer in self._layers:
            relative = path[layer.base :].replace("\\", "/")
            verdict = layer.rules.check_file(relative + "/" if is_folder else relative).include
            if verdict is not None:
                return verdict
        return False


def generated(name: str, siblings: frozenset[str], children: frozenset[str]) -> bool:
    """Tell whether a folder is a cache, an environment or a build's output."""
    if MARKERS & children:
        return True
    return name in BUILD_FOLDERS and bool(PROJECT_FILES & siblings)


def _base(folder: str) -> int:
    return len(folder.rstrip("/\\")) + 1


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError as error:
        _log.warning("a rule file cannot be read: %s", error.strerror)
        return []


def _parse(lines: Sequence[str]) -> GitIgnoreSpec:
    """Compile rules; like git, pass over lines that are none."""
    try:
        return GitIgnoreSpec.from_lines(lines)
    except ValueError:
        return GitIgnoreSpec.from_lines([line for line in lines if _is_rule(line)])


def _is_rule(line: str) -> bool:
    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True
