"""What a preview makes of texts: stretches, harmless markup, spans, stored passages."""

from __future__ import annotations

import io
import re
import struct
import zlib
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.preview import spans
from engine.preview.markup import pieces
from engine.preview.png import encode_png
from engine.preview.stored import StoredText
from engine.preview.stretches import NEAR, stretch
from engine.preview.texts import Text
from engine.store.catalogue_rows import PassageRow

HOSTILE = """<html><head><title>T</title><style>p{color:red}</style></head>
<body onload="steal()"><script>alert(1)</script><p style="x" onclick='a()'>Safe &lt;text&gt;
<img src="http://evil.example/x.png" onerror=x><a href="javascript:run()">link</a></p>
<iframe src="http://evil.example"></iframe><svg><script>2</script></svg>
<form action="http://evil.example"><input name=a><button>Send</button>inside</form>
<table><tr><td>one<td>two</table></body></html>"""


@given(st.text("ab \n`", max_size=300), st.integers(-10, 400), st.integers(0, 400), st.booleans())
def test_a_stretch_holds_what_was_asked_for(
    text: str, start: int, length: int, blocks: bool
) -> None:
    begin, end = stretch(text, start, length, blocks=blocks)
    assert 0 <= begin <= min(max(start, 0), len(text))
    assert end >= min(max(start, 0) + max(length, 1), len(text))
    assert end <= len(text)


def test_a_stretch_begins_and_ends_with_a_line_unless_lines_have_no_end() -> None:
    text = "first line\nsecond line\nthird line\n" * 400
    begin, end = stretch(text, 5_000, 100)
    assert text[begin - 1] == text[end - 1] == "\n"
    endless = "x" * 100_000
    begin, end = stretch(endless, 50_000, 100)
    assert end - begin <= 2 * NEAR + 100


def test_markdown_is_not_cut_inside_of_a_fence() -> None:
    fenced = "```\n" + "code\n\n" * 100 + "```\n\n"
    text = "prose\n\n" * 50 + fenced + "prose\n\n" * 50
    inside = text.index("code") + 200
    begin, end = stretch(text, inside, 20, blocks=True)
    assert text[begin:].startswith("```")
    assert text[:end].rstrip().endswith("```")


def test_nothing_of_a_hostile_page_is_left_but_elements_of_text() -> None:
    whole = "".join(piece.source for piece in pieces(HOSTILE))
    assert all(re.fullmatch(r"</?[a-z0-9]+>", tag) for tag in re.findall(r"<[^>]*>", whole))
    for word in ("script", "alert", "steal", "evil", "onclick", "javascript", "Send", "red"):
        assert word not in whole
    for word in ("Safe", "&lt;text&gt;", "link", "inside", "<td>one", "<td>two"):
        assert word in whole


def test_tables_in_tables_are_laid_out_as_text() -> None:
    source = "<table><tr><td>a<table><tr><td>b</td></tr></table>c</td></tr></table>d"
    whole = "".join(piece.source for piece in pieces(source))
    expected = "<table><tr><td>a<div><div><div>b</div></div></div>c</td></tr></table>d"
    assert whole == expected


@given(st.text("<>/abp \"'=&;!-divtrscript", max_size=400))
def test_no_attribute_survives_whatever_the_markup(source: str) -> None:
    whole = "".join(piece.source for piece in pieces(source, 20))
    assert all(re.fullmatch(r"</?[a-z0-9]+>", tag) for tag in re.findall(r"<[^>]*>", whole))
    assert whole.count("<") == len(re.findall(r"</?[a-z0-9]+>", whole))


def test_a_long_page_comes_in_pieces_that_stand_by_themselves(tmp_path: Path) -> None:
    body = "".join(f"<div><p>Paragraph {n} of <b>many</b> words.</p></div>" for n in range(2000))
    path = tmp_path / "long.html"
    path.write_text(f"<html><body><section>{body}</section></body></html>")
    text = Text(str(path))
    assert len(list(pieces(path.read_text()))) > 5
    at = text.read(0, 10**6).text.index("Paragraph 1500 of")
    part = text.read(at, 500)
    assert part.start <= at < part.start + len(part.text)
    assert "Paragraph 1500 of" in part.source
    assert len(part.source) < 30_000
    following = text.read(part.start + len(part.text), 500)
    assert following.start == part.start + len(part.text)


def test_code_is_told_apart_in_the_middle_of_a_file_as_at_its_beginning(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text('"""Long\n\ntext."""\n\n\ndef answer() -> int:\n    return 42  # always\n')
    part = Text(str(path)).read(10, 60)
    found = {(span.style, part.text[span.start : span.end]) for span in part.spans}
    assert ("name", "answer") in found
    assert ("comment", "# always") in found
    assert any(style == "string" for style, _ in found)


def test_code_of_endless_lines_has_no_spans() -> None:
    assert spans.of_code("x = 1;" * 10_000, "javascript") == []


def test_a_mail_tells_its_headers(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(b"Subject: Bees\nFrom: ann@example.org\n\nThey are back.\n")
    text = Text(str(path))
    assert text.opened().headers == (("Subject", "Bees"), ("From", "ann@example.org"))
    part = text.read(0, 100)
    assert [part.text[s.start : s.end] for s in part.spans] == ["Subject:", "From:"]


def test_stored_passages_stand_where_they_stood() -> None:
    whole = "First passage.\n\n\n   Second one.\nThird."
    passages = [
        PassageRow(n, 1, n, whole.index(text), whole.index(text) + len(text), 0, "", "en", text)
        for n, text in enumerate(["First passage.", "Second one.", "Third."])
    ]
    stored = StoredText("/a", passages)
    assert [stored.text[p.start : p.end] for p in passages] == [p.text for p in passages]
    assert stored.text.split() == whole.split()
    assert stored.read(0, 10).total == len(whole)


def test_pictures_are_png_grey_where_they_can_be() -> None:
    grey = np.full((3, 2, 3), 200, np.uint8)
    colour = grey.copy()
    colour[0, 0] = (1, 2, 3)
    for pixels, kind, samples in ((grey, 0, 1), (colour, 2, 3)):
        file = io.BytesIO(encode_png(pixels))
        assert file.read(8) == b"\x89PNG\r\n\x1a\n"
        length, _ = struct.unpack(">I4s", file.read(8))
        assert struct.unpack(">IIBBBBB", file.read(length))[:4] == (2, 3, 8, kind)
        file.read(4)
        length, _ = struct.unpack(">I4s", file.read(8))
        assert len(zlib.decompress(file.read(length))) == 3 * (1 + 2 * samples)
