"""How names are compared with what somebody has typed of them so far.

Case, composition and width do not count. Hangul is compared by the keys that are pressed for it:
on the way to 보고서 an input method shows 복, which is no beginning of it letter by letter.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_FIRST = 0xAC00
_LAST = 0xD7A3
_INITIALS = tuple("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ")
_VOWELS = (
    *("ㅏ", "ㅐ", "ㅑ", "ㅒ", "ㅓ", "ㅔ", "ㅕ", "ㅖ", "ㅗ", "ㅗㅏ", "ㅗㅐ", "ㅗㅣ", "ㅛ"),
    *("ㅜ", "ㅜㅓ", "ㅜㅔ", "ㅜㅣ", "ㅠ", "ㅡ", "ㅡㅣ", "ㅣ"),
)
_FINALS = (
    *("", "ㄱ", "ㄲ", "ㄱㅅ", "ㄴ", "ㄴㅈ", "ㄴㅎ", "ㄷ", "ㄹ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ"),
    *("ㄹㅌ", "ㄹㅍ", "ㄹㅎ", "ㅁ", "ㅂ", "ㅂㅅ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅊ", "ㅋ", "ㅌ"),
    *("ㅍ", "ㅎ"),
)


def folded(name: str) -> str:
    """A name as names are compared: composed (macOS hands out decomposed ones), case folded."""
    return unicodedata.normalize("NFC", name).casefold()


def typed(text: str) -> str:
    """The keys that lead to a text: beginnings of texts have beginnings of keys."""
    if text.isascii():
        return text.lower()
    return "".join(map(_keys, folded(text)))


def is_korean(text: str) -> bool:
    """Whether a text has Hangul in it, letters or syllables."""
    return any(_FIRST <= ord(c) <= _LAST or "\u3131" <= c <= "\u318e" for c in text)


@lru_cache(maxsize=12_000)
def _keys(sign: str) -> str:
    place = ord(sign) - _FIRST
    if not 0 <= place <= _LAST - _FIRST:
        return sign
    initial, rest = divmod(place, 588)
    vowel, final = divmod(rest, 28)
    return _INITIALS[initial] + _VOWELS[vowel] + _FINALS[final]
