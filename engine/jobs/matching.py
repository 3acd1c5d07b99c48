"""Which indexed file the content of a path belongs to: the same one, one that moved, or a copy."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from engine.files.hashing import content_hash

if TYPE_CHECKING:
    from engine.host.cancellation import Token
    from engine.store.catalogue import Catalogue
    from engine.store.catalogue_rows import FileRow, Signature

_Content = tuple[int, str, bytes]
_Identity = tuple[int, int, int]


class Matcher:
    """Finds the file that a path's content belongs to. For one comparison."""

    def __init__(
        self,
        catalogue: Catalogue,
        missing: Iterable[int],
        new: Mapping[str, Signature],
        token: Token,
        away: Iterable[int] = (),
        near: Callable[[str, str], bool] = lambda _one, _other: True,
    ) -> None:
        """Prepare; nothing is asked before it is needed.

        Args:
            catalogue: what is known.
            missing: ids of files that are not where they were.
            new: what was found at paths that are not known.
            token: checked before a file is read.
            away: ids of files whose drive seems not to be connected.
            near: tells of two paths whether a file that is away from one can be at the other.
        """
        self._near = near
        self._away = set(away)
        self._live: set[_Content] = set()
        self._apart: dict[_Content, list[FileRow]] = defaultdict(list)
        self._catalogue = catalogue
        self._token = token
        self._missing = set(missing)
        self._taken: set[int] = set()
        self._sizes = {signature.size for signature in new.values()} - {0}
        self._indexed = False
        self._kinds: set[tuple[int, str]] = set()
        self._present: dict[_Content, FileRow] = {}
        self._lost: dict[_Content, list[FileRow]] = defaultdict(list)
        self._by_identity: dict[_Identity, FileRow] = {}

    def row(self, file: int) -> FileRow:
        """Return a known file."""
        return self._catalogue.files([file])[file]

    def same_content(self, row: FileRow, path: str) -> bool:
        """Tell whether what lies at a path is what was indexed."""
        self._token.check()
        return bool(row.hash) and _hash_or_none(path) == row.hash

    def origin(self, path: str, signature: Signature) -> tuple[FileRow | None, bool]:
        """Return the row with the content of a new path, and whether it moved from there.

        Size, time and number are not enough: a rename changes the ctime, and with it goes the only
        trace of a content that was changed behind the others' back.
        """
        self._index()
        kind = (signature.size, _suffix(path))
        if kind not in self._kinds:
            return None, False
        self._token.check()
        content = (*kind, _hash_or_none(path) or b"")
        lost = self._lost.get(content)
        left = lost.pop() if lost else self._left_unseen(content, signature)
        left = left or self._was_away(content, path)
        if left is not None:
            self._taken.add(left.id)  # it can move to one place only
            return left, True
        return self._present.get(content), False

    def _left_unseen(self, content: _Content, signature: Signature) -> FileRow | None:
        """Return the file that left a place which is no part of the scan, and came to this one."""
        row = self._by_identity.get((signature.size, signature.mtime_ns, signature.inode))
        if row is None or row.id in self._taken or _content(row) != content:
            return None
        if row.device != signature.device or os.path.lexists(row.path):
            return None
        return row if Path(row.path).parent.is_dir() else None

    def _was_away(self, content: _Content, path: str) -> FileRow | None:
        """Return a file that is not on a drive which is away, for its content is here.

        That drive is connected then, and was changed on another computer. Where another file has
        that content, too, it is that one's copy.
        """
        if content in self._live:
            return None
        for row in self._apart.get(content, ()):
            if row.id not in self._taken and self._near(row.path, path):
                return row
        return None

    def _index(self) -> None:
        if self._indexed:
            return
        self._indexed = True
        for row in self._catalogue.files_sized(self._sizes):
            if not row.hash:
                continue
            content = _content(row)
            self._kinds.add(content[:2])
            self._present[content] = row
            if row.id in self._missing:
                self._lost[content].append(row)
                continue
            if row.id in self._away:
                self._apart[content].append(row)
            else:
                self._live.add(content)
            if row.inode:
                self._by_identity[row.size, row.mtime_ns, row.inode] = row


def _content(row: FileRow) -> _Content:
    return row.size, _suffix(row.path), row.hash


def _suffix(path: str) -> str:
    """The kind of a file decides how it is read: the same bytes under another one are read anew."""
    return os.path.splitext(path)[1].lower()  # noqa: PTH122 - called for every file


def _hash_or_none(path: str) -> bytes | None:
    try:
        return content_hash(Path(path))
    except OSError:
        return None  # reading it will say why
