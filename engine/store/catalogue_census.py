"""What a catalogue's files have in common, counted by SQLite without holding Python's lock."""

from __future__ import annotations

import os

from engine.store.catalogue_reading import CatalogueReader

# rtrim(path, every character of it but the separator) is the folder with its separator; the same
# with a dot is everything up to the extension, which is none if there is a separator in it.
_FOLDER = f"rtrim(path, replace(path, '{os.sep}', ''))"
_AFTER_DOT = "substr(path, length(rtrim(path, replace(path, '.', ''))) + 1)"
_EXTENSION = f"CASE WHEN instr({_AFTER_DOT}, '{os.sep}') THEN '' ELSE lower({_AFTER_DOT}) END"


class CatalogueCensus(CatalogueReader):
    """Questions about all files that have passages."""

    def shelves(self) -> list[tuple[str, str, str, int]]:
        """Return folder (with its separator), extension, language, and how many files have them."""
        columns = f"{_FOLDER}, {_EXTENSION}, language, count(*)"
        return self._ask(f"SELECT {columns} FROM files WHERE passages > 0 GROUP BY 1, 2, 3")  # noqa: S608 - constants

    def months(self) -> dict[str, int]:
        """Return how many files were last changed in a month (``2024-05``, local time)."""
        month = "strftime('%Y-%m', mtime_ns / 1000000000, 'unixepoch', 'localtime')"
        query = f"SELECT {month}, count(*) FROM files WHERE passages > 0 GROUP BY 1"  # noqa: S608 - constants
        return {when: files for when, files in self._ask(query) if when}

    def names(self) -> list[str]:
        """Return the files' names, without their folders."""
        query = f"SELECT substr(path, length({_FOLDER}) + 1) FROM files WHERE passages > 0"  # noqa: S608 - constants
        return [row[0] for row in self._ask(query)]

    def some_files(self, most: int) -> list[int]:
        """Return files that have passages, all of them or so many taken from all over."""
        mixed = "(id * 2654435761) % 4294967296"  # Knuth's: neighbours lie far apart
        query = f"SELECT id FROM files WHERE passages > 0 ORDER BY {mixed} LIMIT ?"  # noqa: S608 - constants
        return [row[0] for row in self._ask(query, (most,))]

    def texts_of(self, file: int) -> list[str]:
        """Return the texts of a file's passages in order."""
        return [passage.text for passage in self.passages_of(file)]

    def lengths(self) -> dict[str, tuple[int, int]]:
        """Return how many passages each language has, and their characters together."""
        query = 'SELECT lang, count(*), sum("end" - start) FROM passages GROUP BY lang'
        return {lang: (int(count), int(total)) for lang, count, total in self._ask(query)}
