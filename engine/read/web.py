"""HTML: what a reader of the page would see, with its title and headings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.read.decoding import decode
from engine.read.tags import tokens

if TYPE_CHECKING:
    from engine.read.document import Writer

_DECLARED = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML_DECLARED = re.compile(rb"\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f]+")

_SILENT = frozenset(["script", "style", "template", "svg", "noframes", "iframe", "object", "head"])
_BLOCKS = """
address article aside blockquote center details dialog dir div dl fieldset figure footer form
header hgroup hr main menu nav ol p pre section table ul h1 h2 h3 h4 h5 h6
"""
_PARAGRAPH = frozenset(_BLOCKS.split())
_LINES = "br caption dd dt figcaption legend li option summary tbody tfoot thead tr"
_LINE = frozenset(_LINES.split())
_DEEPEST = 100
_CELL = frozenset(["td", "th"])
_HEADINGS = {f"h{level}": level for level in range(1, 7)}

# Encodings that pages claim and mean otherwise (WHATWG Encoding Standard, "names and labels").
_LABELS = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "windows-949": "cp949",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}


def decode_markup(data: bytes) -> str:
    """Return HTML or XML source, which may declare its encoding. Raises `NotTextError`."""
    head = data[:4096]
    declared = _XML_DECLARED.search(head) or _DECLARED.search(head)
    label = declared[1].decode("ascii", "ignore").lower() if declared else ""
    return decode(data, _LABELS.get(label, label))


def read_html(data: bytes, writer: Writer) -> None:
    """Write the visible text of a page."""
    write_html(decode_markup(data), writer)


def write_html(source: str, writer: Writer) -> None:
    """Write the visible text of HTML source."""
    page = _Page(writer)
    for kind, value in tokens(source):
        if kind == "text":
            page.text(value)
        elif kind == "start":
            page.start(value)
        else:
            page.end(value)
    page.flush()


class _Page:
    """Turns tags into line ends; HTML is never malformed for it."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._line: list[str] = []
        self._silent: list[str] = []
        self._heading = 0
        self._pre = 0
        self._in_title = False

    def start(self, tag: str) -> None:
        """Take a start tag."""
        if tag == "title" and self._silent in ([], ["head"]):
            self._in_title = True
        elif tag == "body":
            self._silent.clear()
        elif tag in _SILENT:
            if len(self._silent) < _DEEPEST:
                self._silent.append(tag)
        elif not self._silent:
            self._open(tag)

    def _open(self, tag: str) -> None:
        if tag in _PARAGRAPH:
            self.flush(2)
            self._heading = _HEADINGS.get(tag, self._heading)
            self._pre += tag == "pre"
        elif tag in _LINE:
            self.flush(1)
        elif tag in _CELL and self._line:
            self._line.append("\t")

    def end(self, tag: str) -> None:
        """Take an end tag."""
        if tag == "title":
            self._in_title = False
        elif self._silent:
            if tag in self._silent:
                while self._silent.pop() != tag:
                    pass
        elif tag in _PARAGRAPH:
            self.flush(2)
            if tag in _HEADINGS:
                self._heading = 0
            self._pre = max(0, self._pre - (tag == "pre"))
        elif tag in _LINE:
            self.flush(1)

    def text(self, text: str) -> None:
        """Take text between tags."""
        if self._in_title:
            self._writer.title += text
        elif not self._silent:
            self._line.append(text if self._pre else _SPACES.sub(" ", text))

    def flush(self, breaks: int = 0) -> None:
        """Write what was gathered, then end it with ``breaks`` line ends."""
        text = "".join(self._line)
        self._line.clear()
        text = text.strip("\n") if self._pre else text.strip()
        if text.strip():
            if not self._pre:
                text = re.sub(" {2,}", " ", text)
            if self._heading:
                self._writer.mark(self._heading, text)
            self._writer.write(text)
        self._writer.breaks(breaks)
