"""What is built, and where to: shared by all targets of build.py."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_BUILT_FROM = ("app", "engine", "resources", "packaging", ":(exclude)packaging/README.md")
"""Paths for git; a build itself writes its sizes into that page."""


@dataclass(frozen=True, slots=True)
class Build:
    """One build."""

    kind: str
    """``standard``, or ``full`` with torch."""
    out: Path
    """Where packages go."""
    work: Path
    """Where everything else goes."""
    version: str
    commit: str
    """Abbreviated, with a ``+`` where the source differs from it; empty without a repository."""
    epoch: int
    """Seconds since 1970 that no file of a package is younger than: the commit's."""

    @property
    def bundle(self) -> Path:
        """The one-folder program."""
        return self.work / "bundle" / "findling"

    @property
    def suffix(self) -> str:
        """What a full build's file names have beyond a standard one's."""
        return "" if self.kind == "standard" else f"-{self.kind}"


def describe(kind: str, out: Path, work: Path) -> Build:
    """Look at the source; make the folders."""
    for folder in (out, work):
        folder.mkdir(parents=True, exist_ok=True)
    commit, epoch = _git("rev-parse", "--short=10", "HEAD"), _git("log", "-1", "--format=%ct")
    changed = _git("status", "--porcelain", "--", *_BUILT_FROM)
    said = os.environ.get("SOURCE_DATE_EPOCH") or epoch or "1735689600"
    return Build(kind, out, work, version(), commit + ("+" if changed else ""), int(said))


def version() -> str:
    """Return the source's version."""
    text = (ROOT / "engine" / "__init__.py").read_text("utf-8")
    found = re.search(r'__version__ = "([^"]+)"', text)
    if found is None:
        raise SystemExit("engine/__init__.py names no version")
    return found[1]


def run(command: Sequence[str | Path], *, quiet: bool = False) -> str:
    """Run a tool of the build; return what it printed.

    Raises:
        OSError: there is no such tool.
        subprocess.CalledProcessError: it failed.
    """
    ended = subprocess.run(  # noqa: S603 - the build's own tools
        [*map(str, command)],
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL if quiet else None,
        text=True,
    )
    return ended.stdout


def wipe(folder: Path) -> None:
    """Remove a folder that an earlier build left, and make its parents."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)


def settle_times(folder: Path, epoch: int) -> None:
    """Give everything in a folder one time, so that two builds of one source are alike."""
    for path in [*folder.rglob("*"), folder]:
        os.utime(path, (epoch, epoch), follow_symlinks=False)


def _git(*arguments: str) -> str:
    try:
        return run(["git", "-C", ROOT, *arguments], quiet=True).strip()
    except (OSError, subprocess.CalledProcessError):
        return ""  # a source archive
