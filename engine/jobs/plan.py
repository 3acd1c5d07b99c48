"""What a scan means for the catalogue: which files are new, changed, moved, copied or gone."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from engine.files.hashing import content_hash
from engine.files.scan import under
from engine.jobs.exchange import Stored
from engine.store.catalogue_rows import FileRow, FoundFile, Signature, Trouble
from engine.store.catalogue_states import State

if TYPE_CHECKING:
    from engine.files.scan import Scan
    from engine.host.cancellation import Token
    from engine.store.catalogue import Catalogue

Known = dict[str, tuple[int, State, Signature]]


@dataclass(slots=True)
class Plan:
    """What is to be done; ids are the catalogue's."""

    added: list[FoundFile] = field(default_factory=list[FoundFile])
    changed: dict[int, Signature] = field(default_factory=dict[int, Signature])
    touched: dict[int, Signature] = field(default_factory=dict[int, Signature])
    moved: dict[int, FoundFile] = field(default_factory=dict[int, FoundFile])
    gone: list[int] = field(default_factory=list[int])
    copies: dict[str, Stored] = field(default_factory=dict[str, Stored])
    """By path of an added file: where passages of the same content are stored."""
    unchanged: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.touched or self.moved or self.gone)


def make_plan(catalogue: Catalogue, scan: Scan, token: Token, *, retry_failed: bool) -> Plan:
    """Compare a scan with the catalogue.

    Content is read (for its hash) only where size and kind leave open whether a file is a touched,
    moved or copied one.

    Raises:
        Cancelled: by the token.
    """
    known = catalogue.signatures()
    scan.troubles += _unmounted(known, scan)
    plan = Plan()
    missing = [
        entry[0]
        for path, entry in known.items()
        if path not in scan.files and not scan.blind(path) and entry[1] is not State.GONE
    ]
    matcher = _Matcher(catalogue, missing, token)
    for path, signature in scan.files.items():
        entry = known.get(path)
        if entry is None:
            _place_new(path, signature, matcher, plan)
        else:
            _place_known(path, signature, entry, matcher, plan, retry_failed=retry_failed)
    plan.gone = [file for file in missing if file not in plan.moved]
    return plan


class _Matcher:
    """Finds the indexed file that a path's content belongs to."""

    def __init__(self, catalogue: Catalogue, missing: Iterable[int], token: Token) -> None:
        self._catalogue = catalogue
        self._token = token
        self._missing = set(missing)
        self._by_size: dict[tuple[int, str], list[FileRow]] | None = None

    def row(self, file: int) -> FileRow:
        return self._catalogue.files([file])[file]

    def same_content(self, row: FileRow, path: str) -> bool:
        self._token.check()
        return bool(row.hash) and _hash_or_none(path) == row.hash

    def origin(self, path: str, signature: Signature) -> tuple[FileRow | None, bool]:
        """Return the row with the content of a new path, and whether it moved from there."""
        rows = self._index().get((signature.size, _suffix(path)), [])
        for row in rows:
            if row.id in self._missing and _same_file(row.signature, signature):
                return self._moved(row), True
        if not rows or signature.size == 0:
            return None, False
        self._token.check()
        digest = _hash_or_none(path)
        same = [row for row in rows if row.hash and row.hash == digest]
        for row in same:
            if row.id in self._missing:
                return self._moved(row), True
        return (same[0], False) if same else (None, False)

    def _moved(self, row: FileRow) -> FileRow:
        self._missing.discard(row.id)  # it can move to one place only
        return row

    def _index(self) -> dict[tuple[int, str], list[FileRow]]:
        if self._by_size is None:
            self._by_size = defaultdict(list)
            for row in self._catalogue.files_in(State.INDEXED):
                self._by_size[row.size, _suffix(row.path)].append(row)
        return self._by_size


def _unmounted(known: Known, scan: Scan) -> list[Trouble]:
    """Return the roots that are the empty place of a drive that is not there.

    An emptied folder looks the same but for the device, so that this is what decides.
    """
    troubles: list[Trouble] = []
    for root, device in scan.devices.items():
        if any(path == root or under(path, root) for path in scan.files):
            continue
        held = [entry for path, entry in known.items() if under(path, root)]
        if held and all(signature.device != device for _, _, signature in held):
            hint = "Connect the drive, or remove the folder from the library."
            troubles.append(Trouble(root, "drive-missing", "its drive is not connected", hint))
    return troubles


def _place_new(path: str, signature: Signature, matcher: _Matcher, plan: Plan) -> None:
    found = FoundFile(path, signature)
    origin, moved = matcher.origin(path, signature)
    if origin is not None and moved:
        plan.moved[origin.id] = found
        plan.unchanged += 1
        return
    plan.added.append(found)
    if origin is not None:
        plan.copies[path] = Stored(origin.id, origin.hash)


def _place_known(
    path: str,
    signature: Signature,
    entry: tuple[int, State, Signature],
    matcher: _Matcher,
    plan: Plan,
    *,
    retry_failed: bool,
) -> None:
    file, state, before = entry
    if state is State.FAILED and retry_failed:
        plan.changed[file] = signature
    elif _same_file(before, signature):
        plan.unchanged += state in (State.INDEXED, State.FAILED)
    elif (
        state is State.INDEXED
        and before.size == signature.size
        and matcher.same_content(matcher.row(file), path)
    ):
        plan.touched[file] = signature
        plan.unchanged += 1
    else:
        plan.changed[file] = signature


def _same_file(one: Signature, other: Signature) -> bool:
    # Not the device: its number changes when a drive is connected again.
    return (one.size, one.mtime_ns, one.inode) == (other.size, other.mtime_ns, other.inode)


def _suffix(path: str) -> str:
    """The kind of a file decides how it is read: the same bytes under another one are read anew."""
    return os.path.splitext(path)[1].lower()  # noqa: PTH122 - called for every file


def _hash_or_none(path: str) -> bytes | None:
    try:
        return content_hash(Path(path))
    except OSError:
        return None  # reading it will say why
