"""The words of a library, in the forms in which they are looked through."""

from __future__ import annotations

import re
import threading
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from engine.models.spellings import anchors
from engine.search.alike import Alike, is_letters
from engine.search.phrases import WILD
from engine.store.catalogue_words import WordBatches

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.store.catalogue_reading import CatalogueReader


_INSIDE = 6
"""Letters from which on a word within another one is no chance: Versicherung, but not able."""
_MOST_SEEN = 3_000
_KEPT = 200
"""Words of queries of which it is known what longer words have them."""


class Occurring(NamedTuple):
    """A word that occurs."""

    word: str
    spelling: str
    df: int
    """In so many passages; of a Hangul word those that its first two syllables are in."""


class Words:
    """All words that were ever told of, with their spelling where it differs; never changed."""

    def __init__(self, spellings: dict[str, str]) -> None:
        self.spellings = spellings
        self._kept = lru_cache(_KEPT)(self._longer)

    @cached_property
    def text(self) -> str:
        """All of them, each between line breaks."""
        return "\n" + "\n".join(self.spellings) + "\n"

    def longer(self, word: str) -> tuple[str, ...]:
        """The words that have one within, the first 3,000: kept, as each letter of a query asks."""
        return self._kept(word)

    def _longer(self, word: str) -> tuple[str, ...]:
        found: list[str] = []
        at = self.text.find(word)
        while at >= 0 and len(found) < _MOST_SEEN:
            start, end = self.text.rfind("\n", 0, at) + 1, self.text.find("\n", at)
            if end - start > len(word):
                found.append(self.text[start:end])
            at = self.text.find(word, end)
        return tuple(found)

    @cached_property
    def alike(self) -> Alike:
        """What finds those that are spelt alike."""
        return Alike(self.spellings)


class Vocabulary:
    """A library's words, kept as long as it does not change. Thread-safe."""

    def __init__(self, catalogue: CatalogueReader) -> None:
        self._catalogue = catalogue
        self._lock = threading.Lock()
        self._batches = WordBatches(0, 0)
        self._words = Words({})

    def words(self) -> Words:
        """Return the words as of now; only what came since the last time is read."""
        with self._lock:
            now = self._catalogue.word_batches()
            if now == self._batches:
                return self._words
            new = self._catalogue.words_since(self._batches.last)
            if now.number <= self._batches.number:  # batches were joined
                self._words = Words(self._catalogue.words_since(0))
            elif new.keys() - self._words.spellings.keys():
                self._words = Words({**self._words.spellings, **new})
            self._batches = now
            return self._words

    def like(self, pattern: str) -> list[Occurring]:
        """Return the words that a pattern stands for, those in most passages first.

        Args:
            pattern: normalised, accents folded, with ``*`` and ``?``.
        """
        return self.occurring(_like(pattern).findall(self.words().text))

    def begins(self, beginning: str) -> bool:
        """Whether some word begins so."""
        return f"\n{beginning}" in self.words().text

    def has_inside(self, word: str) -> bool:
        """Whether some longer word has one within that is long enough to mean the same there.

        Args:
            word: normalised, accents folded, letters only.
        """
        if len(word) < _INSIDE or not is_letters(word):
            return False
        return bool(self.occurring(self.words().longer(word)))

    def occurring(self, words: Iterable[str]) -> list[Occurring]:
        """Return those of some words that occur, those in most passages first."""
        spellings = self.words().spellings
        anchored = {word: anchors(word, spellings.get(word, "")) for word in words}
        df = self._catalogue.df(list({term for terms in anchored.values() for term in terms}))
        found = [
            Occurring(word, spellings.get(word) or word, max(df.get(term, 0) for term in terms))
            for word, terms in anchored.items()
            if any(term in df for term in terms)
        ]
        return sorted(found, key=lambda one: (-one.df, one.word))


def _like(pattern: str) -> re.Pattern[str]:
    """What finds the words between line breaks that a pattern stands for.

    What follows a ``*`` is taken where it comes first, once and for all, so that the time is linear
    in the words however many there are.
    """
    pieces = [""]
    for part in re.split(f"({WILD})", pattern):
        if part.startswith("*"):
            pieces.append("")
        else:
            pieces[-1] += r"[^\n]" if part == "?" else re.escape(part)
    start, *others = pieces
    if others:
        *others, end = others
        start += "".join(rf"(?>[^\n]*?{piece})" for piece in others)
        start += rf"(?>[^\n]*?{end}(?=\n))" if end else r"[^\n]*+"
    return re.compile(rf"\n({start})(?=\n)")
