"""The folders of libraries by name, for a person who has typed the beginning of one."""

from __future__ import annotations

import os
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from pathlib import Path
from typing import NamedTuple

from engine.search.typed import folded, typed

_BETWEEN = re.compile(r"[\\/]" if os.name == "nt" else "/")


class FoundFolder(NamedTuple):
    """A folder that may be meant."""

    name: str
    """The shortest end of its path that no other folder has; else the path."""
    path: str
    files: int
    """In it and below."""


class FolderNames:
    """Folders that hold files, and those above them up to the libraries' own."""

    def __init__(self, files: Mapping[str, int], roots: Sequence[str]) -> None:
        """Count files.

        Args:
            files: how many files lie directly in each folder, by its path.
            roots: the libraries' own folders; what lies above them is nobody's business.
        """
        counts = _with_those_above(files, roots)
        # The largest first: a place in this list is also a rank, which sorts faster than a path.
        self._paths = sorted(counts, key=lambda path: (-counts[path], len(path), path))
        self._counts = [counts[path] for path in self._paths]
        self._sorted = sorted((typed(_last(path)), rank) for rank, path in enumerate(self._paths))
        self._alike = Counter(folded(_last(path)) for path in self._paths)
        self._ends = Counter(_end(path) for path in self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    def beginning(self, text: str, most: int) -> list[FoundFolder]:
        """The folders whose name begins with a text, else contains it; with most files first.

        Args:
            text: a name, ``folder/name``, or a path from the root or the home folder.
            most: folders to return.
        """
        *above, name = _BETWEEN.split(text)
        whole = _is_whole(text)
        if text.startswith("~") and above:
            above[:1] = _BETWEEN.split(str(Path.home()))
        wanted, keys = [folded(part) for part in above if part], typed(name)
        found = self._inside(wanted, self._beginning_with(keys))
        if not found and len(name) > 1:
            found = self._inside(wanted, (rank for key, rank in self._sorted if keys in key))
        return [
            FoundFolder(
                self._paths[rank] if whole else self._shortest(self._paths[rank]),
                self._paths[rank],
                self._counts[rank],
            )
            for rank in nsmallest(most, found)
        ]

    def _inside(self, above: list[str], ranks: Iterable[int]) -> list[int]:
        if not above:
            return list(ranks)
        return [rank for rank in ranks if _lies_in(self._paths[rank], above)]

    def _beginning_with(self, start: str) -> Iterable[int]:
        if not start:
            return range(len(self._paths))
        first = bisect_left(self._sorted, (start,))
        last = bisect_left(self._sorted, (start + "\U0010ffff",), first)
        return (rank for _, rank in self._sorted[first:last])

    def _shortest(self, path: str) -> str:
        if self._alike[folded(_last(path))] == 1:
            return _last(path)
        end = "/".join(_BETWEEN.split(path)[-2:])  # as long as it is in the path
        return path[-len(end) :] if self._ends[_end(path)] == 1 else path


def _is_whole(text: str) -> bool:
    return text.startswith(("/", "~", "\\")) or text[1:2] == ":"


def _with_those_above(files: Mapping[str, int], roots: Sequence[str]) -> dict[str, int]:
    limits = [os.path.normpath(root) for root in roots]
    counted: Counter[str] = Counter()
    for path, count in files.items():
        folder = path.rstrip("\\/") or path
        counted[folder] += count
        for above in _above(folder):
            if not any(_holds(limit, above) for limit in limits):
                break
            counted[above] += count
    return {folder: count for folder, count in counted.items() if _last(folder)}


def _above(folder: str) -> Iterator[str]:
    while (above := os.path.dirname(folder)) != folder:  # noqa: PTH120 - Path is ten times slower
        yield above
        folder = above


def _holds(outer: str, inner: str) -> bool:
    return inner == outer or inner.startswith(outer.rstrip(os.sep) + os.sep)


def _lies_in(path: str, above: list[str]) -> bool:
    """Whether the folders right above have these names."""
    return [folded(part) for part in _BETWEEN.split(path)[:-1]][-len(above) :] == above


def _last(path: str) -> str:
    return _BETWEEN.split(path)[-1]


def _end(path: str) -> tuple[str, ...]:
    return tuple(folded(part) for part in _BETWEEN.split(path)[-2:])
