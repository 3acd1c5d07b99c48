"""Links that lead into the program: ``findling://search?…`` and ``findling://open?…``.

Anybody can write one, a hostile page too, and a click is all it takes. So a link only ever *shows*
something: it searches, or shows a file that a library knows already. It adds nothing, changes no
choice, opens no other program, and is refused as a whole where any part of it is not understood.
Every link is read by `parse_link` and written by the other functions here, and by nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit

from engine.protocol.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.protocol.hits import Hit

SCHEME = "findling"
LONGEST = 8_192
"""Characters of a link. Browsers and desktops hand over that much, and no passage needs more."""
_LONGEST_QUERY = 2_000
_LONGEST_NAME = 200
_LONGEST_PATH = 4_096
_MOST_DIGITS = 9
_KNOWN = {
    "search": frozenset({"q", "library", "in"}),
    "open": frozenset({"path", "library", "start", "end", "page", "q"}),
}
_NO_TEXT = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Unicode categories: controls, halves of pairs, separators of lines and paragraphs."""
_NO_NAME = frozenset({"Cs"})
"""What no name of a file holds, beside NUL: they may be of several lines."""
_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")


class BadLinkError(UsageError):
    """A link that is not understood; nothing of it was done."""

    code = "bad-link"
    hint = "A link is findling://search?q=… or findling://open?path=…, each part percent-encoded."


@dataclass(frozen=True, slots=True)
class SearchLink:
    """Search for something."""

    query: str = ""
    library: str = ""
    """Empty means all."""
    folder: str = ""
    """Absolute; search in it only. Empty means everywhere."""


@dataclass(frozen=True, slots=True)
class OpenLink:
    """Show a document of a library, at a passage."""

    path: str
    """Absolute. Whether a library knows it is for the engine to say."""
    library: str = ""
    """Empty means whichever has it."""
    start: int = 0
    end: int = 0
    """Character offsets in the extracted text, end exclusive; both 0 mean the document."""
    page: int = 0
    """1 and up; 0 where there are no pages."""
    query: str = ""
    """What it was found by."""


def is_link(text: str) -> bool:
    """Whether a text claims to be a link of ours; `parse_link` says whether it is one."""
    return text[: len(SCHEME) + 1].lower() == f"{SCHEME}:"


def parse_link(text: str) -> SearchLink | OpenLink:
    """Read a link.

    Raises:
        BadLinkError: it is too long, no link of ours, or has a part that is not understood.
    """
    parts = _split(text)
    action = parts.netloc.lower()
    if action not in _KNOWN:
        raise BadLinkError(f"A link cannot “{action[:_LONGEST_NAME]}”.")
    fields = _fields(parts.query, _KNOWN[action])
    query = _text(fields, "q", _LONGEST_QUERY).strip()
    library = _text(fields, "library", _LONGEST_NAME)
    if action == "search":
        folder = _path(fields, "in")
        if not (query or folder):
            raise BadLinkError("The link says not what to search for.")
        return SearchLink(query, library, folder)
    path = _path(fields, "path", no_text=_NO_NAME)
    if not path:
        raise BadLinkError("The link names no file.")
    start, end, page = (_number(fields, name) for name in ("start", "end", "page"))
    if end < start:
        raise BadLinkError("The link's passage ends before it begins.")
    return OpenLink(path, library, start, end, page, query)


def search_link(query: str, library: str = "", folder: str = "") -> str:
    """Return the link that searches; one that would be too long loses the end of its query."""
    fields = {"library": library, "in": folder}
    query = _line(query)[:_LONGEST_QUERY]
    while len(whole := _written("search", {"q": query, **fields})) > LONGEST and query:
        query = query[: len(query) * 3 // 4]
    return whole


def open_link(link: OpenLink) -> str:
    """Return the link that shows a passage; what it was found by is left out where that is long.

    Empty for a path that no link can hold. A library that none can is left out: whichever has it.
    """
    if len(link.path) > _LONGEST_PATH or not _is_text(link.path, _NO_NAME):
        return ""
    named = len(link.library) <= _LONGEST_NAME and _is_text(link.library)
    fields = {
        "path": link.path,
        "library": link.library if named else "",
        "start": str(link.start or ""),
        "end": str(link.end or ""),
        "page": str(link.page or ""),
        "q": _line(link.query)[:_LONGEST_QUERY],
    }
    written = (_written("open", {**fields, **less}) for less in ({}, {"q": ""}))
    return next((whole for whole in written if len(whole) <= LONGEST), "")


def link_to(hit: Hit, query: str = "") -> str:
    """Return the link that shows a hit; empty as with `open_link`."""
    return open_link(OpenLink(hit.path, hit.library, hit.start, hit.end, hit.page, query))


def _written(action: str, fields: Mapping[str, str]) -> str:
    given = {name: value for name, value in fields.items() if value}
    return f"{SCHEME}://{action}?{urlencode(given, quote_via=quote, safe='/')}"


def _split(text: str) -> SplitResult:
    if len(text) > LONGEST:
        raise BadLinkError(f"A link has at most {LONGEST:,} characters.")
    if not text.isascii() or not text.isprintable() or _BROKEN_ESCAPE.search(text):
        raise BadLinkError("The link is not percent-encoded.")
    try:
        parts = urlsplit(text)
    except ValueError as error:
        raise BadLinkError("This is no link.") from error
    if parts.scheme.lower() != SCHEME:
        raise BadLinkError(f"A link begins with {SCHEME}://.")
    if parts.path not in ("", "/") or parts.fragment:  # browsers put a / behind the action
        raise BadLinkError("The link has parts that mean nothing.")
    return parts


def _fields(query: str, known: frozenset[str]) -> dict[str, str]:
    if not query:
        return {}
    try:
        pairs = parse_qsl(
            query,
            keep_blank_values=True,
            strict_parsing=True,
            errors="strict",
            max_num_fields=len(known),
        )
    except ValueError as error:  # UnicodeDecodeError among them
        raise BadLinkError("The link's parts cannot be read.") from error
    fields = dict(pairs)
    unknown = next((name for name in fields if name not in known), None)
    if unknown is not None:
        raise BadLinkError(f"The link has a part “{unknown[:_LONGEST_NAME]}” that means nothing.")
    if len(fields) < len(pairs):
        raise BadLinkError("The link says a part twice.")
    return fields


def _text(
    fields: Mapping[str, str], name: str, most: int, no_text: frozenset[str] = _NO_TEXT
) -> str:
    text = fields.get(name, "")
    if len(text) > most:
        raise BadLinkError(f"“{name}” of a link has at most {most:,} characters.")
    if not _is_text(text, no_text):
        raise BadLinkError(f"“{name}” of the link holds characters that are no text.")
    return text


def _is_text(text: str, no_text: frozenset[str] = _NO_TEXT) -> bool:
    return "\0" not in text and not any(unicodedata.category(a) in no_text for a in text)


def _line(text: str) -> str:
    """A text without what is no character of a line."""
    return "".join(" " if unicodedata.category(a) in _NO_TEXT else a for a in text)


def _path(fields: Mapping[str, str], name: str, no_text: frozenset[str] = _NO_TEXT) -> str:
    path = _text(fields, name, _LONGEST_PATH, no_text)
    if not path:
        return ""
    if path.startswith("/"):
        parts, whole = PurePosixPath(path).parts, True
    else:
        windows = PureWindowsPath(path)
        parts, whole = windows.parts, windows.is_absolute()
    if not whole or ".." in parts:
        raise BadLinkError(f"“{name}” of the link is no whole path.")
    return path


def _number(fields: Mapping[str, str], name: str) -> int:
    digits = fields.get(name, "0")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS):
        raise BadLinkError(f"“{name}” of the link is no number.")
    return int(digits)
