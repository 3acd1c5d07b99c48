"""A made map as it lies on the disk, and what it was made from."""

from __future__ import annotations

import logging
import struct
from typing import TYPE_CHECKING

import msgspec

from engine.host.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from engine.maps.source import MapDocument

log = logging.getLogger(__name__)

MAP_FILE = "map.msgpack"
MAKING = 2
"""Raised when maps are made in another way: older ones are then stale."""


class Group(msgspec.Struct, frozen=True):
    """Documents that lie together."""

    terms: tuple[str, ...]
    x: float
    y: float
    documents: int


class MapRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A map. The arrays are little-endian, one item a document."""

    making: int
    made: float
    """Seconds since the epoch."""
    asked: str
    """Id of the library's dense model then; it placed documents only if it is a static one."""
    files: bytes
    """int64, ids in the catalogue."""
    contents: bytes
    """Eight bytes each, see `content_mark`."""
    xs: bytes
    ys: bytes
    groups_of: bytes
    """int16."""
    groups: tuple[Group, ...]


_decoder = msgspec.msgpack.Decoder(MapRecord)


def content_mark(document: MapDocument) -> bytes:
    """Return what is another where a document's content is; 8 bytes."""
    return (document.hash or str(document.passages).encode())[:8].ljust(8, b"\0")


def content_marks(documents: Iterable[MapDocument]) -> bytes:
    """Return the marks of documents one after the other."""
    return b"".join(map(content_mark, documents))


def read_record(folder: Path) -> MapRecord | None:
    """Return a library's last map; None where there is none that makes sense."""
    try:
        record = _decoder.decode((folder / MAP_FILE).read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError) as error:
        log.warning("the map cannot be read and is made anew: %s", error)
        return None
    return record if _is_whole(record) else None


def write_record(folder: Path, record: MapRecord) -> None:
    """Keep a map. It can be made again: what cannot be written is logged and forgotten."""
    try:
        write_whole(folder / MAP_FILE, msgspec.msgpack.encode(record))
    except OSError as error:
        log.warning("the map cannot be kept: %s", error)


def _is_whole(record: MapRecord) -> bool:
    count = len(record.files) // 8
    halves, quarters = (record.xs, record.ys), record.groups_of
    fits = [2 * len(half) == 8 * count for half in halves]
    if not (all(fits) and len(record.contents) == 8 * count == 4 * len(quarters)):
        return False
    groups = [group for (group,) in struct.iter_unpack("<h", quarters)]
    return min(groups, default=-1) >= -1 and max(groups, default=-1) < len(record.groups)
