"""Comments in Markdown: HTML's, and those of MDX (``{/* … */}``), which no reader sees. Pure.

Qt knows neither once HTML is off, and shows both.
"""

from __future__ import annotations

import re

_COMMENT = r"(?:\{/\*(?s:.*?)\*/\}|<!--(?s:.*?)-->)"
_CODE_OR_COMMENT = re.compile(
    r"^ {0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n(?s:.*?)(?:^ {0,3}(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?<!`)(?P<ticks>`+)(?!`)(?:[^\n]|\n(?!\s*\n))*?(?<!`)(?P=ticks)(?!`)"
    rf"|(?P<line>^[ \t]*{_COMMENT}[ \t]*(?:\n|\Z))|(?P<comment>{_COMMENT})",
    re.MULTILINE,
)


def without_comments(source: str) -> str:
    """Return Markdown without its comments, nor the lines that hold nothing else; code has its."""
    return _CODE_OR_COMMENT.sub(lambda found: "" if _is_comment(found) else found[0], source)


def blanked(source: str) -> str:
    """Return Markdown with spaces for its comments, so that offsets hold."""
    return _CODE_OR_COMMENT.sub(
        lambda found: " " * len(found[0]) if _is_comment(found) else found[0], source
    )


def _is_comment(found: re.Match[str]) -> bool:
    return found["line"] is not None or found["comment"] is not None
