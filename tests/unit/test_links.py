"""Links: what is written is read again, and nothing else is."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.protocol.errors import FindlingError
from engine.protocol.links import (
    LONGEST,
    BadLinkError,
    OpenLink,
    SearchLink,
    is_link,
    open_link,
    parse_link,
    search_link,
)

LINES = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=200)


@given(query=LINES, library=LINES)
def test_every_search_survives_its_link(query: str, library: str) -> None:
    if query.strip():
        assert parse_link(search_link(query, library)) == SearchLink(query.strip(), library)


@given(name=LINES, start=st.integers(0, 10**8), length=st.integers(0, 10**6), query=LINES)
def test_every_passage_survives_its_link(name: str, start: int, length: int, query: str) -> None:
    path = f"/docs/{name}"
    link = OpenLink(path, "Default", start, start + length, 3, query.strip())
    if "/../" not in f"{path}/":
        assert parse_link(open_link(link)) == link


NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0/"), max_size=255)
"""Names that a file may have, also of several lines."""


@given(parts=st.lists(NAMES, max_size=8), library=st.text(max_size=300), query=st.text())
def test_a_link_to_a_file_of_any_name_is_read_again(
    parts: list[str], library: str, query: str
) -> None:
    path = "/" + "/".join(part for part in parts if part not in ("", ".", ".."))
    written = open_link(OpenLink(path, library, 3, 9, query=query))
    if not written:
        assert len(quote(path)) > LONGEST - 50
        return
    read = parse_link(written)
    assert isinstance(read, OpenLink)
    assert (read.path, read.start, read.end) == (path, 3, 9)
    assert read.library in (library, "")


@pytest.mark.parametrize("name", ["a\nb", "a\u2028b", "a\tb\x1b[31m", "a\x85", "a\u202eb"])
def test_a_name_of_several_lines_is_linked(name: str) -> None:
    link = OpenLink(f"/docs/{name}", "Default", 1, 2)
    written = open_link(link)
    assert written.isascii()
    assert written.isprintable()
    assert parse_link(written) == link


@pytest.mark.parametrize("path", ["/a\udc80", "/a\0b", "/" + "가" * 4_000, "/" + "a" * 5_000])
def test_of_a_path_that_no_link_holds_there_is_none(path: str) -> None:
    assert open_link(OpenLink(path)) == ""


@pytest.mark.parametrize("path", ["/home/a/내 문서/계약 & 합의+1%.pdf", "C:\\Users\\a\\b.txt"])
def test_a_file_of_any_name_is_linked(path: str) -> None:
    assert parse_link(open_link(OpenLink(path))) == OpenLink(path)


@given(st.text(max_size=300))
def test_nothing_but_a_refusal_comes_of_nonsense(text: str) -> None:
    for candidate in (text, f"findling://{text}", f"findling://open?path=/a&{text}"):
        with suppress(BadLinkError):
            parse_link(candidate)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "findling:",
        "findling://",
        "https://search?q=a",
        "findling://search",
        "findling://search?q=",
        "findling://search?q=%20",
        "findling://search?q=a#b",
        "findling://search/etc?q=a",
        "findling://search?q=a&q=b",
        "findling://search?q=a&theme=dark",
        "findling://search?q=%FF",
        "findling://search?q=%zz",
        "findling://search?q=a%00b",
        "findling://search?q=a%0Ab",
        "findling://search?in=/a%0Ab",
        "findling://open?path=/a%00b",
        "findling://open?path=/a%ED%A0%80",
        "findling://open?path=/a&library=a%0Ab",
        "findling://search?q=%ED%A0%80",
        "findling://search?in=../..&q=a",
        "findling://search?q=한국",
        "findling://user@search?q=a",
        "findling://search:80?q=a",
        "findling://[search?q=a",
        "findling://add?path=/etc",
        "findling://run?q=rm",
        "findling://open?path=relative.txt",
        "findling://open?path=/a/../etc/passwd",
        "findling://open?path=/a&start=-1",
        "findling://open?path=/a&start=9&end=3",
        "findling://open?path=/a&start=1e3",
        "findling://open?path=/a&start=٣",
        "findling://open?path=/a&start=9999999999",
        "findling://open?path=C:relative",
        "findling://search?q=" + "a" * LONGEST,
        "findling://search?q=" + "a" * 2001,
        "findling://search?" + "&".join(["q=a"] * 50),
        "--data=/tmp",
    ],
)
def test_what_is_no_link_is_refused_with_a_hint(text: str) -> None:
    with pytest.raises(BadLinkError) as caught:
        parse_link(text)
    assert isinstance(caught.value, FindlingError)
    assert caught.value.code == "bad-link"
    assert "findling://search?q=" in caught.value.hint


def test_browsers_may_write_a_link_in_their_way() -> None:
    assert parse_link("FINDLING://Search/?q=a+b") == SearchLink("a b")
    assert is_link("Findling:x")
    assert not is_link("/home/findling:x")


def test_a_link_is_never_longer_than_what_is_read() -> None:
    long = "바다" * 4_000
    read = parse_link(search_link(long))
    assert isinstance(read, SearchLink)
    assert long.startswith(read.query)
    path = "/문서/" + "가" * 255
    assert parse_link(open_link(OpenLink(path, query=long))) == OpenLink(path)
    assert len(quote(path)) < LONGEST
