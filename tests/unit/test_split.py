"""Passages: exact, ordered, inside pages, of an even size, in linear time."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.split import Passage, split_document

PARAGRAPH = "The quick brown fox jumps over the lazy dog while nobody looks at it. " * 4


def check(text: str, passages: list[Passage], page_starts: tuple[int, ...] = ()) -> None:
    """Assert what holds for any text."""
    end = 0
    for ordinal, passage in enumerate(passages):
        assert passage.ordinal == ordinal
        assert passage.start >= end
        assert text[passage.start : passage.end] == passage.text
        assert passage.text == passage.text.strip() != ""
        assert not text[end : passage.start].strip()
        end = passage.end
        page = sum(start <= passage.start for start in page_starts)
        assert passage.page == page
        assert all(not passage.start < start < passage.end for start in page_starts)
    assert not text[end:].strip()


@given(
    st.text(alphabet="ab \n.é가漢😀\u0301", max_size=300),
    st.lists(st.integers(0, 300), max_size=5),
    st.lists(st.tuples(st.integers(0, 300), st.integers(1, 6)), max_size=5),
)
def test_passages_cover_the_text_exactly(text: str, pages: list[int], marks: list[tuple[int, int]]):
    starts = tuple(sorted({0, *(page for page in pages if page < len(text))})) if pages else ()
    headings = [(at, level, "h") for at, level in sorted(marks) if at < len(text)]
    check(text, split_document(text, starts, headings, size=20), starts)


def test_a_text_of_one_and_a_half_passages_stays_whole():
    text = "word " * 230
    assert [passage.text for passage in split_document(text, (), ())] == [text.strip()]


def test_a_blank_text_has_no_passages():
    assert split_document("", (), ()) == []
    assert split_document(" \n\n ", (0, 2), ()) == []


def test_passages_are_even_and_leave_no_crumb():
    text = PARAGRAPH * 9
    lengths = [len(passage.text) for passage in split_document(text, (), ())]
    assert max(lengths) <= 800
    assert min(lengths) >= 200


def test_passages_end_at_paragraphs_where_they_can():
    text = "\n\n".join([PARAGRAPH.strip()] * 40)
    for passage in split_document(text, (), ()):
        assert passage.text.startswith("The quick")
        assert passage.text.endswith("at it.")


def test_a_section_begins_a_passage_and_a_small_one_does_not():
    big = PARAGRAPH * 3
    text = f"# One\n\n{big}\n\n## Two\n\n{big}\n\n## Tiny\n\nfew words\n\n## Three\n\n{big}"
    marks = [
        (text.index(f"{h}\n"), len(h.split()[0]), h.split()[1])
        for h in ("# One", "## Two", "## Tiny", "## Three")
    ]
    passages = split_document(text, (), marks)
    check(text, passages)
    assert [passage.heading for passage in passages] == ["One", "One › Two", "One › Tiny"]
    assert passages[1].text.startswith("## Two")
    assert "## Three" in passages[2].text


def test_heading_paths_follow_levels():
    text = "a\n" * 2000
    marks = [(0, 1, "A"), (1000, 3, "B"), (2000, 2, "C"), (3000, 1, "D")]
    paths = {passage.heading for passage in split_document(text, (), marks)}
    assert paths == {"A", "A › B", "A › C", "D"}


def test_text_above_the_first_heading_has_no_path():
    text = "intro " * 200 + "\n\n# One\n\n" + "body " * 200
    passages = split_document(text, (), [(text.index("# One"), 1, "One")])
    assert [passages[0].heading, passages[-1].heading] == ["", "One"]


def test_pages_are_numbered_from_one_and_never_straddled():
    text = "first page\n\n" + "second page\n\n" + "third"
    starts = (0, 12, 25)
    passages = split_document(text, starts, ())
    check(text, passages, starts)
    assert [(passage.page, passage.text) for passage in passages] == [
        (1, "first page"),
        (2, "second page"),
        (3, "third"),
    ]


@pytest.mark.parametrize(
    ("name", "unit"),
    [("letters", "a"), ("hangul", "가"), ("lines", "a\n"), ("words", "word "), ("blank", "\n")],
)
def test_time_grows_with_the_length_and_not_its_square(name: str, unit: str):
    del name
    split_document(unit * 10_000, (), ())
    small, large = (unit * (n // len(unit)) for n in (40_000, 320_000))
    began = time.perf_counter()
    split_document(small, (), ())
    between = time.perf_counter()
    passages = split_document(large, (), ())
    after = time.perf_counter()
    assert all(len(passage.text) <= 800 for passage in passages)
    # 8 times the text: a square would take 64 times as long.
    assert after - between < 30 * (between - began) + 0.2


def test_a_long_line_without_spaces_is_cut_inside_no_character():
    source = random.Random(1)
    text = "".join(chr(source.randrange(0xAC00, 0xD7A3)) for _ in range(20_000))
    check(text, split_document(text, (), ()))
