"""How a hit looks in a desktop's search."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.desktop.finding import is_worth_it, query_of
from engine.desktop.interfaces import single
from engine.desktop.matches import excerpt, match_from, match_of
from engine.protocol.links import OpenLink, open_link
from engine.protocol.messages import Hit, Parts


def _hit(text: str, **changes: object) -> Hit:
    fields: dict[str, object] = {
        "rank": 1,
        "library": "Default",
        "path": "/docs/a.md",
        "title": "A\ntitle",
        "media_type": "text/markdown",
        "modified": 1.0,
        "size": 1,
        "page": 0,
        "start": 3,
        "end": 9,
        "heading": "",
        "language": "en",
        "text": text,
        "score": 0.5,
        "parts": Parts(dense=0.5),
        "terms": (),
        "marks": (),
        "passage": 1,
    }
    return Hit(**{**fields, **changes})  # pyright: ignore[reportArgumentType]


def test_a_match_says_what_and_where() -> None:
    home = str(Path.home() / "letters" / "a.md")
    match = match_of(_hit("# Heading\n\nText \x07here.", path=home), "text")
    assert (match.name, match.excerpt) == ("A title", "Heading Text here.")
    assert match.place == "~/letters"
    assert match.icon == "text-markdown"
    assert "&start=3&end=9&q=text" in match.link


def test_an_excerpt_begins_near_what_was_found_at_a_word() -> None:
    before, after = "Before it stand words. " * 20, "And behind it. " * 40
    text = f"{before}The answer is here. {after}"
    found = excerpt(_hit(text, best=(len(before), len(before) + 19)))
    assert found.startswith("… ")
    assert "The answer is here." in found
    assert found.endswith(" …")
    assert found[2:].split()[0] in before.split()
    assert len(found) < 170
    assert excerpt(_hit("가" * 500)) == "가" * 160 + " …"


def test_of_a_link_alone_the_files_name_is_known() -> None:
    place = OpenLink("/docs/편지.txt")
    match = match_from(place, open_link(place))
    assert (match.name, match.place, match.excerpt) == ("편지.txt", "/docs", "")


@pytest.mark.parametrize(
    ("query", "worth"), [("", False), ("ab", False), ("abc", True), ("꿀", False), ("꿀벌", True)]
)
def test_very_short_words_are_not_searched(query: str, worth: bool) -> None:
    assert is_worth_it(query) is worth


def test_long_queries_are_cut_between_words() -> None:
    assert query_of(["a" * 300, "b" * 99, "c"]) == "a" * 300 + " " + "b" * 99
    assert query_of(["a" * 500, "b"]) == "a" * 400
    assert query_of([" ", "", "x"]) == "x"


def test_signatures_are_taken_apart() -> None:
    assert single("asa{sv}a(sssuda{sv})u") == ["as", "a{sv}", "a(sssuda{sv})", "u"]
