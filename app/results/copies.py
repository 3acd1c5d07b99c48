"""Rows of what is folded under a hit: passages elsewhere that say the same."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cached_property
from pathlib import PurePath

import msgspec
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication

from app.look import figures
from engine.protocol.messages import Copy, Hit


class CopiesRow(msgspec.Struct, frozen=True):
    """Stands for the copies of the passage above it, or heads them."""

    hit: Hit
    """What they are copies of."""
    unfolded: bool
    last: bool
    """Nothing of the file follows, where the copies are folded."""

    @property
    def identity(self) -> Hashable:
        """What stays the same while its content changes."""
        return "copies", self.hit.library, self.hit.passage

    @property
    def text(self) -> str:
        """What it says."""
        return copies_text(len(self.hit.copies))

    @property
    def spoken(self) -> str:
        """The same for ears: whether they are shown, and the key that changes it."""
        said = (
            QCoreApplication.translate("Results", "{0}, shown; Left folds them away")
            if self.unfolded
            else QCoreApplication.translate("Results", "{0}, folded away; Right shows them")
        )
        return said.format(self.text)


class CopyRow(msgspec.Struct, frozen=True, dict=True):
    """One copy."""

    copy: Copy
    of: Hit
    """What it is a copy of."""
    weak: bool
    last: bool
    """Nothing of the file follows."""

    @property
    def key(self) -> tuple[str, int]:
        """What identifies the passage across answers."""
        return self.copy.library, self.copy.passage

    @property
    def identity(self) -> Hashable:
        """What stays the same while its content changes."""
        return "copy", self.copy.library, self.copy.passage

    @cached_property
    def hit(self) -> Hit:
        """The copy as a hit, so that it is opened, shown and copied like one."""
        return hit_of(self.copy, self.of)

    @property
    def text(self) -> str:
        """The file's name."""
        return PurePath(self.copy.path).name

    @cached_property
    def place(self) -> str:
        """Its folder, and where in the file it stands; a copy in the same file has no folder."""
        inside = ""
        if self.copy.page:
            inside = QCoreApplication.translate("Results", "Page {0}").format(self.copy.page)
        elif self.copy.line > 1:
            line = figures.count(self.copy.line)
            inside = QCoreApplication.translate("Results", "Line {0}").format(line)
        if (self.copy.library, self.copy.path) == (self.of.library, self.of.path):
            here = QCoreApplication.translate("Results", "in this file")
            return "  ·  ".join(part for part in (here, inside) if part)
        folder = figures.place(str(PurePath(self.copy.path).parent))
        return "  ·  ".join(part for part in (folder, inside) if part)

    @cached_property
    def date(self) -> str:
        """When its file was changed; may be empty."""
        return figures.date(self.copy.modified) if self.copy.modified else ""

    @property
    def difference(self) -> str:
        """How much of it is the same."""
        if self.copy.same:
            return QCoreApplication.translate("Results", "the same text")
        if self.copy.version:
            return QCoreApplication.translate("Results", "another version")
        return QCoreApplication.translate("Results", "a few words differ")

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        said = QCoreApplication.translate("Results", "Copy: {0}").format(self.text)
        return ", ".join(part for part in (said, self.difference, self.place, self.date) if part)


def copies_text(count: int) -> str:
    """How many there are."""
    return QCoreApplication.translate("Results", "%n copy(s)", "", count)


def hit_of(copy: Copy, of: Hit) -> Hit:
    """A copy as a hit: its place is its own, its text, marks and parts are the original's.

    The text of one that differs in a few words is only nearly its own: it is for finding it again.
    Of what kind another kind of file is, its document tells once it is open.
    """
    return replace(
        of,
        library=copy.library,
        path=copy.path,
        title=copy.title or PurePath(copy.path).name,
        media_type=of.media_type if _suffix(copy.path) == _suffix(of.path) else "",
        modified=copy.modified,
        size=of.size if copy.path == of.path else 0,  # not told
        page=copy.page,
        line=copy.line,
        start=copy.start,
        end=copy.end,
        passage=copy.passage,
        score=copy.score,
        copies=(),
    )


def _suffix(path: str) -> str:
    return PurePath(path).suffix.lower()
