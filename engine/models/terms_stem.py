"""Accent folding and Snowball stems, by a word's script and the language around it."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Protocol, cast

import snowballstemmer  # pyright: ignore[reportMissingTypeStubs] - it has none

LATIN = {
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "id": "indonesian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "sv": "swedish",
    "tr": "turkish",
}
"""Stemmers for words in Latin letters, by ISO 639-1; any other language is stemmed as English."""

_SCRIPTS = (  # the first letter decides; here the stem does not hang on the language detected
    ("\u0370", "\u03ff", "greek"),
    ("\u0400", "\u04ff", "russian"),
    ("\u0620", "\u06ff", "arabic"),
    ("\u0900", "\u097f", "hindi"),
    ("\u0b80", "\u0bff", "tamil"),
)
_ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c7\u064b-\u0652\u0670]+")
_LETTERS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ħ": "h",
        "\u0131": "i",
        "æ": "ae",
        "œ": "oe",
    }
)
_SHORTEST = 3  # stems of shorter words join what has nothing in common
_LONGEST = 40  # longer "words" are encoded data; some stemmers take quadratic time over them


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - Snowball's name


_make = cast("Callable[[str], _Stemmer]", snowballstemmer.stemmer)  # pyright: ignore[reportUnknownMemberType]
_local = threading.local()  # stemmers keep the word that they work on: one set per thread


def _stemmer(algorithm: str) -> _Stemmer:
    made: dict[str, _Stemmer] = _local.__dict__.setdefault("made", {})
    if algorithm not in made:
        made[algorithm] = _make(algorithm)
    return made[algorithm]


def fold(word: str) -> str:
    """Return a normalised word without accents; signs that spell vowels (Indic, Kana) stay."""
    if word.isascii():
        return word
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", word))
    return unicodedata.normalize("NFC", bare).translate(_LETTERS)


def algorithm_for(word: str, language: str) -> str:
    """Return the name of the Snowball algorithm for a word, "" where there is none."""
    if word[0] < "\u0250":
        return LATIN.get(language, "english")
    return next((name for low, high, name in _SCRIPTS if low <= word[0] <= high), "")


@lru_cache(maxsize=50_000)  # in pure Python (no PyStemmer) a stem takes 40 to 80 µs; 10 MB full
def stem(word: str, language: str) -> str:
    """Return the folded stem of a normalised word; itself, folded, where nothing can be stemmed.

    The stemmer sees the accents, which its rules need, and the result loses them, so that a text
    typed without accents has nearly always the same stem.
    """
    if not _SHORTEST <= len(word) <= _LONGEST or word[-1].isdigit():
        return fold(word)
    algorithm = algorithm_for(word, language)
    return fold(_stemmer(algorithm).stemWord(word)) if algorithm else fold(word)
