"""Headings of plain-text markup: Markdown and its relatives. The text itself stays as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.read.document import Heading, one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MARKDOWN = re.compile(
    r"^ {0,3}(?:(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)"
    r"|(?P<hashes>\#{1,6})[ \t]+(?P<title>[^\n]*)"
    r"|(?P<under>=+|-{2,})[ \t]*$)",
    re.MULTILINE,
)
_CLOSING_HASHES = re.compile(r"[ \t]+#+[ \t]*$")
_NO_SETEXT = re.compile(r"\s*(?:[-*+>|#]|\d+[.)]\s|$)")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FRONT_TITLE = re.compile(r"^title[ \t]*:[ \t]*(.+)$", re.MULTILINE | re.IGNORECASE)
_LONGEST = 1000
"""Characters of a title line that are looked at: the patterns below are not linear."""
_LINKED = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")


def front_matter(text: str) -> tuple[str, int]:
    """Return the title that YAML front matter gives (or nothing) and where the body begins."""
    found = _FRONT_MATTER.match(text[:20_000])
    if not found:
        return "", 0
    title = _FRONT_TITLE.search(found[1])
    return (one_line(title[1].strip().strip("\"'")) if title else ""), found.end()


def markdown(text: str, start: int = 0) -> Iterator[Heading]:
    """Yield ATX and setext headings (CommonMark 4.2, 4.3) outside of code fences."""
    fence = ""
    for found in _MARKDOWN.finditer(text, start):
        mark = found["fence"]
        if mark:
            if not fence:
                fence = "" if mark[0] == "`" and "`" in found["info"] else mark
            elif mark[0] == fence[0] and len(mark) >= len(fence) and not found["info"].strip():
                fence = ""
        elif fence:
            continue
        elif found["hashes"]:
            title = _plain(_CLOSING_HASHES.sub("", found["title"][:_LONGEST]))
            if title:
                yield Heading(found.start(), len(found["hashes"]), title)
        else:
            yield from _setext(text, found, start)


def _setext(text: str, found: re.Match[str], start: int) -> Iterator[Heading]:
    end = found.start() - 1
    begin = text.rfind("\n", 0, max(end, 0)) + 1
    if end <= start or begin < start:
        return
    line = text[begin : min(end, begin + _LONGEST)]
    above = text[text.rfind("\n", 0, max(begin - 1, 0)) + 1 : max(begin - 1, 0)]
    if _NO_SETEXT.match(line) or above.strip():  # a longer paragraph over a rule is rather a table
        return
    yield Heading(begin, 1 if found["under"][0] == "=" else 2, _plain(line))


def _plain(title: str) -> str:
    return one_line(_LINKED.sub(r"\1", title).replace("**", "").replace("`", ""))


_ORG = re.compile(r"^(\*{1,8})[ \t]+(?:(?:TODO|DONE)[ \t]+)?([^\n]+)$", re.MULTILINE)
_EQUALS = re.compile(r"^(={1,6})[ \t]+([^\n]+)$", re.MULTILINE)
_TEX = re.compile(r"\\(part|chapter|section|subsection|subsubsection|paragraph)\*?\{([^{}\n]+)\}")
_TEX_LEVELS = ("part", "chapter", "section", "subsection", "subsubsection", "paragraph")
_RST = re.compile(r"^([^\s][^\n]*)\n([=\-~^\"'`#*+.:_])\2{2,}[ \t]*$", re.MULTILINE)


def _counted(pattern: re.Pattern[str]) -> Callable[[str], Iterator[Heading]]:
    def find(text: str) -> Iterator[Heading]:
        for found in pattern.finditer(text):
            yield Heading(found.start(), len(found[1]), one_line(found[2]))

    return find


def _tex(text: str) -> Iterator[Heading]:
    for found in _TEX.finditer(text):
        yield Heading(found.start(), _TEX_LEVELS.index(found[1]) + 1, one_line(found[2]))


def _rst(text: str) -> Iterator[Heading]:
    """Levels follow the order in which underlines first appear (docutils, "Sections")."""
    order: list[str] = []
    for found in _RST.finditer(text):
        if found[1][0] == found[2] and not found[1].strip(found[2]):
            continue  # an overline; its title follows
        if found[2] not in order:
            order.append(found[2])
        yield Heading(found.start(), order.index(found[2]) + 1, one_line(found[1]))


BY_MEDIA_TYPE: dict[str, Callable[[str], Iterator[Heading]]] = {
    "text/markdown": markdown,
    "text/x-org": _counted(_ORG),
    "text/asciidoc": _counted(_EQUALS),
    "text/x-typst": _counted(_EQUALS),
    "text/x-tex": _tex,
    "text/x-rst": _rst,
}
