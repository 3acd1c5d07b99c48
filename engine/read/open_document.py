"""OpenDocument (OASIS ODF 1.2), EPUB 3 and HWPX: XML and HTML in a zip archive."""

from __future__ import annotations

import posixpath
import re
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import unquote

from engine.read.errors import DamagedError, EncryptedError
from engine.read.flow import Flow
from engine.read.xml_parts import parse

if TYPE_CHECKING:
    from engine.read.document import Writer
    from engine.read.package import Package

_SILENT = frozenset(["tracked-changes", "binary-data", "script"])
_MOST_SPACES = 100
_SECTION = re.compile(r"Contents/section\d{1,9}\.xml")  # int() refuses thousands of digits


class _Content:
    """The elements of ``content.xml``."""

    def __init__(self, flow: Flow, *, sheets: bool) -> None:
        self._flow = flow
        self._sheets = sheets
        self._silent = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: C901 - a flat table of names
        if name in _SILENT or self._silent:
            self._silent += 1
        elif name == "p":
            self._flow.begin()
        elif name == "h":
            level = attributes.get("text:outline-level", "1")
            self._flow.begin(int(level) if level.isdecimal() else 1)
        elif name == "s":
            count = attributes.get("text:c", "1")
            self._flow.add(" " * min(int(count) if count.isdecimal() else 1, _MOST_SPACES))
        elif name == "tab":
            self._flow.add("\t")
        elif name == "line-break":
            self._flow.add("\n")
        elif name == "table":
            if self._sheets:
                self._flow.writer.heading(1, attributes.get("table:name", ""))
            self._flow.begin_table()
        elif name == "table-cell":
            self._flow.begin_cell()
        elif name == "page":
            self._flow.writer.page()

    def end(self, name: str) -> None:
        if self._silent:
            self._silent -= 1
        elif name in ("p", "h"):
            self._flow.end()
        elif name == "table-row":
            self._flow.end_row()
        elif name == "table":
            self._flow.end_table()

    def characters(self, text: str) -> None:
        if not self._silent:
            self._flow.add(re.sub(r"\s+", " ", text))


def read_open_document(package: Package, writer: Writer, media_type: str) -> None:
    """Write text, sheets or slides. Raises `DamagedError`, `EncryptedError`."""
    if b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise EncryptedError
    data = package.read("content.xml")
    if not data:
        raise DamagedError("no content in it")
    writer.title = _texts(package.read("meta.xml"), "title")
    content = _Content(Flow(writer), sheets="spreadsheet" in media_type)
    parse(data, content.start, content.end, content.characters)


def read_hwpx(package: Package, writer: Writer) -> None:
    """Write the sections of a Hangul document in its XML form (KS X 6101, OWPML)."""
    if b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise EncryptedError
    sections = [name for name in package.names if _SECTION.fullmatch(name)]
    for name in sorted(sections, key=lambda name: int("".join(filter(str.isdecimal, name)))):
        section = _HangulSection(Flow(writer))
        parse(package.read(name), section.start, section.end, section.characters)


class _HangulSection:
    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._spoken = 0

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        if name == "p":
            self._flow.begin()
        elif name == "tbl":
            self._flow.begin_table()
        elif name == "tc":
            self._flow.begin_cell()
        elif name == "lineBreak":
            self._flow.add("\n")
        elif name == "tab":
            self._flow.add("\t")
        elif name in ("t", "script"):
            self._spoken += 1

    def end(self, name: str) -> None:
        if name == "p":
            self._flow.end()
        elif name == "tr":
            self._flow.end_row()
        elif name == "tbl":
            self._flow.end_table()
        elif name in ("t", "script"):
            self._spoken -= 1

    def characters(self, text: str) -> None:
        if self._spoken:
            self._flow.add(text)


def read_epub(package: Package, writer: Writer) -> None:
    """Write the chapters in the spine's order. Raises `DamagedError`, `EncryptedError`."""
    from engine.read.web import decode_markup, write_html

    book = _texts(package.read("META-INF/container.xml"), "", attribute="full-path")
    source = package.read(book)
    if not source:
        raise DamagedError("no book in it")
    locked = package.read("META-INF/encryption.xml").decode("utf-8", "replace")
    chapters = [
        posixpath.normpath(posixpath.join(posixpath.dirname(book), href)) for href in _spine(source)
    ]
    chapters = [name for name in chapters if name in package]
    if chapters and all(f'URI="{name}"' in locked for name in chapters):
        raise EncryptedError
    for name in chapters:
        writer.breaks(2)
        write_html(decode_markup(package.read(name)), writer)
    writer.title = _texts(source, "title")


def _spine(source: bytes) -> list[str]:
    """Return the chapters' places relative to the package document (EPUB 3.3, 5.7)."""
    places: dict[str, str] = {}
    order: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "item":
            places[attributes.get("id", "")] = unquote(attributes.get("href", ""))
        elif name == "itemref":
            order.append(attributes.get("idref", ""))

    parse(source, start, lambda _name: None, lambda _text: None)
    return [places[key] for key in order if key in places]


def _texts(data: bytes, element: str, *, attribute: str = "") -> str:
    """Return the first text of ``element`` or value of ``attribute``; damage is ignored."""
    found: list[str] = []
    inside = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        if attribute and attribute in attributes and not found:
            found.append(attributes[attribute])
        inside += bool(element) and (name == element or inside > 0)

    def end(_name: str) -> None:
        nonlocal inside
        if inside:
            inside -= 1
            if not inside:
                found.append("\0")

    with suppress(DamagedError):
        parse(data or b"<none/>", start, end, lambda text: found.append(text) if inside else None)
    return "".join(found).partition("\0")[0].strip()
