"""Names, plain text, Markdown and its relatives, notebooks, RTF."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from pathlib import Path
from time import process_time

import pytest

from engine.read import (
    Document,
    Limits,
    ReadError,
    is_supported,
    media_type,
    read_document,
)
from engine.read.document import Writer, clean
from engine.read.names import KINDS
from tests.unit.small_documents import failure, headings, read

# --- names ----------------------------------------------------------------------------------------


def test_names_tell_what_is_worth_opening():
    for name in ("a.txt", "B.PDF", "c.Docx", "README", "Makefile", "d.hwp", "e.tar.py", "f.kt"):
        assert is_supported(Path(name)), name
    for name in ("a.png", "b.zip", "c", ".bashrc", "d.exe", "e.", "f.mp4"):
        assert not is_supported(Path(name)), name


def test_names_tell_media_types():
    assert media_type(Path("a.MD")) == "text/markdown"
    assert media_type(Path("LICENSE")) == "text/plain"
    assert media_type(Path("a.bin")) == "application/octet-stream"


def test_more_than_sixty_kinds_of_source_code_are_taken():
    code = [s for s, (_, kind) in KINDS.items() if kind.startswith("text/x-") or kind == "text/css"]
    assert len(code) > 100


def test_importing_the_names_loads_no_reader():
    import subprocess

    heavy = ("kreuzberg", "pypdfium2", "charset_normalizer", "numpy", "semantic_text_splitter")
    source = (
        f"import engine.read, engine.split, sys; print([m for m in {heavy} if m in sys.modules])"
    )
    root = Path(__file__).parents[2]
    result = subprocess.run(
        [sys.executable, "-c", source], capture_output=True, text=True, check=True, cwd=root
    )
    assert result.stdout.strip() == "[]"


# --- files that fail ------------------------------------------------------------------------------


def test_an_empty_file_is_a_document_without_text(tmp_path: Path):
    assert read(tmp_path, "a.pdf", b"") == Document(text="", media_type="application/pdf")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.txt", b"\x7fELF" + bytes(200), "not-text"),
        ("a.txt", b"PK\x03\x04" + bytes(200), "not-text"),
        ("a.md", bytes(range(256)) * 20, "not-text"),
        ("a.csv", b"\x89PNG\r\n\x1a\n" + bytes(200), "not-text"),
        ("a.pdf", b"not a PDF at all", "damaged"),
        ("a.pdf", b"%PDF-1.7\n" + bytes(500), "damaged"),
        ("a.docx", b"PK\x03\x04" + bytes(200), "damaged"),
        ("a.docx", b"just words", "damaged"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "damaged"),
        ("a.ipynb", b"{", "damaged"),
        ("a.rtf", b"no rtf", "damaged"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "unsupported"),
    ],
)
def test_a_file_that_is_not_what_it_says_fails_with_its_reason(
    tmp_path: Path, name: str, content: bytes, code: str
):
    assert failure(tmp_path, name, content) == code


def test_a_file_that_is_gone_has_vanished(tmp_path: Path):
    with pytest.raises(ReadError) as caught:
        read_document(tmp_path / "gone.txt")
    assert caught.value.code == "vanished"


def test_a_folder_with_a_document_s_name_is_damaged(tmp_path: Path):
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(ReadError):
        read_document(tmp_path / "a.txt")


def test_limits_are_checked_on_bytes_and_characters(tmp_path: Path):
    assert failure(tmp_path, "a.txt", "x" * 101, Limits(text_bytes=100)) == "too-large"
    assert failure(tmp_path, "a.txt", "x" * 101, Limits(characters=100)) == "too-large"


# --- plain text -----------------------------------------------------------------------------------


def test_line_ends_nuls_and_lone_surrogates_are_cleaned():
    assert clean("a\r\nb\rc\0d\ud800e") == "a\nb\ncd\ufffde"
    assert clean("\ud83d\ude00") == "😀"


def test_text_is_kept_as_it_is(tmp_path: Path):
    text = "  indented\n\n\n\tcode = 1  \n"
    assert read(tmp_path, "a.py", text).text == text


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("a.md", "\n# Before the frost\n\n## Pipes\n", "Before the frost"),
        ("a.rst", "Lumbar spine\n============\n\ntext\n", "Lumbar spine"),
        ("a.md", "a line\n\n# Later\n", ""),
        ("a.md", "## Only a section\n", ""),
    ],
)
def test_the_heading_that_a_document_opens_with_is_its_title(
    tmp_path: Path, name: str, text: str, title: str
):
    assert read(tmp_path, name, text).title == title


def test_markdown_keeps_its_text_and_tells_its_headings(tmp_path: Path):
    text = (
        "---\ntitle: 'The *Book*'\ntags: x\n---\n"
        "# One [link](http://x)\n\ntext\n\n```\n# no heading\n```\n\n## Two ##\n\n"
        "~~~ py\n# no\n```\n~~~\n\nSetext\n======\n\nSmall\n---\n\n- item\n---\n\n"
        "| a |\n|---|\n#hashtag\n"
        "####### seven\n"
    )
    document = read(tmp_path, "a.md", text)
    assert document.text == text
    assert document.title == "The *Book*"
    assert headings(document) == [(1, "One link"), (2, "Two"), (1, "Setext"), (2, "Small")]
    for heading in document.headings:
        assert heading.title.split()[0] in text[heading.offset :].partition("\n")[0]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.org", "* TODO One\ntext\n** Two\n", [(1, "One"), (2, "Two")]),
        ("a.adoc", "= One\n\n=== Three\n", [(1, "One"), (3, "Three")]),
        ("a.typ", "= One\n== Two\n", [(1, "One"), (2, "Two")]),
        ("a.tex", "\\section{One}\n\\subsection*{Two}\n", [(3, "One"), (4, "Two")]),
        (
            "a.rst",
            "=====\nTitle\n=====\n\nPart\n----\n\nNext\n----\n",
            [(1, "Title"), (2, "Part"), (2, "Next")],
        ),
    ],
)
def test_other_markup_tells_its_headings(
    tmp_path: Path, name: str, text: str, expected: list[tuple[int, str]]
):
    document = read(tmp_path, name, text)
    assert headings(document) == expected
    assert document.text == text


# --- notebooks, RTF -------------------------------------------------------------------------------


def test_a_notebook_gives_source_outputs_and_headings(tmp_path: Path):
    cells = [
        {"cell_type": "markdown", "source": ["# Title\n", "words"]},
        {
            "cell_type": "code",
            "source": "print(1)",
            "outputs": [
                {"output_type": "stream", "text": ["one\n"]},
                {"data": {"text/plain": "two", "image/png": "AAAA"}},
                {"ename": "ValueError", "evalue": "three"},
            ],
        },
    ]
    document = read(tmp_path, "a.ipynb", json.dumps({"cells": cells, "nbformat": 4}))
    assert document.text == "# Title\nwords\n\nprint(1)\n\none\n\ntwo\n\nValueError: three\n"
    assert headings(document) == [(1, "Title")]


def test_rtf_in_a_code_page_that_there_is_none_of_is_read_as_usual(tmp_path: Path):
    assert read(tmp_path, "a.rtf", rb"{\rtf1\ansicpg0 caf\'e9}").text == "café"


def test_rtf_nested_without_end_is_damaged(tmp_path: Path):
    assert failure(tmp_path, "a.rtf", "{\\rtf1" + "{" * 100_000) == "damaged"


def test_rtf_is_read_in_the_code_pages_of_its_fonts(tmp_path: Path):
    source = (
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset129 Batang;}}"
        rb"{\*\generator hidden;}{\info{\title hidden}}\f0 Gr\'fc\'dfe \u8364?uro\par "
        rb"{\f1 \'c7\'d1\'b1\'db} a\emdash b {\v hidden}\{x\}\cell y\row}"
    )
    document = read(tmp_path, "a.rtf", source)
    assert document.text == "Grüße €uro\n\n한글 a—b {x}\ty"


# --- the writer -----------------------------------------------------------------------------------


def test_the_writer_never_piles_up_line_ends():
    writer = Writer(Limits())
    writer.paragraph("one")
    writer.breaks(2)
    writer.breaks(2)
    writer.page()
    writer.heading(1, "two")
    writer.breaks(1)
    document = writer.finish("text/plain")
    assert document.text == "one\n\ntwo\n"
    assert document.page_starts == (5,)
    assert document.headings[0].offset == 5


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("a.md", "# ["),
        ("a.md", "# x  #"),
        ("a.md", "["),
        ("a.tex", "\\section{"),
        ("a.rst", "ab\n=="),
        ("a.xml", "<a b='"),
        ("a.rtf", "{\\rtf1\\'"),
        ("a.eml", "From: =?utf-8?q?x?=\n\n"),
        ("a.mbox", "From a\n"),
        ("a.ipynb", "[{"),
        ("a.doc", "<!---->"),
    ],
)
def test_hostile_repetition_takes_time_that_grows_with_the_file(
    tmp_path: Path, name: str, unit: str
):
    """Ten times as long, a file takes some ten times as long: not a hundred."""

    def took(length: int) -> float:
        begun = process_time()
        with suppress(ReadError):
            read(tmp_path, name, unit * (length // len(unit)))
        return process_time() - begun

    short = min(took(30_000) for _ in range(3))
    assert took(300_000) < 40 * short + 0.5
