"""Words that are spelt alike: nearest by the keys that were missed, swapped or hit instead.

The distance is Damerau and Levenshtein's in its restricted form (optimal string alignment): 1 for a
letter too many, too few, another, or two neighbours that changed places. Hangul is compared by its
letters, not by its syllables. All words of about a length are compared at once, after most were
ruled out by the letters that they have: 200,000 take a few milliseconds.
Source: Damerau 1964; Wagner & Lowrance 1975, without edits of what was swapped.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.models.spellings import is_hangul

if TYPE_CHECKING:
    from numpy.typing import NDArray


_SIZES = 4
"""Numbers of syllables for which what Hangul words are compared with is kept: of 200,000 words it
takes a quarter of a second to make, and 10 MB."""
_KEPT = 200
"""Words whose neighbours are kept: the next letter of a query asks for those before it again."""


class _Group(NamedTuple):
    """Words whose keys are of one length."""

    words: list[str]
    signs: NDArray[np.uint32]
    """Shape (length, n)."""
    letters: NDArray[np.uint32]
    """Which letters each has: bits, by the code modulo 32."""


class Alike:
    """Finds words alike among many."""

    def __init__(self, words: Iterable[str]) -> None:
        by_length: dict[int, list[str]] = defaultdict(list)
        self._hangul: list[str] = []
        for word in words:
            if is_hangul(word):
                self._hangul.append(word)
            elif is_letters(word):
                by_length[len(word)].append(word)
        self._groups = {length: _group(some, some) for length, some in by_length.items()}
        self._syllables = lru_cache(_SIZES)(self._beginnings)
        self._kept = lru_cache(_KEPT)(self._nearest)

    def nearest(self, word: str, most: int) -> Mapping[str, int]:
        """Return the words within a distance of one, and their distance.

        Args:
            word: normalised, accents folded. Of Hangul words beginnings count, too: endings are
                written to them.
            most: the largest distance.
        """
        return self._kept(word, most)

    def _nearest(self, word: str, most: int) -> Mapping[str, int]:
        keys = keys_of(word)
        groups = self._syllables(len(word)) if is_hangul(word) else self._groups
        query = np.array([ord(sign) for sign in keys], np.uint32)
        found: dict[str, int] = {}
        for length in range(max(1, len(keys) - most), len(keys) + most + 1):
            group = groups.get(length)
            if group is not None:
                found.update(_near(query, group, most))
        return found

    def _beginnings(self, size: int) -> dict[int, _Group]:
        """What Hangul words of so many syllables are compared with."""
        beginnings = {one[:size] for one in self._hangul}
        beginnings.update(one for one in self._hangul if len(one) == size + 1)
        # Line breaks stand between words and compose with nothing: all are taken apart at once.
        taken_apart = unicodedata.normalize("NFD", "\n".join(beginnings)).split("\n")
        by_length: dict[int, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
        for one, keys in zip(beginnings, taken_apart, strict=False):  # none: one empty key
            words, all_keys = by_length[len(keys)]
            words.append(one)
            all_keys.append(keys)
        return {length: _group(*pair) for length, pair in by_length.items()}


def is_letters(word: str) -> bool:
    """Whether a word has letters only, with the signs that some scripts spell vowels by."""
    return word.isalpha() or all(
        sign.isalpha() or unicodedata.category(sign)[0] == "M" for sign in word
    )


def keys_of(word: str) -> str:
    """The letters that a word is compared by."""
    return unicodedata.normalize("NFD", word) if is_hangul(word) else word


def _group(words: list[str], keys: list[str]) -> _Group:
    length = len(keys[0])
    flat = np.frombuffer("".join(keys).encode("utf-32-le", "surrogatepass"), np.uint32)
    signs = np.ascontiguousarray(flat.reshape(len(keys), length).T)
    letters = np.bitwise_or.reduce(np.uint32(1) << (signs & np.uint32(31)), axis=0)
    return _Group(words, signs, letters)


def _near(query: NDArray[np.uint32], group: _Group, most: int) -> dict[str, int]:
    mine = np.bitwise_or.reduce(np.uint32(1) << (query & np.uint32(31)))
    # An edit changes at most two of the letters that there are.
    kept = np.flatnonzero(np.bitwise_count(group.letters ^ mine) <= 2 * most)
    if not len(kept):
        return {}
    distances = _distances(query, group.signs[:, kept], most)
    close = np.flatnonzero(distances <= most)
    return {group.words[int(kept[i])]: int(distances[i]) for i in close}


def _distances(query: NDArray[np.uint32], signs: NDArray[np.uint32], most: int) -> NDArray[np.int8]:
    """Return how far each column of signs, shape (length, n), is from a query, up to a limit."""
    length, count = signs.shape
    shape = (len(query) + 1, length + 1, count)
    far = np.full(shape, most + 1, np.int8)
    far[:, 0] = np.arange(shape[0], dtype=np.int8)[:, None]
    far[0] = np.arange(shape[1], dtype=np.int8)[:, None]
    for i in range(1, shape[0]):
        other = (signs != query[i - 1]).view(np.int8)
        for j in range(max(1, i - most), min(length, i + most) + 1):
            best = far[i, j]
            np.minimum(far[i - 1, j], far[i, j - 1], out=best)
            best += 1
            np.minimum(best, far[i - 1, j - 1] + other[j - 1], out=best)
            if i > 1 and j > 1:
                swapped = (signs[j - 1] == query[i - 2]) & (other[j - 2] == 0)
                np.minimum(best, far[i - 2, j - 2] + 1, out=best, where=swapped)
    return far[-1, -1]
