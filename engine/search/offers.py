"""What libraries have that a filter could ask for: made now and then, asked at every key."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from heapq import nlargest
from itertools import accumulate

from engine.search.folder_names import FolderNames
from engine.search.kinds import EXTENSIONS
from engine.search.typed import typed

_WORD = re.compile(r"[^\W_]{2,}")


class NameWords:
    """The words of files' names."""

    def __init__(self, names: Iterable[str]) -> None:
        """Count the words of names, each once a name."""
        found: Counter[str] = Counter()
        for name in names:
            found.update({word.casefold() for word in _WORD.findall(name.rpartition(".")[0])})
        self._counts = found
        self._sorted = sorted((typed(word), word) for word in found)

    def beginning(self, text: str, most: int) -> list[tuple[str, int]]:
        """The words that begin with a text, with their files; most files first."""
        start = typed(text)
        if not start:
            return []
        first = bisect_left(self._sorted, (start,))
        last = bisect_left(self._sorted, (start + "\U0010ffff",), first)
        words = (word for _, word in self._sorted[first:last])
        return [
            (word, self._counts[word]) for word in nlargest(most, words, self._counts.__getitem__)
        ]


class Offers:
    """What some libraries have, as of when this was made.

    Attributes:
        folders: theirs.
        kinds: kind of file -> files, those that there are.
        extensions: extension -> files.
        languages: ISO 639-1 code -> files.
        names: the words of their files' names.
    """

    def __init__(
        self,
        shelves: Iterable[tuple[str, str, str, int]] = (),
        months: Mapping[str, int] | None = None,
        roots: Sequence[str] = (),
        names: NameWords | None = None,
    ) -> None:
        """Sum up.

        Args:
            shelves: folder, extension, language, files.
            months: ``2024-05`` -> files that were last changed then.
            roots: the libraries' own folders.
            names: of files.
        """
        folders: Counter[str] = Counter()
        self.extensions: Counter[str] = Counter()
        self.languages: Counter[str] = Counter()
        for folder, extension, language, files in shelves:
            folders[folder] += files
            self.extensions[extension] += files
            self.languages[language] += files
        del self.extensions[""], self.languages[""]
        self.folders = FolderNames(folders, roots)
        self.kinds = {
            kind: files
            for kind, members in EXTENSIONS.items()
            if (files := sum(self.extensions[member] for member in members))
        }
        self.names = names or NameWords(())
        self._days = sorted((months or {}).items())

    def days(self, *, after: bool) -> dict[str, int]:
        """Years and months -> the files changed since (or before) their first day; latest first."""
        left = sum(files for _, files in self._days)
        since: dict[str, int] = {}
        before: dict[str, int] = {}
        passed = accumulate((files for _, files in self._days), initial=0)
        for (month, _), earlier in zip(self._days, passed, strict=False):
            for day in (month[:4], month):
                since.setdefault(day, left - earlier)
                before.setdefault(day, earlier)
        counted = since if after else before
        return {day: counted[day] for day in sorted(counted, reverse=True)}
