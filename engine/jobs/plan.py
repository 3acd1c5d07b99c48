"""What a scan means for the catalogue: which files are new, changed, moved, copied or gone."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from engine.files.hashing import content_hash
from engine.jobs.drives import away
from engine.jobs.exchange import Stored
from engine.store.catalogue_rows import FileRow, FoundFile, Signature
from engine.store.catalogue_states import State

if TYPE_CHECKING:
    from engine.files.found import Scan
    from engine.host.cancellation import Token
    from engine.store.catalogue import Catalogue


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


def make_plan(
    catalogue: Catalogue,
    scan: Scan,
    token: Token,
    *,
    retry: Callable[[FileRow], bool],
) -> Plan:
    """Compare a scan with the catalogue, in the places that the scan looked at.

    Content is read (for its hash) only where size, times and kind leave open whether a file is a
    touched, moved or copied one, or where the scan doubts it.

    Args:
        catalogue: what is known.
        scan: what there is; places where a drive is missing are added to its troubles.
        token: checked before a file is read.
        retry: tells of a failed file that did not change whether to read it again.

    Raises:
        Cancelled: by the token.
    """
    known = catalogue.signatures(scan.places)
    lost = [path for path, e in known.items() if path not in scan.files and e[1] is not State.GONE]
    unseen = [path for path in lost if not scan.blind(path)]
    away_from = away(catalogue, unseen, known, scan)
    if away_from:
        scan.troubles += away_from
        unseen = [path for path in unseen if not scan.blind(path)]
    missing = [known[path][0] for path in unseen]
    new = {path: signature for path, signature in scan.files.items() if path not in known}
    matcher = _Matcher(catalogue, missing, new, token)
    plan = Plan()
    for path, signature in new.items():
        _place_new(path, signature, matcher, plan)
    judge = _Judge(scan.doubted, matcher, retry)
    for path, signature in scan.files.items():
        if path in known:
            _place_known(path, signature, known[path], judge, plan)
    plan.gone = [file for file in missing if file not in plan.moved]
    return plan


class _Matcher:
    """Finds the indexed file that a path's content belongs to."""

    def __init__(
        self,
        catalogue: Catalogue,
        missing: Iterable[int],
        new: Mapping[str, Signature],
        token: Token,
    ) -> None:
        self._catalogue = catalogue
        self._token = token
        self._missing = set(missing)
        self._new = new
        self._taken: set[int] = set()
        self._by_size: dict[tuple[int, str], list[FileRow]] | None = None

    def row(self, file: int) -> FileRow:
        return self._catalogue.files([file])[file]

    def same_content(self, row: FileRow, path: str) -> bool:
        self._token.check()
        return bool(row.hash) and _hash_or_none(path) == row.hash

    def origin(self, path: str, signature: Signature) -> tuple[FileRow | None, bool]:
        """Return the row with the content of a new path, and whether it moved from there.

        Size, time and number are not enough: a rename changes the ctime, and with it goes the only
        trace of a content that was changed behind the others' back.
        """
        rows = self._index().get((signature.size, _suffix(path)), [])
        left = [row for row in rows if self._left(row, signature)]
        if signature.size == 0:
            return (self._moved(left[0]), True) if left else (None, False)
        if not rows:
            return None, False
        self._token.check()
        digest = _hash_or_none(path)
        same = [row for row in rows if row.hash and row.hash == digest]
        for row in same:
            if row in left or row.id in self._missing:
                return self._moved(row), True
        return (same[0], False) if same else (None, False)

    def _left(self, row: FileRow, signature: Signature) -> bool:
        """Tell whether a new file is one that left its place, which the scan need not have seen."""
        if row.id in self._taken or not row.signature.same_file(signature):
            return False
        if row.id in self._missing:
            return True
        same_device = row.device == signature.device
        return same_device and not os.path.lexists(row.path) and Path(row.path).parent.is_dir()

    def _moved(self, row: FileRow) -> FileRow:
        self._missing.discard(row.id)  # it can move to one place only
        self._taken.add(row.id)
        return row

    def _index(self) -> dict[tuple[int, str], list[FileRow]]:
        if self._by_size is None:
            self._by_size = defaultdict(list)
            sizes = {signature.size for signature in self._new.values()} - {0}
            for row in self._catalogue.files_sized(sizes):
                self._by_size[row.size, _suffix(row.path)].append(row)
        return self._by_size


class _Judge:
    """Tells what became of a known file that is still there."""

    def __init__(
        self, doubted: Collection[str], matcher: _Matcher, retry: Callable[[FileRow], bool]
    ) -> None:
        self._doubted = doubted
        self._matcher = matcher
        self._retry = retry

    def changed(self, path: str, signature: Signature, entry: tuple[int, State, Signature]) -> bool:
        """Tell whether it must be read again."""
        file, state, before = entry
        trusted = signature.untouched_since(before) and path not in self._doubted
        if state is State.SEEN:
            return not trusted  # what is stored of it may be kept only if it can be trusted
        if state is State.FAILED:
            return not trusted or self._retry(self._matcher.row(file))
        if trusted:
            return False
        same_size = before.size == signature.size
        return not (same_size and self._matcher.same_content(self._matcher.row(file), path))


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
    judge: _Judge,
    plan: Plan,
) -> None:
    file, state, before = entry
    if judge.changed(path, signature, entry):
        plan.changed[file] = signature
        return
    if signature != before:
        plan.touched[file] = signature
    plan.unchanged += state in (State.INDEXED, State.FAILED)


def _suffix(path: str) -> str:
    """The kind of a file decides how it is read: the same bytes under another one are read anew."""
    return os.path.splitext(path)[1].lower()  # noqa: PTH122 - called for every file


def _hash_or_none(path: str) -> bytes | None:
    try:
        return content_hash(Path(path))
    except OSError:
        return None  # reading it will say why
