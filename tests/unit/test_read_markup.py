"""HTML and XML: what is seen is read; hostile sources cost no more than others."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.unit.small_documents import headings, read

HANG = 30
"""Seconds that tell quadratic from linear time on any machine: the former takes minutes."""


def test_html_is_read_as_a_reader_of_the_page_sees_it(tmp_path: Path):
    page = (
        "<!doctype html><html><head><title>The &amp; page</title><style>x{}</style></head><body>"
        "<script>var hidden = 1;</script><h1>Top</h1><p>One <b>bold</b>\n word&nbsp;here.<br>Next"
        "<h2>Sub</h2><table><tr><td>a</td><td>b</td></tr></table><pre>  x\n  y</pre>"
        "<svg><title>no</title></svg>"
    )
    document = read(tmp_path, "a.html", page)
    assert document.title == "The & page"
    assert headings(document) == [(1, "Top"), (2, "Sub")]
    assert document.text == "Top\n\nOne bold word\xa0here.\nNext\n\nSub\n\na\tb\n\n  x\n  y\n\n"
    assert [document.text[h.offset : h.offset + 3] for h in document.headings] == ["Top", "Sub"]


@pytest.mark.parametrize(
    "unit",
    ["<!--", "<a ", "<a b='", '<a "', "<![CDATA[", "&", "&#", "<", "</", "<?", "<!", "<script>"],
)
def test_hostile_html_is_read_in_linear_time(tmp_path: Path, unit: str):
    began = time.perf_counter()
    read(tmp_path, "a.html", "<html>words " + unit * (1_000_000 // len(unit)))
    assert time.perf_counter() - began < HANG


def test_html_quotes_comments_and_raw_text_hide_angle_brackets(tmp_path: Path):
    page = (
        "<html><a title='a > b'>one</a> <!-- > <p> -->two <![CDATA[3 < 4]]> <?php > 5 < 6 "
        "<SCRIPT>if (a</b) x</SCRIPT ><p>seven"
    )
    assert read(tmp_path, "a.html", page).text.split() == ["one", "two", *"3<45<6", "seven"]


def test_html_in_a_declared_encoding_is_read(tmp_path: Path):
    page = '<html><head><meta charset="euc-kr"></head><body>한글</body></html>'.encode("cp949")
    assert read(tmp_path, "a.html", page).text.strip() == "한글"


def test_html_under_the_name_of_a_word_document_is_read(tmp_path: Path):
    document = read(tmp_path, "a.doc", "<html><body><p>Saved as a web page</p></body></html>")
    assert (document.text.strip(), document.media_type) == ("Saved as a web page", "text/html")


def test_xml_gives_its_text_titles_and_spoken_attributes(tmp_path: Path):
    source = (
        '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE book SYSTEM "x.dtd">'
        "<book><title>Top</title><chapter><title>In <em>it</em></title><para>Some <b>bold</b> "
        'text&nbsp;.</para></chapter><outline text="An outline"/></book>'
    )
    document = read(tmp_path, "a.xml", source)
    assert headings(document) == [(1, "Top"), (2, "In it")]
    assert document.title == "Top"
    assert "Some bold text" in document.text
    assert "An outline" in document.text


def test_html_inside_of_xml_is_read_as_seen_and_markup_that_is_shown_stays(tmp_path: Path):
    feed = (
        "<rss><channel><item><title>All &lt;b&gt;bold&lt;/b&gt;</title>"
        "<description>&lt;p&gt;The &lt;strong&gt;gate&lt;/strong&gt; &amp;amp; lock&lt;/p&gt;"
        "&lt;script&gt;hidden()&lt;/script&gt;</description>"
        "<content><![CDATA[<p>Opens<br/>at noon</p><img src='a.png'>]]></content>"
        "<note>a &lt; b and c &gt; d</note><code>&lt;p&gt;shown&lt;/p&gt;</code>"
        "</item></channel></rss>"
    )
    document = read(tmp_path, "a.rss", feed)
    assert document.title == "All bold"
    assert [line for line in document.text.splitlines() if line] == [
        "All bold",
        "The gate & lock",
        "Opens",
        "at noon",
        "a < b and c > d",
        "<p>shown</p>",
    ]


def test_xml_that_is_not_well_formed_is_read_as_source(tmp_path: Path):
    assert "half open" in read(tmp_path, "a.xml", "<a><b>half open</a>").text


def test_entities_cannot_multiply(tmp_path: Path):
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><x>&l9;</x>'
    document = read(tmp_path, "a.xml", bomb)
    assert "haha" not in document.text
    assert len(document.text) < 2 * len(bomb)


def test_external_entities_are_not_fetched(tmp_path: Path):
    (tmp_path / "secret.txt").write_text("top secret")
    source = (
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]><x>a &e; b</x>'
    )
    assert "top secret" not in read(tmp_path, "a.xml", source).text


def test_deep_nesting_is_refused_and_not_fatal(tmp_path: Path):
    read(tmp_path, "a.xml", "<a>" * 100_000)
    read(tmp_path, "a.html", "<div>" * 100_000 + "deep")
