"""Where fuzzing starts from: small whole inputs, all made here."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from zipfile import ZIP_DEFLATED, ZipFile

from tests.fuzz.compound_writing import compound

BORDER = b"\n\x00PART\x00\n"
"""Stands between the parts of a document whose zip archive is left out."""


def joined(kind: bytes, parts: dict[str, str]) -> bytes:
    """Return a document's parts as the target ``parts`` takes them."""
    return kind + BORDER.join(
        name.encode() + b"\0" + content.encode() for name, content in parts.items()
    )


# --- compound files -------------------------------------------------------------------------------


def _record(tag: int, data: bytes) -> bytes:
    size = min(len(data), 0xFFF)
    head = struct.pack("<I", tag | size << 20)
    return head + (struct.pack("<I", len(data)) if size == 0xFFF else b"") + data


def _section() -> bytes:
    line = "물이 끓는다.\r".encode("utf-16-le")
    codes = struct.pack("<8H", 11, 0, 0, 0, 0, 0, 0, 11) + struct.pack("<3H", 9, 24, 30)
    return (
        _record(66, bytes(22))
        + _record(67, line)
        + _record(67, codes + line)
        + _record(67, "긴 ".encode("utf-16-le") * 1100)
    )


def _deflated(data: bytes) -> bytes:
    stream = zlib.compressobj(9, wbits=-15)
    return stream.compress(data) + stream.flush()


def compounds() -> Iterator[bytes]:
    """Hangul, Word, Excel, PowerPoint and Outlook containers."""
    header = b"HWP Document File".ljust(32, b"\0") + bytes(4)
    for flags, body in ((0, _section()), (1, _deflated(_section()))):
        yield compound(
            {
                "FileHeader": header + struct.pack("<I", flags) + bytes(216),
                "BodyText/Section0": body,
                "BodyText/Section1": body,
            }
        )
    yield compound({"WordDocument": struct.pack("<6H", 0xA5EC, 193, 0, 0, 0, 0x0100)})
    yield compound({"Workbook": struct.pack("<HHHH", 0x809, 4, 0x600, 5) + b"\x2f\0\2\0\0\0"})
    yield compound({"PowerPoint Document": b"", "Current User": bytes(12) + b"\xdf\xc4\xd1\xf3"})
    yield compound(
        {"__properties_version1.0": b"", "__substg1.0_001A001F": "IPM.Note".encode("utf-16-le")}
    )


def sections() -> Iterator[bytes]:
    """Sections of a Hangul document behind a byte of flags."""
    yield b"\0" + _section()
    yield b"\1" + _deflated(_section())
    yield b"\x09" + _section()
    yield b"\4" + struct.pack("<I", 28 | 256 << 20) + bytes(range(256)) + bytes(64)
    yield b"\5" + struct.pack("<I", 28 | 256 << 20) + bytes(range(256)) + bytes(64)


# --- text and markup ------------------------------------------------------------------------------


def mails() -> Iterator[bytes]:
    """Messages with parts, encodings and attachments, and a mailbox."""
    yield (
        b"From: =?utf-8?b?7J2067KU7Iud?= <a@b.example>\nSubject: =?iso-8859-1?q?Gr=FC=DFe?=\n"
        b"Date: Mon, 1 Jan 2024 10:00:00 +0900\nContent-Type: text/plain; charset=euc-kr\n"
        b"Content-Transfer-Encoding: quoted-printable\n\n=B0=A1=B3=AA\n"
    )
    yield (
        b'Subject: parts\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n'
        b"--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\nContent-Type: text/plain\n\n"
        b"plain\n--c\nContent-Type: text/html\n\n<p>rich</p>\n--c--\n"
        b"--b\nContent-Type: message/rfc822\n\nSubject: inner\n\nbody\n"
        b"--b\nContent-Type: text/csv; name*0*=utf-8''a%20; name*1=b.csv\n"
        b"Content-Disposition: attachment; filename=x.csv\nContent-Transfer-Encoding: base64\n\n"
        b"YSxiLGM=\n--b--\n"
    )
    yield b"From a@b Mon Jan  1 2024\nSubject: one\n\nx\n\nFrom b@c Tue\nSubject: two\n\ny\n"
    yield b"Content-Type: application/pkcs7-mime; smime-type=signed-data\n\nMII=\n"


def pages() -> Iterator[bytes]:
    """HTML pages."""
    yield (
        b"<!doctype html><html><head><meta charset=euc-kr><title>T&amp;</title><style>p{}</style>"
        b"<script>if (a<b) x()</script></head><body><h1>Head</h1><p class=a title='b>c'>one<br>two"
        b"<table><tr><td>a<td>b</table><pre> x\n y</pre><ul><li>i</ul><svg><p>no</p></svg></body>"
    )
    yield b"<p>a<p>b<table><table><tr><td><table></td></tr></table><iframe src=x></iframe><a <a <a"
    yield b"<![CDATA[x]]><!-- c --><?php x ?></p></div><textarea><b>raw</textarea>&#x41;&notin;"


def rich_texts() -> Iterator[bytes]:
    r"""RTF with fonts, code pages, ``\u`` and binary data."""
    yield (
        rb"{\rtf1\ansi\ansicpg949{\fonttbl{\f0\fcharset129 Batang;}{\f1\fcharset0 Arial;}}"
        rb"{\*\generator x;}{\info{\title t}}\f0\'b0\'a1\'b3\'aa\par\f1 a\~b\_c\{d\}\uc1\u44032?"
        rb"\uc0\u-10179\u-8704{\pict\bin4 abcd}\trowd\cell x\cell\row{\v hidden}\plain end\par}"
    )
    yield rb"{\rtf1{{{{\uc9999999999\u1 }}}}}}}\'zz\bin99999999 x\mac\ansicpg65001"


def xmls() -> Iterator[bytes]:
    """XML of several vocabularies."""
    yield (
        b'<?xml version="1.0" encoding="utf-8"?><!DOCTYPE a [<!ENTITY e "x">]><article><title>T'
        b"</title><section><title>S</title><para>one &e; &nbsp; <b>two</b></para></section>"
        b"<script>no</script></article>"
    )
    yield (
        b"<rss><channel><title>C</title><item><title>I</title><description>&lt;p&gt;x&lt;/p&gt;"
        b"</description><content><![CDATA[<h1>t</h1><table>]]></content></item></channel></rss>"
    )
    yield b'<opml><body><outline text="a"><outline text="b" _note="c"/></outline></body></opml>'
    yield '<?xml version="1.0" encoding="utf-16"?><a>물</a>'.encode("utf-16")


def texts() -> Iterator[bytes]:
    """Text in several encodings, light markups, notebooks."""
    yield b"---\ntitle: T\n---\n# One #\n\n```sh\n# no\n```\nTwo\n===\n\nThree\n---\n"
    yield b"* TODO org\n** sub\n\n= adoc\n== sub\n\n\\section{tex}\n\nrst\n***\n"
    for encoding in ("cp949", "cp932", "gb18030", "utf-16", "utf-16-be", "iso2022_kr", "utf-32"):
        yield "물이 끓는 온도 日本語 中文 text".encode(encoding, "ignore")
    yield "Привет, мир — это текст".encode("cp1251")
    yield "Grüße aus Köln; façade, naïve".encode("latin-1")
    yield (
        b'{"cells":[{"cell_type":"markdown","source":["# a\\n","b"]},{"cell_type":"code","source":'
        b'"x","outputs":[{"text":"o","data":{"text/plain":["p"]},"ename":"E","evalue":"v"}]}],'
        b'"worksheets":[{"cells":[{"input":"old"}]}]}'
    )


# --- zip archives ---------------------------------------------------------------------------------

_WORD = {
    "word/document.xml": (
        '<w:d xmlns:w="w"><w:body><w:p><w:pPr><w:pStyle w:val="H"/><w:outlineLvl w:val="1"/>'
        "</w:pPr><w:r><w:t>Head</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t><w:tab/>"
        "</w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:d>"
    ),
    "word/styles.xml": (
        '<w:s xmlns:w="w"><w:style w:styleId="H"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:styleId="M"><w:basedOn w:val="H"/></w:style></w:s>'
    ),
    "word/footnotes.xml": '<w:f xmlns:w="w"><w:p><w:r><w:t>note</w:t></w:r></w:p></w:f>',
    "docProps/core.xml": '<c xmlns:dc="d"><dc:title>T</dc:title></c>',
}
_SLIDES = {
    "ppt/presentation.xml": '<p xmlns:r="r"><sldId r:id="a"/><sldId r:id="b"/></p>',
    "ppt/_rels/presentation.xml.rels": '<R><Relationship Id="a" Target="slides/slide1.xml"/></R>',
    "ppt/slides/slide1.xml": (
        '<s><sp><ph type="ctrTitle"/><p><t>Title</t></p></sp><sp><p><t>x</t></p></sp>'
        "<c><strCache><v>n</v></strCache></c></s>"
    ),
    "ppt/slides/_rels/slide1.xml.rels": (
        '<R><Relationship Id="n" Target="../notesSlides/notesSlide1.xml"/></R>'
    ),
    "ppt/notesSlides/notesSlide1.xml": "<n><p><t>said</t></p></n>",
}
_OPEN = {
    "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
    "content.xml": (
        '<o xmlns:text="t" xmlns:table="b"><table:table table:name="S"><table:table-row>'
        '<table:table-cell><text:p>a<text:s text:c="3"/></text:p></table:table-cell>'
        '</table:table-row></table:table><text:h text:outline-level="2">H</text:h></o>'
    ),
    "meta.xml": '<m xmlns:dc="d"><dc:title>T</dc:title></m>',
}
_BOOK = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": '<c><rootfile full-path="O/b.opf"/></c>',
    "O/b.opf": '<p><title>B</title><item id="1" href="a%20.xhtml"/><itemref idref="1"/></p>',
    "O/a .xhtml": "<html><body><h1>One</h1><p>first</p></body></html>",
}
_HANGUL = {
    "Contents/section0.xml": (
        '<s xmlns:hp="h"><hp:p><hp:run><hp:t>물</hp:t></hp:run></hp:p><hp:tbl><hp:tr><hp:tc><hp:p>'
        "<hp:t>a</hp:t></hp:p></hp:tc></hp:tr></hp:tbl></s>"
    ),
}
_OLD_PAGES = {"index.xml": '<x xmlns:sf="s"><sf:p>one<sf:br/>two</sf:p><sf:ct sfa:s="c"/></x>'}
_DOCUMENTS = (
    (b"W", _WORD),
    (b"S", _SLIDES),
    (b"O", _OPEN),
    (b"E", _BOOK),
    (b"H", _HANGUL),
    (b"I", _OLD_PAGES),
)


def packages() -> Iterator[bytes]:
    """One document of each kind, as `joined` has them."""
    for kind, parts in _DOCUMENTS:
        yield joined(kind, parts)


def archives() -> Iterator[bytes]:
    """The same, packed; stored, so that mutations reach names and contents."""
    for _, parts in _DOCUMENTS:
        for method in (0, ZIP_DEFLATED):
            file = io.BytesIO()
            with ZipFile(file, "w", method) as archive:
                for name, content in parts.items():
                    archive.writestr(name, content)
            yield file.getvalue()


def pdfs() -> Iterator[bytes]:
    """A page with text, an outline and a title."""
    stream = b"BT /F1 12 Tf 72 700 Td (Water boils at 100) Tj ET"
    yield (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/Outlines 6 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
        b"4 0 obj<</Length %d>>stream\n%s\nendstream endobj\n"
        b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
        b"6 0 obj<</First 7 0 R/Last 7 0 R/Count 1>>endobj\n"
        b"7 0 obj<</Title(Water)/Parent 6 0 R/Dest[3 0 R/Fit]>>endobj\n"
        b"8 0 obj<</Title(A title)>>endobj\n"
        b"trailer<</Root 1 0 R/Info 8 0 R/Size 9>>\n%%%%EOF" % (len(stream), stream)
    )
