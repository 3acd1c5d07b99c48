"""Signs in a stored text that whoever shows a few lines of it leaves out."""

from __future__ import annotations

import re

_MARKDOWN = "text/markdown"
COMMENT = r"\{/\*[^\n]{0,200}?\*/\}"
"""A pattern of what MDX hides in a heading: ``{/*useful-types*/}``."""
HEADING = r"^[ ]{0,3}#{1,6}(?=[ \t])"
"""A pattern, for several lines, of what begins a heading (CommonMark 0.31.2, 4.2)."""
_COMMENTS = re.compile(rf"\s*{COMMENT}")
_SIGNS = re.compile(rf"{HEADING}[ \t]*|{COMMENT}", re.MULTILINE)


def has_signs(media_type: str) -> bool:
    """Whether texts of this kind have signs that mean no letters."""
    return media_type == _MARKDOWN


def signs(text: str, media_type: str) -> list[tuple[int, int]]:
    """Return where signs of headings stand: (start, end) in characters, in their order."""
    if not has_signs(media_type):
        return []
    return [found.span() for found in _SIGNS.finditer(text)]


def plain_heading(heading: str) -> str:
    """Return a heading without what is hidden in it, its white space collapsed."""
    return " ".join(_COMMENTS.sub("", heading).split())
