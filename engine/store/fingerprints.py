"""One number for each passage, by which store and catalogue are compared without their vectors."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

_FACTORS = tuple(np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9))
"""Odd, from xxHash's primes and the golden ratio: they keep the parts from cancelling out."""


class Fingerprints(NamedTuple):
    """Of some passages: their files' ids, int64 (n), and their marks, uint64 (n)."""

    files: npt.NDArray[np.int64]
    marks: npt.NDArray[np.uint64]


def fingerprints(
    pks: Sequence[int], files: Sequence[int], sizes: Sequence[int], paths: Sequence[str]
) -> Fingerprints:
    """Return the marks of passages by key, file, the file's size in bytes, and its stored path."""
    sums = {path: zlib.crc32(path.encode("utf-8", "surrogatepass")) for path in set(paths)}
    parts = (files, sizes, [sums[path] for path in paths])
    marks = np.array(pks, np.int64).view(np.uint64)
    for factor, part in zip(_FACTORS, parts, strict=True):
        marks = marks ^ (np.array(part, np.int64).view(np.uint64) * factor)
    return Fingerprints(np.array(files, np.int64), marks)


def joined(pieces: Sequence[Fingerprints]) -> Fingerprints:
    """Return several pieces as one."""
    return Fingerprints(
        np.concatenate([np.empty(0, np.int64), *(piece.files for piece in pieces)]),
        np.concatenate([np.empty(0, np.uint64), *(piece.marks for piece in pieces)]),
    )
