"""Which folders a library watches, by path and by the number of the watch."""

from __future__ import annotations

import os
from collections.abc import Iterator


class FolderTree:
    """Paths with a number each; not thread-safe."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._paths: dict[int, str] = {}
        self._children: dict[str, set[str]] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def path(self, number: int) -> str | None:
        """Return the folder that a watch stands for now."""
        return self._paths.get(number)

    def number(self, path: str) -> int | None:
        """Return the watch of a folder."""
        return self._numbers.get(path)

    def put(self, path: str, number: int) -> None:
        """Say that ``number`` now watches ``path`` and nothing else does; both may be known."""
        if self._paths.get(number, path) != path:
            self.drop(number)
        old = self._numbers.get(path, number)
        if old != number:
            del self._paths[old]
        self._numbers[path] = number
        self._paths[number] = path
        self._link(path)

    def drop(self, number: int) -> str | None:
        """Forget a watch; return the path that it stood for."""
        path = self._paths.pop(number, None)
        if path is not None:
            del self._numbers[path]
            self._unlink(path)
        return path

    def under(self, folder: str) -> Iterator[int]:
        """Yield the watches of a folder and of all below it; do not change the tree meanwhile."""
        waiting = [folder]
        while waiting:
            path = waiting.pop()
            if (number := self._numbers.get(path)) is not None:
                yield number
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
        while (parent := os.path.dirname(path)) != path:  # noqa: PTH120 - plain strings
            siblings = self._children.setdefault(parent, set())
            if path in siblings:
                return
            siblings.add(path)
            path = parent

    def _unlink(self, path: str) -> None:
        while path not in self._numbers and not self._children.get(path):
            self._children.pop(path, None)
            parent = os.path.dirname(path)  # noqa: PTH120
            siblings = self._children.get(parent)
            if parent == path or siblings is None:
                return
            siblings.discard(path)
            path = parent
