"""The words of texts as they are written: what BM25's hashed terms cannot say.

Wildcards and corrections of typing errors need words and not numbers: each distinct word is told
once, in the form that its exact term is made of (normalised, accents folded), beside its spelling
where the folding took something away. Runs of scripts written without spaces have no words here;
a Hangul word is one, whatever its endings.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator

from engine.models.terms import Kind, fold, segments, term_id

SHORTEST = 2
LONGEST = 40
"""Characters. What is longer is encoded data, or nobody looks for it by its beginning."""
_KEPT = 300_000
"""Words remembered as told; beyond, all are told again, which costs time and does no harm."""
_AROUND = string.punctuation + "–—‘’‚“”„«»‹›…§"  # noqa: RUF001

_LATIN_END = "\u0250"
_BARE = {code: fold(chr(code)) for code in range(0xC0, 0x250)}


class Spellings:
    """Tells each word once."""

    def __init__(self) -> None:
        self._told: set[str] = set()
        self._fresh: dict[str, str] = {}

    def learn(self, texts: Iterable[str]) -> None:
        """Take the words out of *normalised* texts, mostly a word each."""
        if len(self._told) > _KEPT:
            self._told.clear()
        told, fresh = self._told, self._fresh
        for text in texts:
            bare = text.strip(_AROUND)
            if bare in told:
                continue
            if bare.isascii() and bare.isalnum():  # most words of most texts
                told.add(bare)
                if SHORTEST <= len(bare) <= LONGEST:
                    fresh[bare] = ""
                continue
            told.add(bare)
            if bare.isalnum() and SHORTEST <= len(bare) <= LONGEST and max(bare) < _LATIN_END:
                word = bare.translate(_BARE)
                fresh[word] = "" if word == bare else bare
                continue
            for word, spelling in spelt(text):
                if word == bare or word not in told:
                    told.add(word)
                    fresh[word] = spelling

    def take(self) -> dict[str, str]:
        """Return what was not told yet: words by their exact term, with their spelling."""
        fresh, self._fresh = self._fresh, {}
        return fresh

    def forget(self) -> None:
        """Tell everything again."""
        self._told.clear()
        self._fresh.clear()


def spelt(text: str) -> Iterator[tuple[str, str]]:
    """Yield the words of a *normalised* text, and their spelling where it is another."""
    for segment in segments(text):
        spelling = segment.text
        if not SHORTEST <= len(spelling) <= LONGEST:
            continue
        if segment.kind is not Kind.RUN:
            word = fold(spelling)  # the first of its forms; the others are stems, which take long
            yield word, "" if word == spelling else spelling
        elif is_hangul(spelling):
            yield spelling, ""


def is_hangul(text: str) -> bool:
    """Whether a text begins with a Hangul syllable."""
    return "\uac00" <= text[:1] <= "\ud7a3"


def anchor(word: str) -> int:
    """Return the term that tells whether a word occurs: of a Hangul word its first bigram."""
    return term_id(word[:2] if is_hangul(word) else word)


def anchors(word: str, spelling: str) -> tuple[int, ...]:
    """Return all such terms: some languages' exact forms keep their accents."""
    return (anchor(word), term_id(spelling)) if spelling else (anchor(word),)
