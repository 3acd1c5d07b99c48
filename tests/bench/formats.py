"""One document as a file of some format, as people keep them: the reader gives its words back.

Which format a document gets depends on its number alone, so that every run writes the same files.
A format that cannot hold a document whole (a page of PDF with standard fonts has no Hangul) passes
it on to the next one.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from html import escape
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_LINE = 88
"""Characters on a line of a PDF page."""
_LINES = 54
"""Lines on a page."""
_MOST_SUBJECT = 900
"""A line of a mail has 998 characters at most (RFC 5322, 2.1.1)."""


class Written(NamedTuple):
    """A document to be written: its title, which may be empty, and its text."""

    title: str
    text: str


Format = Callable[[Written], bytes | None]
"""Returns a file's content; None where the format cannot hold the document whole."""

_ILLEGAL = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to write (2.2)."""


def _paragraphs(text: str) -> list[str]:
    return [part.strip("\n") for part in re.split(r"\n\s*\n", text) if part.strip()]


def _marked(text: str, line_end: str) -> str:
    """Text for XML or HTML, with what it writes for the end of a line."""
    return escape(_ILLEGAL.sub(" ", text), quote=False).replace("\n", line_end)


def plain(document: Written) -> bytes:
    """Title, empty line, text."""
    return ("\n\n".join(part for part in document if part) + "\n").encode()


def markdown(document: Written) -> bytes:
    """The title as a heading of the first level."""
    title = f"# {' '.join(document.title.split())}" if document.title else ""
    return plain(Written(title, document.text))


def html(document: Written) -> bytes:
    """A page with title, heading and paragraphs."""
    title = _marked(document.title, " ")
    heading = f"<h1>{title}</h1>\n" if title else ""
    body = "\n".join(f"<p>{_marked(part, '<br>')}</p>" for part in _paragraphs(document.text))
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{title}</title></head>\n'
        f"<body>\n{heading}{body}\n</body></html>\n"
    ).encode()


def mail(document: Written) -> bytes | None:
    """A message whose subject is the title.

    It has no other field: what only some files of a set have (a date, say) would weigh in
    queries that have such a word.
    """
    subject = " ".join(document.title.split())
    if not subject or len(subject) > _MOST_SUBJECT:
        return None
    message = EmailMessage(policy=SMTP)
    message["Subject"] = subject
    message.set_content(document.text.replace("\r", "\n") + "\n", charset="utf-8", cte="base64")
    return message.as_bytes()


def rich_text(document: Written) -> bytes:
    """RTF 1.9: a bold line, then paragraphs; all but ASCII as UTF-16 numbers."""
    parts = [r"{\rtf1\ansi\ansicpg1252\uc1 "]
    if document.title:
        parts.append(rf"{{\b {_rich(document.title)}\par}}")
    parts += [rf"{_rich(part)}\par" for part in _paragraphs(document.text)]
    return ("\n".join(parts) + "\n}").encode("ascii")


def _rich(text: str) -> str:
    kept: list[str] = []
    for character in text:
        if character in "\\{}":
            kept.append("\\" + character)
        elif character == "\n":
            kept.append("\\line ")
        elif " " <= character <= "~":
            kept.append(character)
        elif character < " ":
            kept.append(" ")
        else:
            units = character.encode("utf-16-le")
            for low, high in zip(units[::2], units[1::2], strict=True):
                number = low + 256 * high
                kept.append(f"\\u{number - 65536 if number > 32767 else number}?")
    return "".join(kept)


def word(document: Written) -> bytes:
    """Office Open XML (ECMA-376): a heading by its style, then paragraphs."""
    name = "http://schemas.openxmlformats.org/"
    main = f'xmlns:w="{name}wordprocessingml/2006/main"'
    office = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    kind = f"{name}officeDocument/2006/relationships"

    def paragraph(text: str, style: str = "") -> str:
        run = _marked(text, '</w:t><w:br/><w:t xml:space="preserve">')
        return f'<w:p>{style}<w:r><w:t xml:space="preserve">{run}</w:t></w:r></w:p>'

    heading = '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>'
    body = [paragraph(document.title, heading)] if document.title else []
    body += [paragraph(part) for part in _paragraphs(document.text)]
    return _archive(
        {
            "[Content_Types].xml": f'<Types xmlns="{name}package/2006/content-types">'
            '<Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{office}.document.main+xml"/>'
            f'<Override PartName="/word/styles.xml" ContentType="{office}.styles+xml"/></Types>',
            "_rels/.rels": _relation(f"{kind}/officeDocument", "word/document.xml"),
            "word/_rels/document.xml.rels": _relation(f"{kind}/styles", "styles.xml"),
            "word/styles.xml": f'<w:styles {main}><w:style w:type="paragraph"'
            ' w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>',
            "word/document.xml": f"<w:document {main}><w:body>{''.join(body)}</w:body>"
            "</w:document>",
        }
    )


def _relation(kind: str, target: str) -> str:
    name = "http://schemas.openxmlformats.org/package/2006/relationships"
    return (
        f'<Relationships xmlns="{name}"><Relationship Id="rId1" Type="{kind}"'
        f' Target="{target}"/></Relationships>'
    )


def open_document(document: Written) -> bytes:
    """OpenDocument text (OASIS ODF 1.2): a heading, then paragraphs."""
    name = "urn:oasis:names:tc:opendocument:xmlns:"
    office = f'xmlns:office="{name}office:1.0" office:version="1.2"'
    dublin = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    kind = "application/vnd.oasis.opendocument.text"
    title = _marked(document.title, " ")
    body = [f'<text:h text:outline-level="1">{title}</text:h>'] if title else []
    body += [
        f"<text:p>{_marked(part, '<text:line-break/>')}</text:p>"
        for part in _paragraphs(document.text)
    ]
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{of}"/>'
        for path, of in (("/", kind), ("content.xml", "text/xml"), ("meta.xml", "text/xml"))
    )
    return _archive(
        {
            "mimetype": kind,
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{name}manifest:1.0"'
            f' manifest:version="1.2">{entries}</manifest:manifest>',
            "meta.xml": f"<office:document-meta {office} {dublin}><office:meta>"
            f"<dc:title>{title}</dc:title></office:meta></office:document-meta>",
            "content.xml": f'<office:document-content {office} xmlns:text="{name}text:1.0">'
            f"<office:body><office:text>{''.join(body)}</office:text></office:body>"
            "</office:document-content>",
        }
    )


def _archive(parts: dict[str, str]) -> bytes:
    """A zip archive of XML parts (and of what is no XML as it is), without the time in it."""
    memory = BytesIO()
    with ZipFile(memory, "w") as archive:
        for name, content in parts.items():
            xml = content.startswith("<")
            info = ZipInfo(name)
            info.compress_type = ZIP_DEFLATED if xml else ZIP_STORED
            head = '<?xml version="1.0" encoding="UTF-8"?>\n' if xml else ""
            archive.writestr(info, head + content)
    return memory.getvalue()


def pdf(document: Written) -> bytes | None:
    """PDF 1.4 with the standard font Helvetica, lines broken and pages filled (ISO 32000-1).

    None for text that the font's encoding lacks, and where a line would end with a hyphen, which
    readers take for a divided word.
    """
    lines: list[str] = []
    for part in (document.title, *_paragraphs(document.text)):
        for line in part.splitlines():
            lines += textwrap.wrap(line, _LINE, break_long_words=False, break_on_hyphens=False)
        lines.append("")
    try:
        codes = [line.encode("cp1252") for line in lines]
    except UnicodeEncodeError:
        return None
    if any(code.endswith((b"-", b"\xad")) or b"\x7f" in code for code in codes):
        return None
    pages = [codes[start : start + _LINES] for start in range(0, len(codes), _LINES)]
    return _pdf_file([_page(lines) for lines in pages])


def _page(lines: list[bytes]) -> bytes:
    shown = [re.sub(rb"([\\()])", rb"\\\1", re.sub(rb"[\0-\x1f]", b" ", line)) for line in lines]
    content = b"\n".join(b"(%s) Tj T*" % line for line in shown)
    return b"BT /F1 10 Tf 13 TL 60 780 Td\n%s\nET" % content


def _pdf_file(contents: list[bytes]) -> bytes:
    """The pages' contents with the objects around them and the table of where each begins."""
    numbers = range(4, 4 + 2 * len(contents), 2)
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(contents)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, content in zip(numbers, contents, strict=True):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (number + 1)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    file = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places: list[int] = []
    for number, body in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    file += b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    file += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, table)
    return bytes(file)


FORMATS: dict[str, Format] = {
    "txt": plain,
    "docx": word,
    "md": markdown,
    "pdf": pdf,
    "html": html,
    "eml": mail,
    "odt": open_document,
    "rtf": rich_text,
}
"""Suffix -> what writes it."""


def write(number: int, document: Written) -> tuple[str, bytes]:
    """Return a document's suffix and its file's content, by its number in its collection."""
    suffixes = list(FORMATS)
    for step in range(len(suffixes)):
        suffix = suffixes[(number + step) % len(suffixes)]
        content = FORMATS[suffix](document)
        if content is not None:
            return suffix, content
    raise AssertionError("plain text holds everything")
