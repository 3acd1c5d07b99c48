"""Formats in a zip archive and PDF, each made here from its smallest parts."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest

from engine.read import Document, Limits, ReadError, read_document

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
A = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
O = (  # noqa: E741 - the prefix that these namespaces share
    'xmlns:office="o" xmlns:text="t" xmlns:table="tb" xmlns:draw="d"'
)


def packed(path: Path, parts: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def headings(document: Document) -> list[tuple[int, str]]:
    for heading in document.headings:
        assert document.text[heading.offset :].startswith(heading.title.split()[0])
    return [(heading.level, heading.title) for heading in document.headings]


def failure(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(ReadError) as caught:
        read_document(path, limits=limits or Limits())
    return caught.value.code


def word(text: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def test_word_gives_headings_tables_notes_and_no_deleted_text(tmp_path: Path):
    styles = (
        f'<w:styles {W}><w:style w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:styleId="Mine"><w:basedOn w:val="berschrift2"/></w:style></w:styles>'
    )
    table = (
        f"<w:tbl><w:tr><w:tc>{word('a')}</w:tc><w:tc>{word('b')}{word('c')}</w:tc></w:tr></w:tbl>"
    )
    body = (
        word("Chapter", "Mine")
        + "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>one</w:t><w:tab/><w:t>two</w:t>"
        + "<w:br/></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
        + table
    )
    path = packed(
        tmp_path / "a.docx",
        {
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
            "word/styles.xml": styles,
            "word/footnotes.xml": f"<w:footnotes {W}>{word('A note')}</w:footnotes>",
            "docProps/core.xml": '<c xmlns:dc="d"><dc:title>My title</dc:title></c>',
        },
    )
    document = read_document(path)
    assert document.text == "Chapter\n\none\ttwo\n\na\tb\nc\n\nA note\n"
    assert headings(document) == [(2, "Chapter")]
    assert document.title == "My title"


def test_slides_are_pages_in_the_order_of_the_presentation(tmp_path: Path):
    def slide(title: str, text: str) -> str:
        return (
            f'<p:sld {A}><p:sp><p:nvPr><p:ph type="ctrTitle"/></p:nvPr><p:txBody><a:p><a:r>'
            f"<a:t>{title}</a:t></a:r></a:p></p:txBody></p:sp>"
            f"<p:sp><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sp>"
            '<p:sp><p:nvPr><p:ph type="sldNum"/></p:nvPr><a:p><a:t>7</a:t></a:p></p:sp></p:sld>'
        )

    order = '<p:sldId r:id="b"/><p:sldId r:id="a"/>'
    relation = '<Relationship Id="{}" Target="{}"/>'
    path = packed(
        tmp_path / "a.pptx",
        {
            "ppt/presentation.xml": f"<p:presentation {A}>{order}</p:presentation>",
            "ppt/_rels/presentation.xml.rels": "<Relationships>"
            + relation.format("a", "slides/slide1.xml")
            + relation.format("b", "/ppt/slides/slide2.xml")
            + "</Relationships>",
            "ppt/slides/slide1.xml": slide("Last", "text"),
            "ppt/slides/slide2.xml": slide("First", "words"),
            "ppt/slides/_rels/slide2.xml.rels": "<Relationships>"
            + relation.format("n", "../notesSlides/notesSlide1.xml")
            + "</Relationships>",
            "ppt/notesSlides/notesSlide1.xml": f"<p:n {A}><a:p><a:t>said aloud</a:t></a:p></p:n>",
        },
    )
    document = read_document(path)
    assert document.text == "First\n\nwords\n\nsaid aloud\n\nLast\n\ntext\n"
    assert [document.text[start:][:5] for start in document.page_starts] == ["First", "Last\n"]
    assert headings(document) == [(1, "First"), (1, "Last")]


def test_open_document_text_sheets_and_slides(tmp_path: Path):
    content = (
        f'<office:document {O}><text:h text:outline-level="2">Head</text:h>'
        '<text:p>a<text:s text:c="2"/>b'
        "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes></text:p></office:document>"
    )
    parts = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}
    document = read_document(packed(tmp_path / "a.odt", parts))
    assert document.text == "Head\n\na  b\n"
    assert headings(document) == [(2, "Head")]
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    rows = f"<table:table-row>{cell.format('x')}{cell.format('y')}</table:table-row>"
    sheet = f'<table:table table:name="Sheet">{rows * 2}</table:table>'
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": f"<office:d {O}>{sheet}</office:d>",
    }
    document = read_document(packed(tmp_path / "a.ods", parts))
    assert document.text == "Sheet\n\nx\ty\nx\ty\n\n"
    page = "<draw:page><text:p>p</text:p></draw:page>"
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.presentation",
        "content.xml": f"<office:d {O}>{page * 2}</office:d>",
    }
    assert read_document(packed(tmp_path / "a.odp", parts)).page_starts == (0, 3)
    parts["META-INF/manifest.xml"] = "<manifest:encryption-data/>"
    assert failure(packed(tmp_path / "b.odp", parts)) == "encrypted"


def test_a_book_is_read_along_its_spine(tmp_path: Path):
    path = packed(
        tmp_path / "a.epub",
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<c><rootfile full-path="OEBPS/book.opf"/></c>',
            "OEBPS/book.opf": '<p xmlns:dc="d"><dc:title>Book</dc:title>'
            '<item id="1" href="b%20b.xhtml"/>'
            '<item id="2" href="a.xhtml"/><itemref idref="2"/><itemref idref="1"/></p>',
            "OEBPS/a.xhtml": "<html><title>no</title><body><h1>One</h1><p>first</p></body></html>",
            "OEBPS/b b.xhtml": "<html><body><h1>Two</h1><p>second</p></body></html>",
        },
    )
    document = read_document(path)
    assert (document.title, headings(document)) == ("Book", [(1, "One"), (1, "Two")])
    assert document.text.split() == ["One", "first", "Two", "second"]


def test_hwpx_gives_paragraphs_and_cells(tmp_path: Path):
    section = (
        '<hs:sec xmlns:hs="s" xmlns:hp="p"><hp:p><hp:run><hp:t>문단</hp:t></hp:run></hp:p>'
        "<hp:p><hp:tbl><hp:tr><hp:tc><hp:p><hp:t>가</hp:t></hp:p></hp:tc></hp:tr></hp:tbl></hp:p>"
        "</hs:sec>"
    )
    parts = {"mimetype": "application/hwp+zip", "Contents/section0.xml": section}
    assert read_document(packed(tmp_path / "a.hwpx", parts)).text.split() == ["문단", "가"]


def test_content_outranks_the_name(tmp_path: Path):
    parts = {"word/document.xml": f"<w:document {W}>{word('really docx')}</w:document>"}
    document = read_document(packed(tmp_path / "a.doc", parts))
    assert document.text == "really docx\n"
    assert document.media_type.endswith("wordprocessingml.document")


def test_a_part_that_unpacks_to_too_much_is_refused(tmp_path: Path):
    path = packed(tmp_path / "a.docx", {"word/document.xml": " " * 3_000_000})
    assert failure(path, Limits(part_bytes=1_000_000)) == "too-large"


def test_a_document_that_declares_nesting_entities_is_damaged(tmp_path: Path):
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    assert failure(packed(tmp_path / "a.docx", {"word/document.xml": bomb})) == "damaged"


def test_a_truncated_archive_is_damaged(tmp_path: Path):
    path = packed(tmp_path / "a.docx", {"word/document.xml": f"<w:document {W}/>" * 50})
    path.write_bytes(path.read_bytes()[:-30])
    assert failure(path) == "damaged"


def pdf(*pages: str) -> bytes:
    """Return a PDF of one line of Helvetica per page, with an outline entry for the last page."""
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Outlines 4 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</First 5 0 R/Last 5 0 R/Count 1>>",
        f"<</Title(Chapter)/Parent 4 0 R/Dest[{4 + 2 * len(pages)} 0 R/Fit]>>".encode(),
    ]
    for number, text in enumerate(pages):
        stream = f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET".encode()
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F1 3 0 R>>>>"
            + f"/Contents {7 + 2 * number} 0 R>>".encode()
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.4\n")
    places: list[int] = []
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return out.getvalue()


def test_pdf_pages_begin_where_they_say(tmp_path: Path):
    (tmp_path / "a.pdf").write_bytes(pdf("Intro here", "Then Chapter one"))
    document = read_document(tmp_path / "a.pdf")
    assert document.text == "Intro here\n\nThen Chapter one"
    assert document.page_starts == (0, 12)
    assert headings(document) == [(1, "Chapter")]
    assert document.headings[0].offset == document.text.index("Chapter")


def test_a_scan_has_no_text(tmp_path: Path):
    (tmp_path / "a.pdf").write_bytes(pdf("", " "))
    assert failure(tmp_path / "a.pdf") == "no-text"


def test_too_many_pages_are_refused(tmp_path: Path):
    (tmp_path / "a.pdf").write_bytes(pdf("one", "two", "three"))
    assert failure(tmp_path / "a.pdf", Limits(pages=2)) == "too-large"


def test_parts_with_numbers_that_nobody_counts_to_hurt_no_reader(tmp_path: Path):
    endless = "9" * 5000
    slide = f"<p:sld {A}><p:sp><a:p><a:t>shown</a:t></a:p></p:sp></p:sld>"
    slides = packed(tmp_path / "a.pptx", {f"ppt/slides/slide{endless}.xml": slide})
    assert read_document(slides).text == "shown\n"
    section = "<s xmlns:hp='h'><hp:p><hp:t>shown</hp:t></hp:p></s>"
    parts = {f"Contents/section{endless}.xml": section, "Contents/section0.xml": section}
    assert read_document(packed(tmp_path / "a.hwpx", parts)).text == "shown\n"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, zipfile.ZIP_DEFLATED])
def test_a_note_that_cannot_be_unpacked_leaves_the_rest(tmp_path: Path, method: int):
    path = tmp_path / "a.docx"
    note = f"<w:footnotes {W}>{word('A note')}</w:footnotes>" * 40
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", f"<w:d {W}><w:body>{word('Body')}</w:body></w:d>")
        archive.writestr("word/footnotes.xml", note, method)
        damaged = archive.getinfo("word/footnotes.xml")
    data = bytearray(path.read_bytes())
    start = damaged.header_offset + 30 + len("word/footnotes.xml")
    data[start + 12 : start + damaged.compress_size] = b"\xff" * (damaged.compress_size - 12)
    path.write_bytes(data)
    assert read_document(path).text == "Body\n"


def test_styles_based_on_each_other_without_end_are_followed_once(tmp_path: Path):
    def style(number: int) -> str:
        base = f'<w:basedOn w:val="s{number + 1}"/>'
        return f'<w:style w:styleId="s{number}">{base}</w:style>'

    top = '<w:style w:styleId="s60000"><w:name w:val="heading 3"/></w:style>'
    circle = '<w:style w:styleId="x"><w:basedOn w:val="x"/></w:style>'
    body, styles = word("Head", "s0") + word("no head", "x"), "".join(map(style, range(60_000)))
    parts = {
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {W}>{styles}{top}{circle}</w:styles>",
    }
    started = time.process_time()
    assert headings(read_document(packed(tmp_path / "a.docx", parts))) == [(3, "Head")]
    assert time.process_time() - started < 30  # minutes, where each is followed to the end
