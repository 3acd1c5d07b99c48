"""The words that both vectors share, each analysed once.

A "word" here is what stands between two white spaces, punctuation and all. That is coarser than
the pre-tokeniser of any BERT (white space *and* punctuation) and coarser than BM25's segments, and
both only ever look inside one such word: so a text's tokens are its words' tokens one after the
other, exactly, and splitting is `str.split`. A word is analysed when it is first seen; afterwards a
text is a list of row numbers, and everything else is arithmetic on whole batches.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]
Number = TypeVar("Number", np.uint32, np.int32)
Buffered = TypeVar("Buffered", np.uint32, np.int32, np.int64)

# Python splits at these; BERT's cleaner deletes them as control characters, joining what they part.
_DELETED_SPACES = re.compile("[\x0b\x0c\x1c-\x1f\x85]")
_STAND_IN = "\x01"  # deleted by BERT's cleaner too, no space for Python, no letter for BM25


def split_words(text: str) -> list[str]:
    """Split a text at white space, exactly where a BERT normaliser sees some."""
    if _DELETED_SPACES.search(text):
        text = _DELETED_SPACES.sub(_STAND_IN, text)
    return text.split()


class Ragged(Generic[Number]):
    """Rows of different lengths in one growing buffer of a fixed type."""

    def __init__(self, dtype: type[Number]) -> None:
        self._values: NDArray[Number] = np.zeros(4096, dtype)
        self._starts: Rows = np.zeros(1025, np.int64)
        self._rows = 0

    def __len__(self) -> int:
        """Return the number of rows."""
        return self._rows

    @property
    def size(self) -> int:
        """Number of values in all rows."""
        return int(self._starts[self._rows])

    def extend(self, rows: Sequence[Sequence[int]]) -> None:
        """Add rows at the end."""
        lengths = np.fromiter(map(len, rows), np.int64, len(rows))
        last = self._rows + len(rows)
        self._starts = _grown(self._starts, last + 1)
        np.cumsum(lengths, out=self._starts[self._rows + 1 : last + 1])
        self._starts[self._rows + 1 : last + 1] += self._starts[self._rows]
        begin, end = self._starts[self._rows], self._starts[last]
        self._values = _grown(self._values, int(end))
        self._values[begin:end] = np.fromiter(
            chain.from_iterable(rows), self._values.dtype, int(end - begin)
        )
        self._rows = last

    def take(self, rows: Rows) -> tuple[NDArray[Number], Rows]:
        """Return the values of the rows one after the other, and each row's length."""
        starts = self._starts[rows]
        lengths = self._starts[rows + 1] - starts
        if not len(rows):
            return self._values[:0], lengths
        ends = np.cumsum(lengths)
        places: Rows = np.arange(int(ends[-1])) + np.repeat(starts - (ends - lengths), lengths)
        return self._values[places], lengths


def _grown(buffer: NDArray[Buffered], needed: int) -> NDArray[Buffered]:
    if needed <= len(buffer):
        return buffer
    larger = np.zeros(max(needed, 2 * len(buffer)), buffer.dtype)
    larger[: len(buffer)] = buffer
    return larger


class WordKey(NamedTuple):
    """What a word's analysis depends on besides the word."""

    language: str
    dense: bool


class NewWord(NamedTuple):
    """A word that has a row but no analysis yet."""

    key: WordKey
    word: str


class _Numbers(dict[str, int]):
    """Word to row; a word not yet known gets the next row and is noted as new."""

    def __init__(self, key: WordKey, new: list[NewWord], base: list[int]) -> None:
        super().__init__()
        self._key, self._new, self._base = key, new, base

    def __missing__(self, word: str) -> int:
        row = self[word] = self._base[0] + len(self._new)
        self._new.append(NewWord(self._key, word))
        return row


class WordNumbers:
    """Gives each distinct (language, word) a row; tells which ones have to be analysed.

    Attributes:
        new: the words numbered since the last `settle`, in the order of their rows.
    """

    def __init__(self) -> None:
        self.new: list[NewWord] = []
        self._base = [0]  # in a list: shared with every dictionary
        self._numbers: dict[WordKey, _Numbers] = {}

    def __len__(self) -> int:
        """Return the number of rows given, analysed or not."""
        return self._base[0] + len(self.new)

    def rows(self, words: Iterable[str], key: WordKey) -> list[int]:
        """Return the words' rows, in order."""
        numbers = self._numbers.get(key)
        if numbers is None:
            numbers = self._numbers[key] = _Numbers(key, self.new, self._base)
        return list(map(numbers.__getitem__, words))

    def settle(self) -> None:
        """Note that the analyses of all `new` words are stored."""
        self._base[0] += len(self.new)
        self.new.clear()
