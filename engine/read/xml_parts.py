"""A safe XML parser, and text out of XML whose vocabulary is only guessed.

Safe means: external entities are never fetched, declared entities may not nest and are short, so
that neither a billion laughs nor a file of the machine can get in; depth is bounded.
"""

from __future__ import annotations

import re
from html.entities import name2codepoint
from typing import TYPE_CHECKING
from xml.parsers import expat

from engine.read.errors import DamagedError
from engine.read.tags import tokens
from engine.read.web import write_html

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.read.document import Writer

_DEEPEST = 500
_LONGEST_ENTITY = 500
_PIECE = 2**20
_LONGEST_TAG = 32 * 2**20
"""Bytes of one piece of markup: pictures stand in attributes."""
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")


def parse(
    data: bytes | str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    characters: Callable[[str], None],
) -> None:
    """Run the three handlers over ``data``; names come without their namespace prefix.

    A str is parsed whatever encoding its declaration names.

    Raises:
        DamagedError: not well-formed, or made to exhaust the parser.
    """
    parser = expat.ParserCreate("utf-8" if isinstance(data, str) else None)
    depth = 0

    def on_start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise DamagedError("XML nested too deeply")
        start(name.rpartition(":")[2], attributes)

    def on_end(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name.rpartition(":")[2])

    def on_skipped(name: str, is_parameter: bool) -> None:  # noqa: FBT001 - expat's signature
        if not is_parameter and name in name2codepoint:
            characters(chr(name2codepoint[name]))

    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    parser.CharacterDataHandler = characters
    parser.SkippedEntityHandler = on_skipped
    parser.EntityDeclHandler = _check_entity
    parser.ExternalEntityRefHandler = _leave_out
    parser.UseForeignDTD(True)  # noqa: FBT003 - an unknown entity is then skipped and not an error
    parser.buffer_text = True
    try:
        _feed(parser, data.encode("utf-8", "replace") if isinstance(data, str) else data)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise DamagedError("its XML is damaged or cut off") from error


def _feed(parser: expat.XMLParserType, data: bytes) -> None:
    """Parse piece by piece; a piece of markup without an end is read anew with each (quadratic)."""
    for start in range(0, len(data), _PIECE):
        parser.Parse(data[start : start + _PIECE], False)  # noqa: FBT003 - expat's signature
        if start + _PIECE - parser.CurrentByteIndex > _LONGEST_TAG:
            raise DamagedError("XML: a tag without an end")
    parser.Parse(b"", True)  # noqa: FBT003


def _check_entity(
    name: str,
    _parameter: bool,  # noqa: FBT001 - expat's signature
    value: str | None,
    *_where: str | None,
) -> None:
    if value is not None and (len(value) > _LONGEST_ENTITY or "&" in value or "%" in value):
        raise DamagedError(f"XML: entity {name[:40]} is suspicious")


def _leave_out(*_where: str | None) -> int:
    return 1


_SILENT = frozenset(
    ["binary", "script", "style", "instruction", "instrText", "delText", "del-text"]
)
_INLINE_NAMES = """
a abbr acronym b big bold citetitle cite code command em emphasis filename firstterm font i
interface italic link literal keyword option ph quote ruby s small span strike strong style sub
subscript sup superscript t term tt u uicontrol ulink underline var varname xref productname
application systemitem userinput
"""
_INLINE = frozenset(_INLINE_NAMES.split())
_NESTING_NAMES = """
appendix article book chapter concept part preface reference sect1 sect2 sect3 sect4 sect5 section
simplesect subsect task topic
"""
_NESTING = frozenset(_NESTING_NAMES.split())
_TITLES = frozenset(["title", "book-title", "subtitle"])
_SPOKEN_ATTRIBUTES = ("text", "title", "summary")
"""What outlines (OPML) and the like say in attributes."""
_SPACES = re.compile(r"\s+")
_VERBATIM = frozenset(["code", "codeblock", "literallayout", "pre", "programlisting", "screen"])
"""What shows markup to be read as such."""
_HTML = re.compile(
    r"\A\s*<(?:p|div|a|img|h[1-6]|ul|ol|table|span|strong|em|b|i|br|figure|blockquote)\b[^<>]*>"
    r"|</(?:p|div|a|h[1-6]|ul|ol|li|table|span|strong|em|b|i|figure|blockquote)>|<br\s*/?>",
    re.IGNORECASE,
)
"""Signs of HTML within a text, as feeds have it: escaped, or in a CDATA section."""


class _Text:
    """Every element is a paragraph of its own unless it is inline or stands amid text."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._line: list[str] = []
        self._mixed: list[bool] = []
        self._silent = 0
        self._level = 0
        self._title_depth = 0
        self._verbatim = 0
        self._shows_markup = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in _SILENT or self._silent:
            self._silent += 1
            return
        if not self._is_inline(name):
            self._flush()
        self._mixed.append(False)
        self._level += name in _NESTING
        self._title_depth += name in _TITLES
        self._verbatim += name in _VERBATIM
        for key in _SPOKEN_ATTRIBUTES:
            if attributes.get(key):
                self._writer.paragraph(_SPACES.sub(" ", attributes[key]))

    def end(self, name: str) -> None:
        if self._silent:
            self._silent -= 1
            return
        self._mixed.pop()
        if not self._is_inline(name):
            self._flush()
        self._level -= name in _NESTING
        self._title_depth -= name in _TITLES
        self._verbatim -= name in _VERBATIM

    def characters(self, text: str) -> None:
        if self._silent:
            return
        if self._mixed and not text.isspace():
            self._mixed[-1] = True
        self._shows_markup = self._shows_markup or self._verbatim > 0
        self._line.append(text)

    def _is_inline(self, name: str) -> bool:
        return name in _INLINE or (bool(self._mixed) and self._mixed[-1])

    def _flush(self) -> None:
        source, shows_markup = "".join(self._line), self._shows_markup
        self._line.clear()
        self._shows_markup = False
        if "<" in source and not shows_markup and _HTML.search(source):
            if not self._title_depth:
                self._write_html(source)
                return
            source = " ".join(words for kind, words in tokens(source) if kind == "text")
        text = _SPACES.sub(" ", source).strip()
        if text and self._title_depth:
            self._writer.title = self._writer.title or text
            self._writer.heading(max(1, self._level), text)
        else:
            self._writer.paragraph(text)

    def _write_html(self, source: str) -> None:
        """Write what a reader of the page would see; its own title is none of the document's."""
        title = self._writer.title
        self._writer.paragraph("")
        write_html(source, self._writer)
        self._writer.title = title
        self._writer.breaks(2)


def write_xml(source: bytes | str, writer: Writer) -> None:
    """Write all text of an XML document. On `DamagedError` what was read before stays written."""
    if isinstance(source, str):
        source = _DECLARATION.sub("", source)
    text = _Text(writer)
    parse(source, text.start, text.end, text.characters)
