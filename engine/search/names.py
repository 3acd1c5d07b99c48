"""The files of a library by the words of their names, kept in memory.

A name is cut at signs, between letters and digits and where small letters are followed by a capital
one: ``contract-müller2021.docx`` and ``ContractMuller 2021`` have the same words. In a hundred
thousand names a word is found in less than 10 ms, and they are read again, in one or two seconds,
only after something was written.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from engine.models.korean import tail
from engine.models.terms import normalise
from engine.models.terms_fold import fold

if TYPE_CHECKING:
    import numpy.typing as npt

    from engine.search.fusion import Floats
    from engine.store.catalogue_reading import CatalogueReader

PACE = 20
"""By how much longer names are left alone than it took to read them: while a library is being
indexed, what is new is known after a while."""
_SEAMS = tuple(
    re.compile(seam)
    for seam in (
        "[a-zß-öø-ÿ](?=[A-ZÀ-ÖØ-Þ])",
        "[A-Z](?=[A-Z][a-z])",
        r"[^\W\d_](?=[0-9])",
        r"[0-9](?=[^\W\d_])",
    )
)
_SIGNS = re.compile(r"[^\w\n]+|_+")
_SPACELESS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]"
)


def words_of(text: str) -> list[str]:
    """Return the words of a name, or of a query, in the form in which they are compared."""
    return _plain(text.replace("\n", " ")).split()


def is_spaceless(word: str) -> bool:
    """Whether a word may be a part of a longer one: written without spaces, or with endings."""
    return len(word) > 1 and _SPACELESS.search(word) is not None


class Names:
    """The words of names as of a moment; never changed."""

    def __init__(self, lines: Mapping[int, str]) -> None:
        """Take the words of names, between spaces, by their files' ids."""
        self.files = np.array(list(lines), np.int64)
        self._lengths = np.array([len(line) for line in lines.values()], np.int64)
        words = [line.split() for line in lines.values()]
        for line in words:  # "releasenotes" is ReleaseNotes.md, too
            if len(line) > 2:
                line.append("".join(line[:-1]))
        numbers: dict[str, int] = {}
        held = [numbers.setdefault(word, len(numbers)) for line in words for word in line]
        places = np.repeat(np.arange(len(words)), [len(line) for line in words])
        order = np.argsort(np.array(held, np.int64), kind="stable")
        self._numbers = numbers
        self._places = places[order]
        self._ends = np.cumsum(np.bincount(held, minlength=len(numbers))) if held else places
        self._runs = "\n".join(["", *filter(is_spaceless, numbers), ""])

    def having(self, word: str) -> npt.NDArray[np.int64]:
        """Return the places, in `files`, of the names that have a word, each once."""
        words = [word]
        if is_spaceless(word):
            words = re.findall(f"\n([^\n]*{re.escape(word)}[^\n]*)", self._runs)
        found = [self._of(self._numbers[one]) for one in words if one in self._numbers]
        return np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64)

    def _of(self, number: int) -> npt.NDArray[np.int64]:
        return self._places[self._ends[number - 1] if number else 0 : self._ends[number]]

    def best(self, words: Sequence[str], weights: Floats, most: int) -> list[int]:
        """Return the files whose names have most of what words weigh, best first.

        Args:
            words: of a query.
            weights: (words,), what each weighs before it is known in how many names it is.
            most: files to return.
        """
        total = len(self.files)
        held = np.zeros(total, np.float64)
        for word, weight in zip(words, weights.tolist(), strict=True):
            places = self.having(bare(word) if word not in self._numbers else word)
            held[places] += weight * rarity(len(places), total)
        some = np.flatnonzero(held)
        order = np.lexsort((self._lengths[some], -held[some]))[:most]
        return self.files[some[order]].tolist()


def bare(word: str) -> str:
    """Return a Korean word without its particles, if two syllables are left; others as they are."""
    end = len(word) - tail(word)
    return word[:end] if end > 1 else word


def rarity(names: int, total: int) -> float:
    """Return the inverse document frequency of a word that is in some of all names, > 0."""
    return float(np.log1p((max(total, names) - names + 0.5) / (names + 0.5)))


class NameIndex:
    """A library's names, kept as long as they do not change. Thread-safe."""

    def __init__(self, catalogue: CatalogueReader, *, pace: float = PACE) -> None:
        """Read nothing yet."""
        self._catalogue = catalogue
        self._pace = pace
        self._lock = threading.Lock()
        self._written: tuple[tuple[int, int], ...] | None = None
        self._again = 0.0
        self._known: dict[int, str] = {}
        self._lines: dict[int, str] = {}
        self._names = Names({})

    def names(self) -> Names:
        """Return the names as of now, or of a moment ago where the library is being indexed."""
        with self._lock:
            written, began = self._catalogue.written(), time.monotonic()
            if written != self._written and began >= self._again:
                self._read()
                self._written, ended = written, time.monotonic()
                self._again = ended + self._pace * (ended - began)
            return self._names

    def _read(self) -> None:
        known = self._catalogue.names_by_file()
        if known == self._known:
            return
        new = {file: name for file, name in known.items() if self._known.get(file) != name}
        text = "\n".join(name.replace("\n", " ") for name in new.values())
        self._lines |= zip(new, _plain(text).split("\n"), strict=True) if new else ()
        self._known, self._lines = known, {file: self._lines[file] for file in known}
        self._names = Names(self._lines)


def _plain(text: str) -> str:
    for seam in _SEAMS:
        text = seam.sub(r"\g<0> ", text)
    return _SIGNS.sub(" ", fold(normalise(text)))
