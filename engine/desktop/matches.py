"""A hit as a desktop shows it: a name, a line of text, an icon, and a link in place of a number."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from engine.protocol.links import OpenLink, link_to
from engine.protocol.markup import signs

if TYPE_CHECKING:
    from engine.protocol.messages import Hit

_EXCERPT = 160
"""Characters of the line below the name."""
_GENERIC = "text-x-generic"
_LEAST_RELEVANCE = 0.3


@dataclass(frozen=True, slots=True)
class Match:
    """One result."""

    link: str
    """What it is known by. The desktop keeps it longer than this process lives, and a link says
    all that there is to know."""
    name: str
    excerpt: str
    place: str
    """Its folder, the home folder as ``~``."""
    icon: str
    """A name of the Icon Naming Specification or of a MIME type."""
    relevance: float
    """0 to 1."""


def match_of(hit: Hit, query: str) -> Match:
    """Return a hit as a desktop shows it."""
    return Match(
        link=link_to(hit, query),
        name=_line(hit.title) or PurePath(hit.path).name,
        excerpt=excerpt(hit),
        place=_folder(hit.path),
        icon=hit.media_type.replace("/", "-") or _GENERIC,
        relevance=max(_LEAST_RELEVANCE, min(hit.score, 1.0)),
    )


def match_from(place: OpenLink, link: str) -> Match:
    """Return what a link alone tells: the process that found it has ended since."""
    name = PurePath(place.path).name
    return Match(link, name, "", _folder(place.path), _GENERIC, _LEAST_RELEVANCE)


def excerpt(hit: Hit) -> str:
    """Return a line around the best sentence of a hit, or around its first marked word."""
    first = hit.best[0] or (hit.marks[0][0] if hit.marks else 0)
    kept, at = "", 0
    for begin, end in (*signs(hit.text, hit.media_type), (len(hit.text), len(hit.text))):
        if begin <= first:
            first -= max(min(end, first) - begin, 0)
        kept, at = kept + hit.text[at:begin], end
    start = max(0, first - _EXCERPT // 4) if first > _EXCERPT // 2 else 0
    if start:
        start = max(kept.rfind(" ", 0, start), kept.rfind("\n", 0, start)) + 1 or start
    text = _line(kept[start:])
    cut = text if len(text) <= _EXCERPT else text[:_EXCERPT].rpartition(" ")[0] or text[:_EXCERPT]
    return f"{'… ' if start else ''}{cut}{' …' if len(cut) < len(text) else ''}"


def _line(text: str) -> str:
    """Text on one line, without what is no character of one."""
    return " ".join("".join(a if a.isprintable() else " " for a in text).split())


def _folder(path: str) -> str:
    folder = PurePath(path).parent
    home = Path.home()
    return f"~/{folder.relative_to(home)}" if folder.is_relative_to(home) else str(folder)
