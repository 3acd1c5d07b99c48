"""The map: a library's documents as points, near each other where they mean alike."""

from __future__ import annotations

import msgspec

from engine.protocol.message import Message


class MakeMap(Message, frozen=True, tag=True):
    """Ask for `MapMade`; `MapAdvanced` on the way. The last one is taken from the disk.

    Runs in the background at low priority; the latest request for a library wins, the one before
    it fails with code ``cancelled``.
    """

    library: str = ""
    """Empty means the first library."""
    anew: bool = False
    """Make it anew though there is one."""


class MapAdvanced(Message, frozen=True, tag=True):
    """Interim."""

    phase: str
    """``waiting`` (another library's map is being made), ``reading``, ``placing`` or ``naming``."""
    done: int
    total: int


class Cluster(msgspec.Struct, frozen=True, kw_only=True):
    """Documents that lie together."""

    terms: tuple[str, ...]
    """Its distinctive words, as people write them, most distinctive first; at most five."""
    x: float
    y: float
    documents: int


class MapMade(Message, frozen=True, tag=True):
    """Closing, answers `MakeMap`. The arrays are little-endian, one item a document.

    Documents that are gone since are left out, new ones are not placed yet.
    """

    library: str
    made: float
    """Seconds since the epoch; 0 where there is no document to show."""
    stale: bool
    """It would be made otherwise now."""
    changed: int
    """Documents that came, went or changed since."""
    left_out: int
    """Documents that have no place because there are too many for one map."""
    paths: tuple[str, ...]
    titles: tuple[str, ...]
    xs: bytes
    """float32, 0 to 1."""
    ys: bytes
    """float32, 0 to 1, downwards."""
    clusters_of: bytes
    """int16, index in ``clusters``; -1 for none."""
    modified: bytes
    """float64, seconds since the epoch."""
    clusters: tuple[Cluster, ...]
    """Largest first."""


class ReadBeginning(Message, frozen=True, tag=True):
    """Ask how a document begins: `BeginningRead`."""

    library: str
    path: str


class BeginningRead(Message, frozen=True, tag=True):
    """Closing, answers `ReadBeginning`."""

    path: str
    text: str
    """A few lines, white space folded; empty where the document is not known any more."""
