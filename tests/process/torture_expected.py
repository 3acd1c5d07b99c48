"""What an index should hold: the folders walked and read here, without the engine's own walk.

The rules are the few that the storm writes and the built-in ones that it runs into, spelt out anew.
"""

from __future__ import annotations

import fnmatch
import hashlib
import os
import stat
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from engine.models.language import detect
from engine.protocol.errors import ReadError
from engine.read import is_supported, read_document
from engine.split import split_document

_HIDDEN = (".*", "*~", "~$*", "*.swp", "*.tmp", "*.part")
_HIDDEN_FOLDERS = ("node_modules", "__pycache__")
_PROJECT = {"Makefile", "package.json"}
_MARKERS = {"CACHEDIR.TAG", "pyvenv.cfg"}

Piece = tuple[int, int, int, int, str, str, str]
"""A passage: ordinal, start, end, page, heading, language, text."""


class Expected(NamedTuple):
    """What should be known of one file."""

    hash: bytes
    pieces: tuple[Piece, ...]
    code: str
    """Of the failure; empty where it can be read."""


class Verdict(NamedTuple):
    """What one line of a rule file says of the entries that it matches."""

    pattern: str
    leaves_out: bool
    folders_only: bool
    anchored: bool


class Layer(NamedTuple):
    """The rules that stand in one folder, the last one first."""

    folder: Path
    verdicts: tuple[Verdict, ...]


def expected(roots: list[Path]) -> dict[str, Expected]:
    """Return every file that should be in the index, by path, with what should be known of it."""
    found: dict[str, Expected] = {}
    for root in roots:
        for path in _walk(root, (), frozenset()):
            found[str(path)] = _read(path)
    return found


def hashes(roots: list[Path]) -> dict[str, bytes]:
    """Return the hash of every file that should be in the index, by path; empty if unreadable."""
    return {str(path): _hash(path) for root in roots for path in _walk(root, (), frozenset())}


def _walk(folder: Path, layers: tuple[Layer, ...], siblings: frozenset[str]) -> list[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except PermissionError:
        return []
    names = frozenset(entry.name for entry in entries)
    if layers and (_MARKERS & names or (folder.name == "build" and _PROJECT & siblings)):
        return []
    layers = (*_rules(folder, names), *layers) or (Layer(folder, ()),)
    found: list[Path] = []
    for entry in entries:
        is_folder = entry.is_dir(follow_symlinks=False)
        if _left_out(entry.name, is_folder, folder, layers):
            continue
        if is_folder:
            found += _walk(Path(entry.path), layers, names)
        elif entry.is_file(follow_symlinks=False) and _takes(entry.path):
            found.append(Path(entry.path))
    return found


def _rules(folder: Path, names: frozenset[str]) -> tuple[Layer, ...]:
    """Return this folder's own layers; ``.findlingignore`` has the last word."""
    files = [name for name in (".findlingignore", ".gitignore") if name in names]
    return tuple(Layer(folder, _verdicts(folder / name)) for name in files)


def _verdicts(file: Path) -> tuple[Verdict, ...]:
    if not stat.S_ISREG(file.lstat().st_mode):
        return ()
    try:
        lines = file.read_text().splitlines()
    except OSError:
        return ()
    return tuple(_verdict(line) for line in reversed(lines) if line and not line.startswith("#"))


def _verdict(line: str) -> Verdict:
    bare = line.removeprefix("!")
    return Verdict(
        bare.strip("/"), not line.startswith("!"), bare.endswith("/"), bare.startswith("/")
    )


def _left_out(name: str, is_folder: bool, parent: Path, layers: tuple[Layer, ...]) -> bool:
    for layer in layers:
        for verdict in layer.verdicts:
            if verdict.folders_only and not is_folder:
                continue
            if verdict.anchored and parent != layer.folder:
                continue
            if fnmatch.fnmatchcase(name, verdict.pattern):
                return verdict.leaves_out
    patterns = (*_HIDDEN, *(_HIDDEN_FOLDERS if is_folder else ()))
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)


def _takes(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return is_supported(Path(path))


def _hash(path: Path) -> bytes:
    try:
        return hashlib.blake2b(path.read_bytes(), digest_size=16).digest()
    except PermissionError:
        return b""


def _read(path: Path) -> Expected:
    digest = _hash(path)
    if not digest:
        return Expected(b"", (), "no-permission")
    return _content(digest, path.suffix, path)


_contents: dict[tuple[bytes, str], Expected] = {}


def _content(digest: bytes, suffix: str, path: Path) -> Expected:
    """Read each content once: copies and renamed files have the same passages."""
    key = (digest, suffix)
    if key not in _contents:
        _contents[key] = Expected(digest, *_passages(path))
    return _contents[key]


def _passages(path: Path) -> tuple[tuple[Piece, ...], str]:
    try:
        document = read_document(path)
    except ReadError as error:
        return (), error.code
    headings = [(h.offset, h.level, h.title) for h in document.headings]
    passages = split_document(document.text, document.page_starts, headings)
    told = [_language(p.text) for p in passages]
    counted = Counter(lang for lang in told if lang)
    main = counted.most_common(1)[0][0] if counted else ""
    pieces = tuple(
        (p.ordinal, p.start, p.end, p.page, p.heading, lang or main, p.text)
        for p, lang in zip(passages, told, strict=True)
    )
    return pieces, ""


@lru_cache(maxsize=100_000)
def _language(text: str) -> str:
    return detect(text)
