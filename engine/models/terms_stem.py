"""Stems, by a word's script and the language around it: Snowball's, and what Hebrew needs."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from functools import lru_cache
from typing import Protocol, cast

import snowballstemmer  # pyright: ignore[reportMissingTypeStubs] - it has none

from engine.models.terms_fold import fold

LATIN = {
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "en": "english",
    "eo": "esperanto",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hr": "serbian",
    "hu": "hungarian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "ms": "indonesian",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "sr": "serbian",
    "sv": "swedish",
    "tr": "turkish",
    "vi": "",
}
"""Stemmers for words in Latin letters, by ISO 639-1; any other language is stemmed as English."""

_SCRIPTS: tuple[
    tuple[str, str, str, dict[str, str]], ...
] = (  # the first letter decides, and the language only where it has a stemmer of its own
    ("\u0370", "\u03ff", "greek", {}),
    ("\u0400", "\u04ff", "russian", {"sr": "serbian"}),  # Serbian's gives Latin letters
    ("\u0531", "\u0587", "armenian", {}),
    ("\u05d0", "\u05ea", "", {"yi": "yiddish"}),
    ("\u0620", "\u06d3", "arabic", {"fa": "persian", "ur": "", "ps": "", "ug": "", "ckb": ""}),
    ("\u0900", "\u097f", "hindi", {"ne": "nepali"}),
    ("\u0b80", "\u0bff", "tamil", {}),
    ("\u1f00", "\u1fff", "greek", {}),
)
_ARABIC_AND = re.compile("^[\u0648\u0641](?=(?:\u0627\u0644|\u0644\u0644)..)")
"""*And* before an article or *for the*: Snowball leaves these three together as they are."""
_HEBREW_PREFIX = re.compile(  # and; that, when; in, like, to, from; the - in this order
    "(?:\u05d5?(?:\u05db\u05e9|\u05dc\u05db\u05e9|\u05de\u05e9|\u05e9)?[\u05d1\u05db\u05dc\u05de]?\u05d4?)"
)
_HEBREW = re.compile("[\u05d0-\u05ea]+")
_HEBREW_PLURAL = re.compile("(?:\u05d9\u05de|\u05d5\u05ea)$")  # after `fold`
_LEAST_HEBREW = 3  # letters that stay: the roots of the language have three
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


def algorithm_for(word: str, language: str) -> str:
    """Return the name of the Snowball algorithm for a word, "" where there is none."""
    first = word[0]
    if first < "\u0250" or "\u1e00" <= first <= "\u1eff":
        return LATIN.get(language, "english")
    for low, high, name, others in _SCRIPTS:
        if low <= first <= high:
            return others.get(language, name)
    return ""


@lru_cache(maxsize=50_000)  # in pure Python (no PyStemmer) a stem takes 40 to 80 µs; 10 MB full
def stem(word: str, language: str) -> str:
    """Return the folded stem of a normalised word; itself, folded, where nothing can be stemmed.

    The stemmer sees the accents, which its rules need, and the result loses them, so that a text
    typed without accents has nearly always the same stem.
    """
    if not _SHORTEST <= len(word) <= _LONGEST or word[-1].isdigit():
        return fold(word)
    algorithm = algorithm_for(word, language)
    if algorithm == "arabic":
        word = _ARABIC_AND.sub("", word)
    return fold(_stemmer(algorithm).stemWord(word)) if algorithm else fold(word)


def roots(word: str, language: str) -> tuple[str, ...]:
    """Return what a normalised word may be forms of, folded; all are indexed and asked for.

    One stem for most languages. Hebrew writes small words together with the next one, and only a
    dictionary knows where they end: what may be left, for each way to cut. Vietnamese gives the
    word without accents here, for there the accents tell words apart.
    """
    if language == "vi":
        return (fold(word),)
    if _HEBREW.match(word) and language != "yi":
        return _hebrew(fold(word))
    return (stem(word, language),)


@lru_cache(maxsize=50_000)
def _hebrew(word: str) -> tuple[str, ...]:
    """Return a folded word without its plural, and without each prefix that it may have."""
    if not _HEBREW.fullmatch(word) or len(word) > _LONGEST:
        return (word,)
    found = _HEBREW_PREFIX.match(word)
    most = min(found.end() if found else 0, len(word) - _LEAST_HEBREW)
    left = [word[cut:] for cut in range(max(most, 0) + 1) if _HEBREW_PREFIX.fullmatch(word[:cut])]
    return tuple(dict.fromkeys(map(_singular, left)))


def _singular(word: str) -> str:
    bare = _HEBREW_PLURAL.sub("", word)
    return bare if len(bare) >= _LEAST_HEBREW else word
