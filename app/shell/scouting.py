"""Looks for the places where a person's documents usually lie. Reads the disk."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QStandardPaths

from app.library.welcome import Offer

_STANDARD = (
    ("documents", QStandardPaths.StandardLocation.DocumentsLocation),
    ("desktop", QStandardPaths.StandardLocation.DesktopLocation),
    ("downloads", QStandardPaths.StandardLocation.DownloadLocation),
)
_NAMED = (
    ("notes", ("Notes", "notes", "Zettelkasten", "Logseq", "logseq", "노트", "메모")),
    ("cloud", ("Dropbox", "Nextcloud", "ownCloud", "OneDrive", "Google Drive")),
    ("cloud", ("Library/Mobile Documents/com~apple~CloudDocs",)),
    ("zotero", ("Zotero/storage",)),
)
"""Folders in the home folder, as the programs that make them name them."""
_OBSIDIAN = (
    ".config/obsidian/obsidian.json",
    ".var/app/md.obsidian.Obsidian/config/obsidian/obsidian.json",
    "snap/obsidian/current/.config/obsidian/obsidian.json",
    "Library/Application Support/obsidian/obsidian.json",
    "AppData/Roaming/obsidian/obsidian.json",
)
"""Where Obsidian lists its vaults (Linux, Flatpak, snap, macOS, Windows)."""
_LARGEST_LIST = 1 << 20
_WANTED = frozenset({"documents", "desktop", "notes", "vault"})
"""Kinds that are ticked: what a person wrote or keeps, and no drive that fetches when read."""


def standard_places() -> Iterator[tuple[str, Path]]:
    """The system's own folders, as the person placed and named them."""
    for kind, location in _STANDARD:
        yield kind, Path(QStandardPaths.writableLocation(location))


def offers(
    home: Path, standard: Callable[[], Iterator[tuple[str, Path]]] = standard_places
) -> tuple[Offer, ...]:
    """What exists of the usual places, none inside another, ticked ones first. Reads the disk.

    Args:
        home: the person's home folder.
        standard: kinds and folders that the system names.
    """
    found: list[Offer] = []
    for kind, path in (*standard(), *_vaults(home), *_named(home)):
        if path == home or not _is_folder(path) or any(_holds(o.path, path) for o in found):
            continue
        found.append(Offer(str(path), kind, ticked=kind in _WANTED))
    return tuple(sorted(found, key=lambda offer: not offer.ticked))


def _named(home: Path) -> Iterator[tuple[str, Path]]:
    for kind, names in _NAMED:
        for name in names:
            yield kind, home / name


def _vaults(home: Path) -> Iterator[tuple[str, Path]]:
    for place in _OBSIDIAN:
        for folder in _vaults_of(home / place):
            yield "vault", folder


def _vaults_of(file: Path) -> list[Path]:
    """The vaults of one list; none where it is absent or not as expected."""
    try:
        if file.stat().st_size > _LARGEST_LIST:
            return []
        content: Any = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return []
    vaults: Any = cast("Mapping[str, Any]", content).get("vaults") if _is_map(content) else None
    entries = cast("Mapping[str, Any]", vaults).values() if _is_map(vaults) else ()
    paths = [cast("Mapping[str, Any]", entry).get("path") for entry in entries if _is_map(entry)]
    return [Path(path) for path in paths if isinstance(path, str) and Path(path).is_absolute()]


def _is_map(value: object) -> bool:
    return isinstance(value, dict)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir() and os.access(path, os.R_OK | os.X_OK)
    except OSError:  # a dead network drive
        return False


def _holds(outer: str, inner: Path) -> bool:
    fold = str.casefold if sys.platform in ("win32", "darwin") else str
    return Path(fold(str(inner))).is_relative_to(fold(outer))
