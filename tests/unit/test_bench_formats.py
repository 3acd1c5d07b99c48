"""What the judged documents are written as gives their words back through the program's readers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.read.reading import read_document
from tests.bench import formats
from tests.bench.formats import FORMATS, Written

DOCUMENTS = {
    "prose": Written("On wings", "A wing in a slipstream .\nIts lift.\n\nThe second paragraph."),
    "no title": Written("", "Only text: 1,000 < 2 & more > none, (brackets) and \\ {braces}."),
    "only a title": Written("Extraction of Roots", ""),
    "Korean": Written("장애인 자립자금", "누가 심사하나요?\n\n월 111만 9,000원, 3・1운동"),
    "mixed": Written("Straße – Ünïcode", "naïve café, Ελληνικά, русский, ไทย, עברית, عربي"),
    "beyond the first plane": Written("\U0001d518nicode 😀", "𠮷野家 and 👩\u200d🔬"),
    "controls": Written("Form\x0cfeed", "one\x0ctwo\tthree  four\x01five\u2028six"),
    "markup": Written("<b>bold</b> &amp;", "<p>no tag</p> &lt; ]]> {{x}} \\par $a_1$"),
    "hyphens": Written("Self-", "pre- and post-war " * 40),
    "long": Written("Long " * 300, ("word " * 300 + "\n\n") * 20),
}


def words(text: str) -> list[str]:
    """Words as every tokenizer sees them; what has none of them separates."""
    return re.findall(r"\w+", text)


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=list(DOCUMENTS))
def test_a_document_survives_its_format(suffix: str, document: Written, tmp_path: Path):
    content = FORMATS[suffix](document)
    if content is None:
        assert suffix in ("pdf", "eml")
        return
    file = tmp_path / f"00001.{suffix}"
    file.write_bytes(content)
    read = read_document(file).text.removeprefix("Subject:")
    assert words(read) == words(f"{document.title}\n{document.text}")


def test_a_number_always_has_the_same_format_and_bytes():
    document = DOCUMENTS["prose"]
    first = [formats.write(number, document) for number in range(16)]
    assert first == [formats.write(number, document) for number in range(16)]
    assert [suffix for suffix, _ in first] == [*FORMATS, *FORMATS]


def test_what_a_format_cannot_hold_goes_to_the_next():
    korean = DOCUMENTS["Korean"]
    place = list(FORMATS).index("pdf")
    assert formats.write(place, korean)[0] == "html"


def test_titles_are_headings_where_a_format_has_them(tmp_path: Path):
    for suffix in ("md", "docx", "odt", "html"):
        content = FORMATS[suffix](DOCUMENTS["prose"])
        assert content is not None
        file = tmp_path / f"1.{suffix}"
        file.write_bytes(content)
        assert [heading.title for heading in read_document(file).headings] == ["On wings"]
