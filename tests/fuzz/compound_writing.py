"""Compound files (OLE), written with as little as a reader needs."""

from __future__ import annotations

import struct


def compound(streams: dict[str, bytes]) -> bytes:
    """Return the smallest compound file ([MS-CFB], version 3) of streams, all in full sectors.

    Args:
        streams: path (at most one ``/``) → content; shorter than 4096 bytes is filled up.
    """
    bodies = [content.ljust(4096, b"\0") for content in streams.values()]
    sectors, fat = list[bytes](), list[int]()
    starts = [_add(body, sectors, fat) for body in bodies]
    directory = _add(_directory(list(streams), starts, bodies), sectors, fat)
    table = len(sectors)
    fat += [_FAT] * (1 + len(fat) // 127)
    fat += [_FREE] * (-len(fat) % 128)
    count = len(fat) // 128
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIII", 0, count, directory, 0, 4096)
    head += struct.pack("<IIII", _END, 0, _END, 0)
    places = [*range(table, table + count), *[_FREE] * (109 - count)]
    head += struct.pack("<109I", *places)
    return head + b"".join(sectors) + struct.pack(f"<{len(fat)}I", *fat)


_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def _add(content: bytes, sectors: list[bytes], fat: list[int]) -> int:
    """Add a chain of sectors; return the first one's number."""
    first, count = len(sectors), -(-len(content) // 512)
    sectors += [content[at * 512 : at * 512 + 512].ljust(512, b"\0") for at in range(count)]
    fat += [*range(first + 1, first + count), _END]
    return first


def _directory(paths: list[str], starts: list[int], bodies: list[bytes]) -> bytes:
    storages = sorted({path.partition("/")[0] for path in paths if "/" in path})
    first = 1 + len(storages)
    entries = _entry("Root Entry", 5, child=1)
    for number, name in enumerate(storages, 1):
        child = first + next(i for i, path in enumerate(paths) if path.startswith(f"{name}/"))
        right = _next(number, first, paths, len(storages))
        entries += _entry(name, 1, right=right, child=child)
    for number, path in enumerate(paths, first):
        right = _next(number, first, paths, len(storages))
        place = starts[number - first], len(bodies[number - first])
        entries += _entry(path.rpartition("/")[2], 2, right=right, place=place)
    return entries


def _entry(
    name: str,
    kind: int,
    *,
    right: int = _FREE,
    child: int = _FREE,
    place: tuple[int, int] = (_END, 0),
) -> bytes:
    encoded = name.encode("utf-16-le")
    entry = encoded.ljust(64, b"\0") + struct.pack("<HBB", len(encoded) + 2, kind, 1)
    return entry + struct.pack("<III", _FREE, right, child) + bytes(36) + struct.pack("<IQ", *place)


def _next(number: int, first: int, paths: list[str], storages: int) -> int:
    """Return the sibling on the right: storages and root streams in a row, children in theirs."""
    if 1 <= number < storages:
        return number + 1
    top = [first + i for i, path in enumerate(paths) if "/" not in path]
    if number == storages and number and top:
        return top[0]
    if number < first:
        return 0xFFFFFFFF
    folder = paths[number - first].rpartition("/")[0]
    alike = [first + i for i, path in enumerate(paths) if path.rpartition("/")[0] == folder]
    after = [other for other in alike if other > number]
    return after[0] if after else 0xFFFFFFFF
