"""Letters as they are meant in a pattern: one without an accent stands for those with it, too.

As in the words that patterns are resolved to. An accent that was written is meant, where few leave
them out: ``mün*`` is not "mundane". Points and spelling variants of Hebrew, Arabic and Indic
letters say nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from engine.models.terms import fold, normalise

_VARIED = ("\u0590", "\u0e00")
_RANGES = ((0xC0, 0x530), (0x5D0, 0x700), (0x900, 0xE00), (0x1E00, 0x2000))


def accented(letters: str) -> str:
    """Return a regular expression of what letters stand for; empty for two that are no ligature.

    Args:
        letters: normalised, one or two.
    """
    if len(letters) > 1:
        found = _spellings().get(letters, "")
        return f"[{found}]" if found else ""
    bare = fold(letters) if _VARIED[0] <= letters < _VARIED[1] else letters
    others = _spellings().get(bare, "")
    return f"[{bare}{others}]" if others else re.escape(letters)


@cache
def _spellings() -> dict[str, str]:
    """By bare letters those that are it with something."""
    found: defaultdict[str, str] = defaultdict(str)
    for letter in (chr(code) for start, end in _RANGES for code in range(start, end)):
        bare = fold(letter)
        if bare != letter == normalise(letter):
            found[bare] += letter
    return dict(found)
