"""Compound files, the container of binary Office documents and HWP ([MS-CFB])."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

from engine.read.errors import DamagedError

if TYPE_CHECKING:
    from pathlib import Path

_LAST_REGULAR = 0xFFFFFFFA
_STORAGE, _STREAM, _ROOT = 1, 2, 5


class _Entry(NamedTuple):
    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


class CompoundFile:
    """Read-only access to the streams, by paths such as ``BodyText/Section0``."""

    def __init__(self, path: Path) -> None:
        """Raises `DamagedError`."""
        self._data = path.read_bytes()
        try:
            self._load()
        except (struct.error, IndexError, ValueError) as error:
            raise DamagedError from error

    def _load(self) -> None:
        data = self._data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise DamagedError("it is not what its name says")
        self._sector, self._mini_sector = 1 << shift, 1 << mini_shift
        (directory,) = struct.unpack_from("<I", data, 48)
        self._cutoff, mini_start, _count, difat_start = struct.unpack_from("<IIII", data, 56)
        table = list(struct.unpack_from("<109I", data, 76))
        seen: set[int] = set()
        while difat_start <= _LAST_REGULAR and difat_start not in seen:
            seen.add(difat_start)
            *more, difat_start = self._numbers(self._read_sector(difat_start))
            table += more
        table = [sector for sector in table if sector <= _LAST_REGULAR]
        self._most = len(data) // self._sector + 1
        if len(table) > self._most:  # the same ones again and again
            raise DamagedError("its inner order is broken")
        self._fat = self._numbers(b"".join(map(self._read_sector, table)))
        self._mini_fat = self._numbers(self._chain(mini_start))
        raw = self._chain(directory)
        self._entries = [self._entry(raw[at : at + 128]) for at in range(0, len(raw) - 127, 128)]
        self._mini = self._chain(self._entries[0].start)
        self.streams: dict[str, int] = {}
        """Path → number of its directory entry."""
        self._walk(self._entries[0].child, "", set())

    @staticmethod
    def _numbers(data: bytes) -> list[int]:
        return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))

    def _read_sector(self, number: int) -> bytes:
        start = (number + 1) * self._sector
        if start >= len(self._data):
            raise DamagedError("its end is missing")
        return self._data[start : start + self._sector]

    def _chain(self, sector: int) -> bytes:
        parts: list[bytes] = []
        while sector <= _LAST_REGULAR:
            if len(parts) > self._most:
                raise DamagedError("its inner order is broken")
            parts.append(self._read_sector(sector))
            sector = self._fat[sector]
        return b"".join(parts)

    @staticmethod
    def _entry(raw: bytes) -> _Entry:
        length, kind = struct.unpack_from("<HB", raw, 64)
        left, right, child = struct.unpack_from("<III", raw, 68)
        start, size = struct.unpack_from("<II", raw, 116)
        name = raw[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        return _Entry(name, kind, left, right, child, start, size)

    def _walk(self, number: int, prefix: str, seen: set[int]) -> None:
        """Visit a storage's tree of siblings without recursion over siblings."""
        waiting = [number]
        while waiting:
            number = waiting.pop()
            if number >= len(self._entries) or number in seen:
                continue
            seen.add(number)
            entry = self._entries[number]
            waiting += [entry.left, entry.right]
            if entry.kind == _STREAM:
                self.streams[prefix + entry.name] = number
            elif entry.kind == _STORAGE and prefix.count("/") < 20:
                self._walk(entry.child, f"{prefix}{entry.name}/", seen)

    def read(self, name: str) -> bytes:
        """Return a stream's content, empty when there is none. Raises `DamagedError`."""
        if name not in self.streams:
            return b""
        entry = self._entries[self.streams[name]]
        if entry.size >= self._cutoff:
            return self._chain(entry.start)[: entry.size]
        parts: list[bytes] = []
        sector = entry.start
        while sector <= _LAST_REGULAR and sector < len(self._mini_fat):
            if len(parts) > len(self._mini_fat):
                raise DamagedError("its inner order is broken")
            parts.append(self._mini[sector * self._mini_sector :][: self._mini_sector])
            sector = self._mini_fat[sector]
        return b"".join(parts)[: entry.size]
