"""What a scan passes over by itself: things that no person wrote, or that are not finished.

A person sees these rules and overrules them in a ``.findlingignore`` file: ``!vendor/`` there
brings such folders back.
"""

from __future__ import annotations

import fnmatch
import os
import re
import sys
from functools import lru_cache
from pathlib import Path

DEFAULT_RULES = """
# hidden, version control, editors' and tools' own folders
.*
CVS/
_darcs/
# installed and generated code
node_modules/
bower_components/
jspm_packages/
site-packages/
dist-packages/
__pycache__/
__pypackages__/
*.egg-info/
*.dist-info/
*.min.js
*.min.css
package-lock.json
pnpm-lock.yaml
# programs and libraries of pictures that are folders
*.app/
*.framework/
*.noindex/
*.photoslibrary/
*.lrdata/
# caches and rubbish
[Cc]ache/
[Cc]aches/
CacheStorage/
GPUCache/
Code Cache/
lost+found/
$RECYCLE.BIN/
$WINDOWS.~BT/
Windows.old/
System Volume Information/
@eaDir/
[#]recycle/
[#]snapshot/
Temporary Items/
Network Trash Folder/
Thumbs.db
ehthumbs.db
desktop.ini
# half-written, locks of office programs, editors' copies
~$*
*~
[#]*[#]
*.swp
*.swo
*.part
*.partial
*.crdownload
*.opdownload
*.aria2
*.download/
*.tmp
*.temp
"""
"""Patterns for names, wherever they stand; with a slash at the end for folders only."""

MARKERS = frozenset({"CACHEDIR.TAG", "pyvenv.cfg", "conda-meta"})
"""A folder that holds one of these is a cache (https://bford.info/cachedir/) or an environment of
Python or conda."""

BUILD_FOLDERS = frozenset(
    {
        "_build",
        "bin",
        "build",
        "coverage",
        "DerivedData",
        "dist",
        "obj",
        "out",
        "Pods",
        "target",
        "vendor",
    }
)
PROJECT_FILES = frozenset(
    {
        "build.gradle",
        "build.gradle.kts",
        "build.sbt",
        "build.xml",
        "Cargo.toml",
        "CMakeLists.txt",
        "composer.json",
        "Gemfile",
        "go.mod",
        "Makefile",
        "meson.build",
        "mix.exs",
        "package.json",
        "Package.swift",
        "Podfile",
        "pom.xml",
        "pyproject.toml",
        "setup.py",
    }
)
"""Beside one of these a folder called ``build`` is generated; elsewhere it is a person's own."""

_SYSTEM = {
    "linux": ("/boot", "/dev", "/proc", "/run", "/snap", "/sys", "/tmp", "/var/cache", "/var/tmp"),  # noqa: S108
    "darwin": ("/dev", "/private/tmp", "/private/var", "/System", "/tmp", "/cores"),  # noqa: S108
    "win32": ("\\Windows", "\\Program Files", "\\Program Files (x86)", "\\ProgramData"),
}
_AT_HOME = {"linux": ("snap",), "darwin": ("Library",), "win32": ("AppData",)}


def built_in_rule(name: str, *, is_folder: bool) -> str | None:
    """Return the rule that leaves out an entry of this name; None for none."""
    shown = name + "/" if is_folder else name
    return next((rule for rule in _rules() if re.match(_translated(rule), shown)), None)


def is_left_out(name: str, *, is_folder: bool) -> bool:
    """Tell the same, quickly."""
    return _any_rule().match(name + "/" if is_folder else name) is not None


def is_system_folder(path: str) -> bool:
    """Tell whether a folder belongs to the system or to programs; as a root it is walked anyway."""
    if sys.platform == "win32":
        path = os.path.splitdrive(path)[1]
    return path in _system_folders()


@lru_cache(maxsize=1)
def _system_folders() -> frozenset[str]:
    home = (str(Path.home() / name) for name in _AT_HOME.get(sys.platform, ()))
    return frozenset((*_SYSTEM.get(sys.platform, ()), *home))


def _rules() -> list[str]:
    return [line for line in DEFAULT_RULES.splitlines() if line and not line.startswith("# ")]


@lru_cache(maxsize=1)
def _any_rule() -> re.Pattern[str]:
    return re.compile("|".join(_translated(rule) for rule in _rules()))


def _translated(rule: str) -> str:
    pattern = fnmatch.translate(rule)
    if rule.endswith("/"):
        return pattern
    return pattern.removesuffix(r"\Z") + r"/?\Z"  # a file or a folder
