"""The map: a library's documents as points, near each other where they mean alike."""

from __future__ import annotations

import msgspec

from engine.protocol.message import Message


class MakeMap(Message, frozen=True, tag=True):
    """Ask for `MapMade`; `MapAdvanced` on the way. One that is still true is taken from the disk.

    Runs in the background at low priority; the latest request for a library wins.
    """

    library: str = ""
    """Empty means the first library."""
    anew: bool = False
    """Make it anew though the last one is still true."""


class MapAdvanced(Message, frozen=True, tag=True):
    """Interim."""

    phase: str
    """``reading``, ``placing`` or ``naming``."""
    done: int
    total: int


class Cluster(msgspec.Struct, frozen=True, kw_only=True):
    """Documents that lie together."""

    terms: tuple[str, ...]
    """Its distinctive terms, most distinctive first; at most five."""
    x: float
    y: float
    documents: int


class MapMade(Message, frozen=True, tag=True):
    """Closing, answers `MakeMap`. The arrays are little-endian, one item a document."""

    library: str
    made: float
    """Seconds since the epoch."""
    stale: bool
    """Documents came or went since."""
    paths: tuple[str, ...]
    titles: tuple[str, ...]
    xs: bytes
    """float32, 0 to 1."""
    ys: bytes
    """float32, 0 to 1."""
    clusters_of: bytes
    """int16, index in ``clusters``; -1 for none."""
    modified: bytes
    """float64, seconds since the epoch."""
    clusters: tuple[Cluster, ...]
