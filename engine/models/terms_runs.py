"""Terms of text written without spaces, and of Korean words: pairs of neighbouring characters.

A character is here what a reader takes for one: a Thai consonant with its vowels and tone, a
Burmese or Khmer one with what is stacked under it, a Tibetan syllable (as in Unicode 16, Annex 29,
with vowels that are written before their consonant kept with it). Pairs of code points would pair
a tone with the next letter, which says nothing.

A document also gives the single characters that may be words: what carries a vowel where that is
told (Thai *fire* is one), a Korean syllable before a particle (물 in 물을). A query asks for single
characters only where it has no pair.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from engine.models.korean import noun_of_one, tail

HANGUL = "\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\uac00-\ud7ff"
HAN_KANA = (
    "\u3005-\u3007\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
SPACELESS = (  # Thai, Lao, Tibetan, Myanmar, Khmer: letters and signs, without their digits
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u0edc-\u0edf\u0f0b\u0f40-\u0fbc"
    "\u1000-\u103f\u1050-\u108f\u1780-\u17d3"
)
_CLUSTERED = re.compile(f"[{SPACELESS}]")
_BURMESE = (
    "\u1000-\u102a\u103f\u1050-\u1055\u105a-\u105d\u1061\u1065\u1066\u106e-\u1070\u1075-\u1081"
)
_BURMESE_SIGNS = (
    "\u102b-\u1038\u103a-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u1064\u1067-\u106d"
    "\u1071-\u1074\u1082-\u108f"
)
_CLUSTER = re.compile(
    "[\u0e40-\u0e44]?[\u0e01-\u0e2e][\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]*"  # Thai
    "|[\u0ec0-\u0ec4]?[\u0e81-\u0eae][\u0eb0-\u0ebc\u0ec8-\u0ece]*"  # Lao
    "|[\u0f40-\u0fbc]+"  # Tibetan marks the ends of its syllables itself
    f"|[{_BURMESE}](?:\u1039[{_BURMESE}]|[{_BURMESE_SIGNS}])*"
    "|[\u1780-\u17b3](?:\u17d2[\u1780-\u17b3]|[\u17b4-\u17d3])*"  # Khmer
    "|[^\u0f0b]",
    re.DOTALL,
)
_HIRAGANA = re.compile("[\u3041-\u309f]+")
_KANA, _HALF_KANA, _CHINESE = 0.5, 0.8, 0.6
_NOUN_OF_ONE = 0.2
_CHINESE_GRAMMAR = re.compile("[的了吗呢吧么嗎麼]")


class Piece(NamedTuple):
    """A term of a run, at [start, end) of it."""

    start: int
    end: int
    text: str


def pairs(run: str) -> list[Piece]:
    """Return the pairs of a run's characters in order; the one character where it has no two."""
    if not _CLUSTERED.match(run):
        if len(run) == 1:
            return [Piece(0, 1, run)]
        return [Piece(i, i + 2, run[i : i + 2]) for i in range(len(run) - 1)]
    spans = [found.span() for found in _CLUSTER.finditer(run)]
    if len(spans) < 2:
        return [Piece(start, end, run[start:end]) for start, end in spans]
    return [
        Piece(spans[i][0], spans[i + 1][1], run[spans[i][0] : spans[i + 1][1]])
        for i in range(len(spans) - 1)
    ]


def pieces(run: str) -> list[Piece]:
    """Return all terms that a document gives for a run: its pairs, then single characters."""
    found = pairs(run)
    if noun := noun_of_one(run):
        found.append(Piece(0, 1, noun))
    elif len(found) > 0 and _CLUSTERED.match(run):
        spans = [cluster.span() for cluster in _CLUSTER.finditer(run)]
        if len(spans) > 1:
            found += [Piece(a, b, run[a:b]) for a, b in spans if b - a > 1 and run[a] != "\u0f0b"]
    return found


def indexed(run: str) -> tuple[list[str], int]:
    """Return the terms that a document gives for a run, and how many of them count as words."""
    if _CLUSTERED.match(run):
        return [piece.text for piece in pieces(run)], len(pairs(run))
    found = [run[i : i + 2] for i in range(len(run) - 1)] or [run]
    length = len(found)
    if noun := noun_of_one(run):
        found.append(noun)
    return found, length


def asked(run: str, ending: float) -> list[tuple[Piece, float]]:
    """Return what a query asks for where it has a run, and how much each piece of it weighs.

    Args:
        run: the run.
        ending: what a pair weighs that holds of a Korean word its particle or ending.
    """
    found = pairs(run)
    if "\uac00" <= run[0] <= "\ud7a3":
        kept = max(len(run) - tail(run) - 1, 1)
        weighed = [(piece, 1.0 if n < kept else ending) for n, piece in enumerate(found)]
        if ending < 1 and (noun := noun_of_one(run)):
            weighed[0] = (found[0], 1 - _NOUN_OF_ONE)
            weighed.append((Piece(0, 1, noun), _NOUN_OF_ONE))
        return weighed
    kana = _HIRAGANA.search(run) and not _HIRAGANA.fullmatch(run)
    return [(piece, _grammar(piece.text, kana=bool(kana))) for piece in found]


def _grammar(pair: str, *, kana: bool) -> float:
    if kana and _HIRAGANA.search(pair):
        return _KANA if _HIRAGANA.fullmatch(pair) else _HALF_KANA
    return _CHINESE if _CHINESE_GRAMMAR.search(pair) else 1.0
