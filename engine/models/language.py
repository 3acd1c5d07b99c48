"""Which language a passage is in, by its script and, in Latin script, by its small words.

A full language identifier (py3langid: 0.3 ms a text, 97 languages) is slower than everything else
that happens to a passage, and guesses where a "don't know" is wanted: an unknown language is
treated as English with BM25 at its side, a wrong one is stemmed wrongly.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache, lru_cache

from engine.models.language_words import FREQUENT, LETTERS

_LOOKED_AT = 400  # characters: a paragraph
_ENOUGH = 1.5  # evidence that a verdict needs: two small words, or a word and a letter
_LEAD = 1.25  # times the evidence for the second best
_SPARSE = 25  # Latin words per piece of evidence beyond which it is a list or code

_SCRIPTS = (  # first and last character, the language that stands for the script, weight
    (0x0370, 0x03FF, "el", 1.0),
    (0x0400, 0x04FF, "ru", 1.0),
    (0x0531, 0x0587, "hy", 1.0),
    (0x05D0, 0x05EA, "he", 1.0),
    (0x0620, 0x06D3, "ar", 1.0),
    (0x0900, 0x097F, "hi", 1.0),
    (0x0980, 0x09FF, "bn", 1.0),
    (0x0B80, 0x0BFF, "ta", 1.0),
    (0x0E01, 0x0E4E, "th", 1.0),
    (0x10D0, 0x10FA, "ka", 1.0),
    (0x1100, 0x11FF, "ko", 1.0),  # letters; the weights say how many Latin letters one is worth
    (0x1F00, 0x1FFF, "el", 1.0),
    (0x3041, 0x30FA, "ja", 2.5),
    (0x3131, 0x318E, "ko", 1.0),
    (0x3400, 0x9FFF, "zh", 2.5),
    (0xAC00, 0xD7A3, "ko", 2.5),
    (0xFF66, 0xFF9D, "ja", 2.5),
    (0x20000, 0x3FFFF, "zh", 2.5),
)
_OTHER_SCRIPT = re.compile("[\u0370-\u1dff\u1f00-\u1fff\u2e80-\U0003ffff]")
_IN_SCRIPT = {  # languages told from the script's first one by letters of their own
    "ru": (("uk", "іїєґ"), ("sr", "јљњђћџ"), ("bg", "")),
    "ar": (("ur", "ٹڈڑےں"), ("fa", "پچژگ")),
}
_RUSSIAN = re.compile("[ыэё]")
_LATIN = re.compile("[a-zA-Z\u00c0-\u024f\u1e00-\u1eff]")
_LATIN_WORD = re.compile("[a-z\u00df-\u024f\u1e00-\u1eff]{2,}")


def _evidence() -> dict[str, list[tuple[str, float]]]:
    """Word or letter → the languages that it speaks for, with 1 shared between them."""
    spoken: defaultdict[str, list[str]] = defaultdict(list)
    for language, words in FREQUENT.items():
        for word in dict.fromkeys(words.split()):
            spoken[word].append(language)
    return {
        word: [(language, 1 / len(languages)) for language in languages]
        for word, languages in spoken.items()
    }


_WORDS = _evidence()
_LETTERS = {
    letter: [(language, 1 / len(languages.split())) for language in languages.split()]
    for letter, languages in LETTERS.items()
}


@cache
def small_words(language: str) -> frozenset[str]:
    """Return a language's frequent small words, lower case; none for an unknown language."""
    return frozenset(FREQUENT.get(language, "").split())


def detect(text: str) -> str:
    """Return the ISO 639-1 code of a text's language, "" without enough evidence.

    Looks at the first 400 characters; some 20 µs.
    """
    head = text[:_LOOKED_AT]
    if head.isascii() or not _OTHER_SCRIPT.search(head):
        return _by_words(head.lower())
    weights: defaultdict[str, float] = defaultdict(float)
    for character, count in Counter(head).items():
        language, weight = _script(character)
        weights[language] += count * weight
    latin = weights.pop("", 0)
    if weights["ja"] and weights["ja"] + weights["zh"] >= weights["ko"]:
        weights["ja"] += weights.pop("zh", 0)  # Japanese is written with Han letters and Kana
    best = max(weights, key=weights.__getitem__)
    if weights[best] < max(latin / 2, 1):
        return _by_words(head.lower())
    return _within(best, head.lower())


@lru_cache(maxsize=10_000)
def _script(character: str) -> tuple[str, float]:
    """Return the language of a character's script and its weight: "" for a Latin letter."""
    code = ord(character)
    for first, last, language, weight in _SCRIPTS:
        if first <= code <= last:
            return language, weight
    return "", float(bool(_LATIN.match(character)))


def _within(script: str, text: str) -> str:
    for language, letters in _IN_SCRIPT.get(script, ()):
        if not letters:  # Bulgarian has no letter of its own, but does without some
            if not _RUSSIAN.search(text) and text.count("ъ") >= len(text) / 100:
                return language
        elif any(letter in text for letter in letters):
            return language
    return script


def _by_words(text: str) -> str:
    words = set(_LATIN_WORD.findall(text))
    found: defaultdict[str, float] = defaultdict(float)
    for word in words & _WORDS.keys():
        for language, share in _WORDS[word]:
            found[language] += share
    if not text.isascii():
        for letter in _LETTERS.keys() & set(text):
            for language, share in _LETTERS[letter]:
                found[language] += share
    ranked = sorted(found.items(), key=lambda item: item[1], reverse=True)[:2]
    if not ranked or ranked[0][1] < max(_ENOUGH, len(words) / _SPARSE):
        return ""
    if len(ranked) > 1 and ranked[0][1] < _LEAD * ranked[1][1]:
        return ""
    return ranked[0][0]
