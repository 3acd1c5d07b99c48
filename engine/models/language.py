"""Which language a passage is in, by its script and, in Latin script, by its small words.

A full language identifier (py3langid: 0.3 ms a text, 97 languages) is slower than everything else
that happens to a passage, and guesses where a "don't know" is wanted: an unknown language is
treated as English with BM25 at its side, a wrong one is stemmed wrongly.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache

from engine.models.language_letters import LETTERS
from engine.models.language_words import FREQUENT, RARER

_LOOKED_AT = 400  # characters: a paragraph
_ENOUGH = 1.5  # evidence that a verdict needs: two small words, or a word and a letter
_LEAD = 1.25  # times the evidence for the second best
_ENOUGH_OF_QUERY, _LEAD_OF_QUERY = 0.9, 1.5  # fewer words, which must be clearer
_ONE_LETTER = 0.5  # what a word of one letter says, which may be an abbreviation
_SPARSE = 25  # Latin words per piece of evidence beyond which it is a list or code

_SCRIPTS = (  # first and last character, the language that stands for the script, weight
    (0x0370, 0x03FF, "el", 1.0),
    (0x0400, 0x052F, "ru", 1.0),
    (0x0531, 0x0587, "hy", 1.0),
    (0x05D0, 0x05EA, "he", 1.0),
    (0x0620, 0x06D5, "ar", 1.0),
    (0x06FA, 0x06FF, "ar", 1.0),
    (0x0750, 0x077F, "ar", 1.0),
    (0x0780, 0x07B1, "dv", 1.0),
    (0x0900, 0x097F, "hi", 1.0),
    (0x0980, 0x09FF, "bn", 1.0),
    (0x0A00, 0x0A7F, "pa", 1.0),
    (0x0A80, 0x0AFF, "gu", 1.0),
    (0x0B00, 0x0B7F, "or", 1.0),
    (0x0B80, 0x0BFF, "ta", 1.0),
    (0x0C00, 0x0C7F, "te", 1.0),
    (0x0C80, 0x0CFF, "kn", 1.0),
    (0x0D00, 0x0D7F, "ml", 1.0),
    (0x0D80, 0x0DFF, "si", 1.0),
    (0x0E01, 0x0E4E, "th", 1.0),
    (0x0E81, 0x0EDF, "lo", 1.0),
    (0x0F40, 0x0FBC, "bo", 1.0),
    (0x1000, 0x109F, "my", 1.0),
    (0x10A0, 0x10FF, "ka", 1.0),
    (0x1100, 0x11FF, "ko", 1.0),  # letters; the weights say how many Latin letters one is worth
    (0x1200, 0x139F, "am", 1.5),
    (0x1780, 0x17D3, "km", 1.0),
    (0x1820, 0x18AA, "mn", 1.0),
    (0x1C90, 0x1CBF, "ka", 1.0),
    (0x1F00, 0x1FFF, "el", 1.0),
    (0x3041, 0x30FA, "ja", 2.5),
    (0x3131, 0x318E, "ko", 1.0),
    (0x3400, 0x9FFF, "zh", 2.5),
    (0xAC00, 0xD7A3, "ko", 2.5),
    (0xFF66, 0xFF9D, "ja", 2.5),
    (0x20000, 0x3FFFF, "zh", 2.5),
)
_HARD = 0.008  # share of ъ in a text beyond which it is not Russian
_OTHER_SCRIPT = re.compile("[\u0370-\u1dff\u1f00-\u1fff\u2e80-\U0003ffff]")
_LATIN = re.compile("[a-zA-Z\u00c0-\u024f\u1e00-\u1eff]")
_LATIN_WORD = re.compile("[a-z\u00df-\u024f\u1e00-\u1eff]{2,}")
_ANY_LATIN_WORD = re.compile("[a-z\u00df-\u024f\u1e00-\u1eff]+")
_IN_SCRIPT = {  # languages that share a script, told by letters of their own and small words
    "ru": (
        re.compile("[\u0400-\u052f]+"),
        {
            "ru": "ыэё",
            "uk": "ієїґ",
            "be": "іў",
            "sr": "јљњђћџ",
            "mk": "јљњѓќѕџ",
            "bg": "ъ",
            "kk": "әғқңұһі",
            "mn": "өү",
            "tg": "ҷӣӯқғ",
        },
    ),
    "ar": (
        re.compile("[\u0620-\u06ff\u0750-\u077f]+"),
        {
            "ar": "\u0629\u0643\u064a",
            "fa": "\u06cc\u06a9\u067e\u0686\u0698\u06af",
            "ur": "\u0679\u0688\u0691\u06d2\u06ba\u06be\u06c1",
            "ps": "\u067c\u0689\u0693\u069a\u06ab\u06d0\u06cd",
            "ug": "\u06d5\u06c7\u06c6\u06c8\u06cb",
            "ckb": "\u06d5\u06c6\u0695\u06b5",
        },
    ),
    "hi": (re.compile("[\u0900-\u097f]+"), {"hi": "", "mr": "\u0933", "ne": ""}),
    "bn": (re.compile("[\u0980-\u09ff]+"), {"bn": "\u09b0", "as": "\u09f0\u09f1"}),
    "he": (re.compile("[\u05d0-\u05ea]+"), {"he": "", "yi": ""}),
}


def _evidence() -> dict[str, list[tuple[str, float]]]:
    """Word → the languages that it speaks for, with 1 shared between them.

    A language that is written more does not lose by sharing a word with one that is written less.
    """
    spoken: defaultdict[str, list[str]] = defaultdict(list)
    for language, words in FREQUENT.items():
        for word in dict.fromkeys(words.split()):
            spoken[word].append(language)
    return {word: list(_shared(languages)) for word, languages in spoken.items()}


def _shared(languages: list[str]) -> Iterator[tuple[str, float]]:
    often = sum(language not in RARER for language in languages)
    for language in languages:
        yield language, 1 / (len(languages) if language in RARER else often)


_WORDS = _evidence()
_LETTERS = {
    letter: [(language, 1 / len(languages.split())) for language in languages.split()]
    for letter, languages in LETTERS.items()
}


@cache
def small_words(language: str) -> frozenset[str]:
    """Return a language's frequent small words, lower case; none for an unknown language."""
    return frozenset(FREQUENT.get(language, "").split())


def detect(text: str, *, brief: bool = False) -> str:
    """Return the ISO 639-1 code of a text's language, "" without enough evidence.

    Looks at the first 400 characters; some 20 µs.

    Args:
        text: a passage or a query.
        brief: whether it is a query, which says something in few words.
    """
    head = text[:_LOOKED_AT]
    by_words = _of_query if brief else _by_words
    if head.isascii() or not _OTHER_SCRIPT.search(head):
        return by_words(head.lower())
    weights: defaultdict[str, float] = defaultdict(float)
    for character, count in Counter(head).items():
        language, weight = _script(character)
        weights[language] += count * weight
    latin = weights.pop("", 0)
    if weights["ja"] and weights["ja"] + weights["zh"] >= weights["ko"]:
        weights["ja"] += weights.pop("zh", 0)  # Japanese is written with Han letters and Kana
    best = max(weights, key=weights.__getitem__)
    if weights[best] < max(latin / 2, 1):
        return by_words(head.lower())
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
    """Tell the languages of a script apart; the one that stands for it where nothing speaks."""
    if script not in _IN_SCRIPT:
        return script
    pattern, languages = _IN_SCRIPT[script]
    found: defaultdict[str, float] = defaultdict(float)
    letters = Counter(text)
    for language, own in languages.items():
        seen = [letters[letter] for letter in own if letter in letters]
        found[language] = len(seen) + sum(seen) / 10
    if script == "ru" and not letters["ъ"] / len(text) > _HARD:
        found["bg"] = 0  # Russian has it as well, and seldom
    for word in set(pattern.findall(text)) & _WORDS.keys():
        for language, share in _WORDS[word]:
            if language in languages:
                found[language] += share
    return max(languages, key=found.__getitem__)  # of equal ones the first


def _by_words(text: str) -> str:
    words = set(_LATIN_WORD.findall(text))
    (first, most), (_, next_most) = _spoken(words, text)
    if most < max(_ENOUGH, len(words) / _SPARSE) or most < _LEAD * next_most:
        return ""
    return first


def _of_query(text: str) -> str:
    words = set(_ANY_LATIN_WORD.findall(text))
    (first, most), (_, next_most) = _spoken(words, text)
    return first if most >= _ENOUGH_OF_QUERY and most >= _LEAD_OF_QUERY * next_most else ""


def _spoken(words: set[str], text: str) -> list[tuple[str, float]]:
    """Return the two languages that most speaks for, and how much."""
    found: defaultdict[str, float] = defaultdict(float)
    for word in words & _WORDS.keys():
        weight = 1 if len(word) > 1 else _ONE_LETTER
        for language, share in _WORDS[word]:
            found[language] += weight * share
    if not text.isascii():
        for letter in _LETTERS.keys() & set(text):
            for language, share in _LETTERS[letter]:
                found[language] += share
    ranked = sorted(found.items(), key=lambda item: item[1], reverse=True)[:2]
    return [*ranked, ("", 0.0), ("", 0.0)][:2]
