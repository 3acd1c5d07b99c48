"""Files that are copies of each other, or nearly so."""

from __future__ import annotations

import msgspec

from engine.protocol.message import Message


class FindDuplicates(Message, frozen=True, tag=True):
    """Ask for `DuplicatesFound`: indexed files of the same content."""

    library: str = ""
    """Empty means all; copies in different libraries count too."""
    folder: str = ""
    """Absolute path: only groups with a file below it, or it; empty means everywhere."""
    near: bool = False
    """Also files most of whose passages say the same: versions, other formats, quoted mails. All
    passages are read for that, some 5,000 a second."""


class DuplicateFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file that there is more than once."""

    library: str
    path: str
    size: int
    """Bytes."""
    modified: float
    """Seconds since the epoch."""


class DuplicateGroup(msgspec.Struct, frozen=True, kw_only=True):
    """Files that are copies of each other."""

    same: bool
    """Whether to the byte; otherwise most of their passages say the same."""
    files: tuple[DuplicateFile, ...]
    """At least two, newest first."""


class DuplicatesFound(Message, frozen=True, tag=True):
    """Closing, answers `FindDuplicates`."""

    groups: tuple[DuplicateGroup, ...]
    """Those with most bytes to spare first."""
