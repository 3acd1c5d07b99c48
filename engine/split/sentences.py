"""Where the sentences of a passage begin and end, in any script and in lists and tables too.

Rules, and no model: it is asked for every hit that is shown. A wrong cut costs little, for what is
cut is only marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(
    r"[.!?…]+[\"'”’»)\]]*(?=\s)"
    r"|[。！？｡]+[」』）”\"']*"  # noqa: RUF001
    r"|\n"
)
_ITEM = re.compile(r"\s*(?:[-*•·+>|#]|\d{1,3}[.)]\s|\n)")
"""What a line begins with that goes on with no sentence."""
_SHORT_LINE = 50
"""Characters; a shorter one was not broken because it was full."""
_NO_END = re.compile(
    r"(?:\b(?:e\.g|i\.e|cf|vs|approx|nr|fig|vol|pp?|art|abs|bgbl|bzw|ca|vgl|z\. ?B|d\. ?h|u\. ?a|"
    r"st|dr|mr|mrs|ms|prof|al)|\b[A-Za-z]|(?<!\d)\d{1,2})\.$",
    re.IGNORECASE,
)
"""What ends with a full stop and is no sentence: abbreviations, initials, ordinal numbers."""
_LOOKED_BACK = 12


def sentences(text: str) -> list[tuple[int, int]]:
    """Return [start, end) of each sentence, in order, without white space around and none empty."""
    found: list[tuple[int, int]] = []
    start = 0
    for end in (*_ends(text), len(text)):
        piece = text[start:end]
        if stripped := piece.strip():
            begin = start + len(piece) - len(piece.lstrip())
            found.append((begin, begin + len(stripped)))
        start = end
    return found


def _ends(text: str) -> Iterator[int]:
    line = 0
    for match in _END.finditer(text):
        place, end = match.span()
        if match[0] == "\n":
            begin, line = line, end
            if _ITEM.match(text, end) or end - begin < _SHORT_LINE or _is_item(text, begin):
                yield end
        elif (not match[0][0].isascii() and match[0][0] != "…") or _is_end(text, place, end):
            yield end


def _is_item(text: str, line: int) -> bool:
    """Whether the line that just ended is a heading or a row of a table."""
    return text[line : line + 1] in ("#", "|")


def _is_end(text: str, place: int, end: int) -> bool:
    """Whether a mark that stands elsewhere too ends a sentence."""
    following = text[end : end + 4].lstrip()[:1]
    if following.islower():
        return False
    return text[place] != "." or not _NO_END.search(text[max(0, place - _LOOKED_BACK) : place + 1])
