"""Letters that are compared as one: accents, vowel points, spelling variants, final forms."""

from __future__ import annotations

import re
import unicodedata

_ACCENTS = re.compile(
    "["
    "\u0300-\u036f\u0483-\u0487"
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"  # Hebrew points and cantillation
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"  # Arabic
    "\u093c\u0a3c\u0abc"  # nukta, left out as often as written in Hindi, Punjabi and Gujarati
    "]+"
)
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
        "\u0491": "\u0433",  # Ukrainian
        **dict.fromkeys("\u0649\u06cc\u06d2\u06d0\u06cd", "\u064a"),  # yeh of any spelling
        **dict.fromkeys("\u06a9\u06aa\u06ac", "\u0643"),  # kaf
        **dict.fromkeys("\u0629\u06c1\u06c0\u06c2\u06c3\u06be\u06d5", "\u0647"),  # heh, teh marbuta
        "\u0671": "\u0627",  # alef wasla
        "\u05da": "\u05db",  # Hebrew final kaf, mem, nun, pe, tsadi
        "\u05dd": "\u05de",
        "\u05df": "\u05e0",
        "\u05e3": "\u05e4",
        "\u05e5": "\u05e6",
        "\u0901": "\u0902",  # candrabindu as anusvara
    }
)


def fold(word: str) -> str:
    """Return a normalised word without accents; signs that spell vowels (Indic, Kana) stay."""
    if word.isascii():
        return word
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", word)).translate(_LETTERS)
    return unicodedata.normalize("NFC", bare)
