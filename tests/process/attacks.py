"""Files made to exhaust whoever reads them, each small or sparse on the disk."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

MB = 2**20
WORD = "<w:document xmlns:w='w'><w:body>{}</w:body></w:document>"
LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'>{}]>".format(
    "".join(
        f"<!ENTITY {name} '{f'&{before};' * 10}'>"
        for before, name in zip("abcdefghi", "bcdefghij", strict=True)
    )
)
BLOWN_UP = f"<!DOCTYPE x [<!ENTITY a '{'ha ' * 150}'>]>"


def packed(parts: dict[str, str | bytes | int]) -> bytes:
    """Return an archive of the parts; a number stands for so many MB of one letter."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            if isinstance(content, int):
                _put(archive, name, content)
                continue
            with archive.open(name, "w", force_zip64=True) as part:
                part.write(content.encode() if isinstance(content, str) else content)
    return memory.getvalue()


def _put(archive: zipfile.ZipFile, name: str, megabytes: int) -> None:
    """Add so many MB of one letter, deflated once for all archives."""
    assert archive.fp
    part = zipfile.ZipInfo(name)
    part.compress_type, part.file_size = zipfile.ZIP_DEFLATED, megabytes * MB
    content, part.CRC = _raw(megabytes)
    part.compress_size, part.header_offset = len(content), archive.fp.tell()
    archive.fp.write(part.FileHeader(zip64=True) + content)
    archive.filelist.append(part)
    archive.NameToInfo[name] = part
    archive.start_dir = archive.fp.tell()
    archive._didModify = True  # pyright: ignore[reportAttributeAccessIssue]


@cache
def _raw(megabytes: int) -> tuple[bytes, int]:
    """So many MB of one letter as an archive has them, and their checksum."""
    squeeze, checksum, part = zlib.compressobj(1, zlib.DEFLATED, -15), 0, b"a" * MB
    content = bytearray()
    for _ in range(megabytes):
        content += squeeze.compress(part)
        checksum = zlib.crc32(part, checksum)
    return bytes(content + squeeze.flush()), checksum


def lying(archive: bytes, megabytes: int) -> bytes:
    """Return the archive with its directory claiming that nothing in it is large."""
    size, small = struct.pack("<Q", megabytes * MB), struct.pack("<Q", 1000)
    return archive.replace(size, small).replace(size[:4], small[:4])


def deflated(megabytes: int) -> bytes:
    """Return so many MB of one letter as a zlib stream."""
    squeeze = zlib.compressobj(1)
    return b"".join(squeeze.compress(b"a" * MB) for _ in range(megabytes)) + squeeze.flush()


def pdf(content: bytes, filters: str, pages: int = 1) -> bytes:
    """Return a document whose pages all show the one stream."""
    kids = " ".join(f"{number + 5} 0 R" for number in range(pages))
    shows = "/MediaBox[0 0 9 9]/Contents 3 0 R/Resources<</Font<</F 4 0 R>>>>"
    page = f"<</Type/Page/Parent 2 0 R{shows}>>"
    objects: list[bytes] = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {pages}/Kids[{kids}]>>".encode(),
        f"<</Length {len(content)}/Filter{filters}>>\nstream\n".encode() + content + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *[page.encode()] * pages,
    ]
    out, places = bytearray(b"%PDF-1.4\n"), list[int]()
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, table)
    return bytes(out)


def sheet(rows: str | int) -> dict[str, str | bytes | int]:
    """Return the parts of a workbook of one sheet."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return {
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/"
        "content-types'><Default Extension='rels' ContentType='application/vnd.openxmlformats-"
        "package.relationships+xml'/><Default Extension='xml' ContentType='application/xml'/>"
        f"<Override PartName='/xl/workbook.xml' ContentType='{kind}.sheet.main+xml'/>"
        f"<Override PartName='/xl/worksheets/sheet1.xml' ContentType='{kind}.worksheet+xml'/>"
        "</Types>",
        "_rels/.rels": "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/"
        f"relationships'><Relationship Id='r1' Type='{relation}/officeDocument' "
        "Target='xl/workbook.xml'/></Relationships>",
        "xl/workbook.xml": f"<workbook xmlns='{space}' xmlns:r='{relation}'><sheets>"
        "<sheet name='One' sheetId='1' r:id='r1'/></sheets></workbook>",
        "xl/_rels/workbook.xml.rels": "<Relationships xmlns='http://schemas.openxmlformats.org/"
        f"package/2006/relationships'><Relationship Id='r1' Type='{relation}/worksheet' "
        "Target='worksheets/sheet1.xml'/></Relationships>",
        "xl/worksheets/sheet1.xml": rows
        if isinstance(rows, int)
        else f"<worksheet xmlns='{space}'><sheetData>{rows}</sheetData></worksheet>",
    }


def far_cell() -> str:
    """Return two cells so far apart that the grid between them has 17 thousand million."""
    cells = "<c r='{0}' t='inlineStr'><is><t>words</t></is></c>"
    near = f"<row r='1'>{cells.format('A1')}</row>"
    return near + f"<row r='1048576'>{cells.format('XFD1048576')}</row>"


def slides(count: int) -> dict[str, str | bytes | int]:
    """Return a presentation of slides that are each just within the limit of a part."""
    return {f"ppt/slides/slide{number}.xml": 255 for number in range(count)}


def nested_mail(depth: int) -> bytes:
    """Return mails inside of mails."""
    return b"Subject: one\nContent-Type: message/rfc822\n\n" * depth + b"Subject: last\n\ntext"


def nested_parts(depth: int) -> bytes:
    """Return parts inside of parts."""
    lines = [
        f"Content-Type: multipart/mixed; boundary=b{number}\n\n--b{number}\n"
        for number in range(depth)
    ]
    return "".join(lines).encode()


def nested_archives(depth: int) -> bytes:
    """Return archives inside of archives, under the name of a document."""
    inner = packed({"word/document.xml": WORD.format("")})
    for _ in range(depth):
        inner = packed({"inner.zip": inner})
    return inner


def times(text: str, megabytes: int) -> bytes:
    """Return so many MB of a repeated text."""
    unit = text.encode()
    return unit * (megabytes * MB // len(unit))


def mailbox(count: int) -> Iterable[bytes]:
    """Return very many very small mails."""
    return (b"From a@b.c Mon Jan  1 00:00:00 2024\nSubject: s\n\nt\n\n" for _ in range(count))


ATTACKS: dict[str, Callable[[], bytes]] = {
    "bomb.docx": lambda: packed({"word/document.xml": 300}),
    "bomb of words.docx": lambda: packed(
        {"word/document.xml": WORD.format("<w:p><w:r><w:t>words </w:t></w:r></w:p>" * 2_000_000)}
    ),
    "bomb.odt": lambda: packed(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": 300}
    ),
    "bomb.epub": lambda: packed({"META-INF/container.xml": 300}),
    "bomb.hwpx": lambda: packed({"Contents/section0.xml": 300}),
    "bomb.xlsx": lambda: packed(sheet(300)),
    "bomb that lies.docx": lambda: lying(packed({"word/document.xml": 300}), 300),
    "bomb that lies.xlsx": lambda: lying(packed(sheet(700)), 700),
    "bomb.pages": lambda: packed({"Index/Document.iwa": 300}),
    "bomb old.pages": lambda: packed({"index.xml": 300}),
    "far cell.xlsx": lambda: packed(sheet(far_cell())),
    "many bombs.pptx": lambda: packed(slides(3)),
    "many parts.docx": lambda: packed({f"p{number}": b"" for number in range(120_000)}),
    "bomb.pdf": lambda: pdf(deflated(1100), "/FlateDecode"),
    "bomb in a bomb.pdf": lambda: pdf(
        zlib.compress(deflated(4000), 9), "[/FlateDecode/FlateDecode]"
    ),
    "many pages.pdf": lambda: pdf(
        zlib.compress(b"BT /F 9 Tf (w) Tj ET " * 50_000), "/FlateDecode", 3000
    ),
    "laughs.xml": f"{LAUGHS}<x>&j;</x>".encode,
    "laughs.svg": f"{LAUGHS}<svg><text>&j;</text></svg>".encode,
    "laughs.opml": f"{LAUGHS}<opml><outline text='&j;'/></opml>".encode,
    "laughs.html": f"{LAUGHS}<html>&j;</html>".encode,
    "laughs.docx": lambda: packed({"word/document.xml": LAUGHS + WORD.format("&j;")}),
    "laughs.odt": lambda: packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"{LAUGHS}<x>&j;</x>",
        }
    ),
    "laughs.xlsx": lambda: packed(sheet("") | {"xl/worksheets/sheet1.xml": f"{LAUGHS}<x>&j;</x>"}),
    "blown up.xml": f"{BLOWN_UP}<x>{'&a;' * 1_000_000}</x>".encode,
    "deep.xml": lambda: b"<x>" * 3_000_000,
    "deep.html": lambda: b"<div>" * 3_000_000,
    "deep.json": lambda: b"[" * 5_000_000,
    "deep.ipynb": lambda: b'{"cells":' + b"[" * 5_000_000,
    "deep.rtf": lambda: b"{\\rtf1 " + b"{" * 5_000_000,
    "deep.md": lambda: b"> " * 2_000_000,
    "brackets.md": lambda: b"[" * 2_000_000,
    "deep.docx": lambda: packed({"word/document.xml": WORD.format("<w:p>" * 1_000_000)}),
    "endless tag.docx": lambda: packed({"word/document.xml": b"<x" + b" " * 100 * MB}),
    "deep mail.eml": lambda: nested_mail(50_000),
    "deep parts.eml": lambda: nested_parts(20_000),
    "deep archive.docx": lambda: nested_archives(200),
    "mails.mbox": lambda: b"".join(mailbox(200_000)),
    "header.eml": lambda: b"Subject: " + b"=?utf-8?b?YQ==?= " * 500_000 + b"\n\ntext",
    "one line.txt": lambda: times("a", 18),
    "one line of words.txt": lambda: times("word ", 18),
    "no text.txt": lambda: times("\n", 40),
    "many letters.txt": lambda: times("word and word. ", 30),
    "angles.html": lambda: times("<", 10),
    "open tags.html": lambda: times("<a b='", 10),
    "comments.html": lambda: times("<!--", 10),
    "entities.html": lambda: times("&amp", 10),
    "tables.html": lambda: times("<table><tr><td>", 5),
    "format.html": lambda: times("<b><i><p>", 5),
    "stars.md": lambda: times("*a_ ", 10),
    "ticks.md": lambda: times("`a``b", 10),
    "hashes.md": lambda: times("# a\n", 10),
    "lines.rst": lambda: times("=\n", 10),
    "braces.tex": lambda: times("\\section{", 10),
    "stars.org": lambda: times("* a\n", 10),
    "quotes.csv": lambda: times('"', 10),
    "slashes.rtf": lambda: b"{\\rtf1 " + times("\\'e4\\u300 ?", 10),
    "binary.rtf": lambda: b"{\\rtf1 " + times("\\bin999999999 ", 10),
    "spaces.txt": lambda: times(" ", 40),
    "combining.txt": lambda: times("a" + "\u0301" * 1000, 18),
    "digits.txt": lambda: times("1.0.2-", 18),
    "korean.txt": lambda: times("가나다라마바사아자차카타파하", 30),
    "high bytes.txt": lambda: bytes(range(128, 256)) * (10 * MB // 128),
}
"""Name → what makes the file's content."""


def write_sparse(path: Path) -> None:
    """Write a log of 10 GB that takes no room."""
    with path.open("wb") as log:
        log.write(b"2024-01-01 all is well\n")
        log.truncate(10 * 2**30)
