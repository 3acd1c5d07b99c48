"""The files' names, for who keeps them in memory."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from engine.store.catalogue_words import WordsReader

if TYPE_CHECKING:
    from pathlib import Path


class NamesReader(WordsReader):
    """The part of a catalogue's reader that answers questions about names."""

    _path: Path

    def names_by_file(self) -> dict[int, str]:
        """Return the names of all files by id, without their folders."""
        rows = self._ask("SELECT id, path FROM files")
        return {file: os.path.basename(path) for file, path in rows}  # noqa: PTH119 - Path is slow

    def written(self) -> tuple[tuple[int, int], ...]:
        """Return what is another one after whatever was written: times and sizes of its files."""
        files = (self._path, self._path.with_name(self._path.name + "-wal"))
        stats = (file.stat() for file in files if file.exists())
        return tuple((stat.st_mtime_ns, stat.st_size) for stat in stats)
