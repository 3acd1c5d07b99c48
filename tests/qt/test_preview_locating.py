"""Where a passage of a source stands on the screen, and where pages stand. Pure."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.preview.locating import locate
from app.preview.page_layout import GAP, PageLayout, fitting_scale

SOURCE = "## Locks\n\nBoats **rise** in [them](http://x.example/a), see `sluice()`."
SHOWN = "Canals\nLocks\nBoats rise in them, see sluice().\nMore"


def _span(text: str, word: str) -> tuple[int, int]:
    at = text.index(word)
    return at, at + len(word)


def test_words_of_markdown_are_found_where_they_are_shown() -> None:
    words = ["rise", "them", "sluice"]
    found = locate(SOURCE, [_span(SOURCE, word) for word in words], SHOWN, markdown=True)
    assert found is not None
    assert SHOWN[slice(*found.passage)] == "Locks\nBoats rise in them, see sluice"
    assert [SHOWN[slice(*span)] for span in found.spans] == words


def test_numbers_of_lists_are_not_looked_for() -> None:
    source = "# Before\n\n1. Read the register.\n2. Pay nothing at once."
    found = locate(
        source,
        [_span(source, "nothing")],
        "Before\nRead the register.\nPay nothing at once.",
        markdown=True,
    )
    assert found is not None
    assert found.passage == (0, 45)


def test_a_passage_that_is_not_there_is_not_found() -> None:
    assert locate("something else", [(0, 4)], SHOWN) is None
    assert locate("", [], SHOWN) is None
    assert locate("***", [(0, 1)], SHOWN) is None


def test_a_passage_that_lost_something_on_the_way_is_found_by_its_ends() -> None:
    source = "The beginning of it all was small, UNSEEN words stood here, and so the end came late."
    shown = source.replace("UNSEEN ", "")
    words = [_span(source, "small"), _span(source, "late")]
    found = locate(source, words, "before " + shown + " after")
    assert found is not None
    assert [("before " + shown)[slice(*span)] for span in found.spans] == ["small", "late"]


@given(st.text("ab 😀\n*", max_size=60), st.text("ab 😀*", max_size=20), st.integers(0, 20))
def test_what_stands_in_a_text_as_it_is_is_found_in_it(rest: str, passage: str, start: int) -> None:
    span = (min(start, len(passage)), len(passage))
    found = locate(passage, [span], rest + passage + rest)
    if any(char.isalnum() for char in passage):
        assert found is not None
        assert found.passage[0] < found.passage[1]


SIZES = [(600.0, 800.0), (800.0, 600.0), (600.0, 800.0)]


@given(st.floats(0.05, 6), st.floats(10, 3000), st.floats(0, 5000))
def test_a_place_on_a_page_stays_one_at_any_scale(scale: float, width: float, top: float) -> None:
    layout = PageLayout(SIZES, scale, width)
    page, share = layout.at(top)
    assert abs(layout.height_of(page, share) - top) < 1e-6 * max(top, 1)
    assert 0 <= page < len(SIZES)


def test_pages_stand_one_below_the_other_in_the_middle() -> None:
    layout = PageLayout(SIZES, 0.5, 500)
    sheets = [layout.sheet(number) for number in range(3)]
    assert [sheet.width for sheet in sheets] == [300, 400, 300]
    assert sheets[1].top == sheets[0].top + 400 + GAP
    assert all(abs(sheet.left + sheet.width / 2 - 250) <= 1 for sheet in sheets)
    assert list(layout.visible(0, 300)) == [0]
    assert list(layout.visible(sheets[1].top + 1, sheets[2].top + 1)) == [1, 2]
    assert list(PageLayout([], 1, 500).visible(0, 300)) == []


def test_the_usual_page_fits_and_not_the_fold_out() -> None:
    assert fitting_scale([(600, 800), (600, 800), (2400, 800)], 620) == 1.0
