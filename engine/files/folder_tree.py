"""Which folders a library watches, by path and by the number of the watch."""

from __future__ import annotations

import os
from collections.abc import Iterator


class FolderTree:
    """Paths with a number each; not thread-safe."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._paths: dict[int, tuple[str, ...]] = {}
        self._children: dict[str, set[str]] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def paths_of(self, number: int) -> tuple[str, ...]:
        """Return the folders that a watch stands for now: several if one is mounted at another."""
        return self._paths.get(number, ())

    def number(self, path: str) -> int | None:
        """Return the watch of a folder."""
        return self._numbers.get(path)

    def put(self, path: str, number: int) -> None:
        """Say that ``number`` now watches ``path``, too, and nothing else does."""
        if self._numbers.get(path) == number:
            return
        self.drop(path)
        self._numbers[path] = number
        self._paths[number] = (*self.paths_of(number), path)
        self._link(path)

    def drop(self, path: str) -> int | None:
        """Forget a folder; return its watch if that stands for no other one."""
        number = self._numbers.pop(path, None)
        if number is None:
            return None
        self._unlink(path)
        left = tuple(other for other in self._paths[number] if other != path)
        if left:
            self._paths[number] = left
            return None
        del self._paths[number]
        return number

    def under(self, folder: str) -> Iterator[str]:
        """Yield the watched among a folder and all below it; do not change the tree meanwhile."""
        waiting = [folder]
        while waiting:
            path = waiting.pop()
            if path in self._numbers:
                yield path
            waiting.extend(self._children.get(path, ()))

    def children(self, folder: str) -> frozenset[str]:
        """Return the paths right below a folder that are watched or have watched ones below."""
        return frozenset(self._children.get(folder, ()))

    def count(self, folder: str) -> int:
        """Return how many watches there are at and below a folder."""
        return sum(1 for _ in self.under(folder))

    def paths(self) -> list[str]:
        """Return all watched folders."""
        return list(self._numbers)

    def _link(self, path: str) -> None:
        while (parent := os.path.dirname(path)) != path:
            siblings = self._children.setdefault(parent, set())
            if path in siblings:
                return
            siblings.add(path)
            path = parent

    def _unlink(self, path: str) -> None:
        while path not in self._numbers and not self._children.get(path):
            self._children.pop(path, None)
            parent = os.path.dirname(path)
            siblings = self._children.get(parent)
            if parent == path or siblings is None:
                return
            siblings.discard(path)
            path = parent
