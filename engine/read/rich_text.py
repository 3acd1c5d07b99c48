r"""RTF (specification 1.9.1): what is shown, in the code pages of its fonts.

Groups are a stack; ``\'hh`` bytes are gathered and decoded together, since East Asian characters
take two; ``\uN`` is followed by ``\ucN`` characters for readers that do not know it.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from engine.read.errors import DamagedError

if TYPE_CHECKING:
    from engine.read.document import Writer

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|([^\\{}\r\n]+)"
)
_SKIPPED_NAMES = """
stylesheet colortbl listtable listoverridetable revtbl rsidtbl generator info pict object objdata
themedata colorschememapping datastore latentstyles xmlnstbl wgrffmtfilter filetbl fldinst
bkmkstart bkmkend datafield private nonshppict pgdsctbl mmathPr blipuid sn sp panose template
operator passwordhash listtext pntext xe tc
"""
_SKIPPED = frozenset(name.encode() for name in _SKIPPED_NAMES.split())
_SPECIAL: dict[bytes, str] = {
    b"par": "\n\n",
    b"sect": "\n\n",
    b"page": "\n\n",
    b"row": "\n",
    b"line": "\n",
    b"cell": "\t",
    b"nestcell": "\t",
    b"nestrow": "\n",
    b"tab": "\t",
    b"emdash": "—",
    b"endash": "–",
    b"emspace": " ",
    b"enspace": " ",
    b"qmspace": " ",
    b"bullet": "•",
    b"lquote": "\u2018",
    b"rquote": "\u2019",
    b"ldblquote": "“",
    b"rdblquote": "”",
}
_SYMBOLS: dict[bytes, str] = {
    b"~": "\xa0",
    b"_": "-",
    b"{": "{",
    b"}": "}",
    b"\\": "\\",
    b"\n": "\n\n",
}
# Font character sets, table of \fcharset.
_CHARSETS = {
    128: "cp932",
    129: "cp949",
    134: "gb18030",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
_DEEPEST = 2000


class _Group:
    """What a group inherits from the one around it."""

    __slots__ = ("encoding", "fallback", "fonts", "hidden", "silent")

    def __init__(self, outer: _Group | None = None) -> None:
        self.silent = outer.silent if outer else False
        self.fonts = outer.fonts if outer else False
        self.hidden = outer.hidden if outer else False
        self.encoding = outer.encoding if outer else ""
        self.fallback = outer.fallback if outer else 1


class _Reader:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self._stack: list[_Group] = []
        self._group = _Group()
        self._page = "cp1252"
        self._font_pages: dict[int, str] = {}
        self._font = 0
        self._bytes = bytearray()
        self._skip = 0
        self._star = False

    def run(self, data: bytes) -> str:
        at = 0
        while found := _TOKEN.search(data, at):
            at = found.end()
            word, number, code, symbol, brace, text = found.groups()
            if code or text:
                self._take(bytes([int(code, 16)]) if code else text)
            elif word == b"bin":
                at += max(0, int(number or 0))
            else:
                self._flush()
                if brace:
                    self._brace(brace)
                elif symbol:
                    self._symbol(symbol)
                else:
                    self._word(word, int(number) if number else None)
        self._flush()
        return "".join(self.parts)

    def _take(self, data: bytes) -> None:
        """Text, less what repeats the Unicode character before it."""
        skipped = min(self._skip, len(data))
        self._skip -= skipped
        self._bytes += data[skipped:]

    def _flush(self) -> None:
        if self._bytes:
            if not (self._group.silent or self._group.fonts or self._group.hidden):
                encoding = self._group.encoding or self._page
                self.parts.append(self._bytes.decode(encoding, "replace"))
            self._bytes.clear()

    def _brace(self, brace: bytes) -> None:
        self._skip = 0
        self._star = False
        if brace == b"{":
            if len(self._stack) > _DEEPEST:
                raise DamagedError("RTF nested too deeply")
            self._stack.append(self._group)
            self._group = _Group(self._group)
        elif self._stack:
            self._group = self._stack.pop()

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self._star = True
        elif not self._group.silent:
            self._say(_SYMBOLS.get(symbol, ""))

    def _word(self, word: bytes, number: int | None) -> None:
        group = self._group
        if word in _SKIPPED or (self._star and word != b"shpinst"):
            group.silent = True
        elif word == b"fonttbl":
            group.fonts = True
        elif word in _SPECIAL:
            self._say(_SPECIAL[word])
        elif word == b"u" and number is not None:
            self._say(chr(number & 0xFFFF))
            self._skip = group.fallback
        elif word == b"uc":
            group.fallback = max(0, number or 0)
        elif word == b"v":
            group.hidden = number != 0
        elif word == b"plain":
            group.hidden = False
        else:
            self._encoding(word, number or 0)
        self._star = False

    def _encoding(self, word: bytes, number: int) -> None:
        if word == b"ansicpg":
            self._page = _known(f"cp{number}")
        elif word == b"mac":
            self._page = "mac_roman"
        elif word == b"f":
            self._font = number
            if not self._group.fonts:
                self._group.encoding = self._font_pages.get(number, "")
        elif word == b"fcharset" and self._group.fonts and number in _CHARSETS:
            self._font_pages[self._font] = _CHARSETS[number]

    def _say(self, text: str) -> None:
        if text and not (self._group.silent or self._group.fonts or self._group.hidden):
            self.parts.append(text)


def _known(encoding: str) -> str:
    try:
        codecs.lookup(encoding)  # b"".decode() asks for no encoding
    except LookupError:
        return "cp1252"
    return encoding


def read_rich_text(data: bytes, writer: Writer) -> None:
    """Write the text of an RTF file. Raises `DamagedError`."""
    if not data.lstrip().startswith(b"{\\rtf"):
        raise DamagedError("no RTF in it")
    text = _Reader().run(data)
    text = re.sub(r"[ \t]+\n", "\n", text)
    writer.write(re.sub(r"\n{3,}", "\n\n", text).strip())
