"""Takes out of the collected folder what nobody needs at run time: debug symbols, doubles, paths."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from pathlib import Path

from sources import run

_ELF = b"\x7fELF"
_PATCHED = ".libs"
"""Folders of libraries that auditwheel rewrote: strip(1) has broken such (NixOS/patchelf#10)."""
_DOUBLED = 50_000
"""Bytes from which two equal libraries are worth a link."""


def tidy(folder: Path) -> None:
    """Tidy the folder in place; only Linux's tools are known here."""
    for cache in sorted(folder.rglob("__pycache__")):
        shutil.rmtree(cache)
    for link in sorted(folder.rglob("*")):
        if link.is_symlink() and not link.exists():  # to what trim.py left out
            link.unlink()
    if sys.platform != "linux":
        return
    programs = [file for file in sorted(folder.rglob("*")) if _is_elf(file)]
    for file in programs:
        if not file.parent.name.endswith(_PATCHED):
            _run("strip", "--strip-unneeded", str(file))
        _set_search_path(file)
    _link_doubles(programs)


def _is_elf(file: Path) -> bool:
    if file.is_symlink() or not file.is_file():
        return False
    with file.open("rb") as stream:
        return stream.read(4) == _ELF


def _set_search_path(file: Path) -> None:
    """Have no library looked for in folders of those who built it: beside it, or in the system."""
    places = [one for one in _run("patchelf", "--print-rpath", str(file)).strip().split(":") if one]
    if "milvus_lite" in file.parts:
        _run("patchelf", "--set-rpath", "$ORIGIN", str(file))
    elif any(not one.startswith("$ORIGIN") for one in places):
        kept = [one for one in places if one.startswith("$ORIGIN")]
        how = ("--set-rpath", ":".join(kept)) if kept else ("--remove-rpath",)
        _run("patchelf", *how, str(file))


def _link_doubles(files: list[Path]) -> None:
    """Replace a library by a link to an equal one of the same name (numpy's and scipy's)."""
    seen: dict[tuple[str, str], Path] = {}
    for file in files:
        if file.stat().st_size < _DOUBLED:
            continue
        key = file.name, hashlib.sha256(file.read_bytes()).hexdigest()
        first = seen.setdefault(key, file)
        if first is not file:
            file.unlink()
            file.symlink_to(os.path.relpath(first, file.parent))


def _run(tool: str, *arguments: str) -> str:
    places = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "/usr/bin")))
    found = shutil.which(tool, path=places)
    if found is None:
        sys.exit(f"{tool} is needed: see packaging/README.md")
    return run([found, *arguments])
