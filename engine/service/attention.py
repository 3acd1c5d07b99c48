"""What the person is looking at: if it must be read, it is read first."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from pathlib import PurePath

MOST = 500
"""Paths that are remembered; the longest unseen ones are forgotten."""


class Attention:
    """Remembers paths that a person looked at or searches showed. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._paths: dict[str, None] = {}

    def draw(self, paths: Iterable[str]) -> None:
        """Take note of files and folders that the person sees."""
        with self._lock:
            for path in paths:
                self._paths.pop(path, None)
                self._paths[path] = None
            for path in list(self._paths)[: max(0, len(self._paths) - MOST)]:
                del self._paths[path]

    def paths(self) -> tuple[str, ...]:
        """Return what is remembered, the latest last."""
        with self._lock:
            return tuple(self._paths)

    def holds(self, path: str) -> bool:
        """Tell whether a file, or a folder that it lies in, has the person's attention."""
        with self._lock:
            if not self._paths:
                return False
            place = PurePath(path)
            return path in self._paths or any(
                str(folder) in self._paths for folder in place.parents
            )
