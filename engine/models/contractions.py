"""Small words that are written together with an apostrophe: won't, it's, l'amour, dell'arte.

Passages are cut at the apostrophe and keep being so: what an index holds does not change with this
list. Of a query, though, "won" of "won't" is no word that anybody looks for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_APOSTROPHE = "['\u2019\u02bc\uff07]"
_NOT = (
    "ain aren can couldn daren didn doesn don hadn hasn haven isn mayn mightn mustn needn oughtn "
    "shan shouldn wasn weren won wouldn"
)
_BEHIND = "s t d m ll re ve em"
_BEFORE = (  # French, Italian, Catalan: articles and pronouns that lose their vowel
    "l d qu j n s c m t jusqu lorsqu puisqu quoiqu "
    "dell nell all dall sull coll un quest quell gl anch sant"
)


def _any(words: str) -> str:
    return "|".join(words.split())


_PIECES = re.compile(
    rf"(?<!\w)(?:{_any(_NOT)}){_APOSTROPHE}t(?!\w)"
    rf"|(?<!\w)(?:{_any(_BEFORE)}){_APOSTROPHE}(?=\w)"
    rf"|(?<=\w){_APOSTROPHE}(?:{_any(_BEHIND)})(?!\w)",
    re.IGNORECASE,
)


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of what is short for small words, with its apostrophe.

    Args:
        text: a query, also normalised.
    """
    for found in _PIECES.finditer(text):
        yield found.span()
