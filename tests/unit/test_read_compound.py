"""Compound files that lead in circles: small ones must not become large ones in memory."""

from __future__ import annotations

import struct
import tracemalloc
from pathlib import Path

import pytest

from engine.read.compound import CompoundFile
from engine.read.errors import DamagedError
from tests.fuzz.compound_writing import compound

SECTOR, END = 512, 0xFFFFFFFE


def opened(folder: Path, data: bytes) -> CompoundFile:
    path = folder / "a.hwp"
    path.write_bytes(data)
    return CompoundFile(path)


def test_streams_come_back_whole(tmp_path: Path) -> None:
    file = opened(tmp_path, compound({"FileHeader": b"h" * 5000, "BodyText/Section0": b"s" * 9000}))
    assert file.read("FileHeader") == b"h" * 5000
    assert file.read("BodyText/Section0") == b"s" * 9000
    assert file.read("nothing") == b""


def test_a_chain_that_leads_back_to_itself_is_damage(tmp_path: Path) -> None:
    data = bytearray(compound({"FileHeader": b"h" * 5000}))
    (table,) = struct.unpack_from("<I", data, 76)
    struct.pack_into("<I", data, (table + 1) * SECTOR + 4, 0)  # sector 1 is followed by sector 0
    with pytest.raises(DamagedError):
        opened(tmp_path, bytes(data)).read("FileHeader")


def test_a_table_that_names_a_sector_a_million_times_takes_no_memory(tmp_path: Path) -> None:
    """The table's own sectors: each names 127 of the table, and then the next of its kind."""
    data = bytearray(compound({"FileHeader": b""}))
    first, count = len(data) // SECTOR - 1, 8_000
    struct.pack_into("<II", data, 68, first, count)
    for number in range(count):
        following = first + number + 1 if number + 1 < count else END
        data += struct.pack("<128I", *[0] * 127, following)
    tracemalloc.start()
    with pytest.raises(DamagedError, match="order"):
        opened(tmp_path, bytes(data))
    assert tracemalloc.get_traced_memory()[1] < 20 * len(data)
    tracemalloc.stop()
