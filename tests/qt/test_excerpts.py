from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.results.excerpts import LENGTH, collapse, excerpt, runs


def test_white_space_collapses_and_marks_stay_on_their_words() -> None:
    text = "  The\n\n sluice \t gate  opens "
    start = text.index("gate")
    found = collapse(text, [(start, start + 4)])
    assert found.text == "The sluice gate opens"
    assert [found.text[a:b] for a, b in found.marks] == ["gate"]


def test_a_mark_over_white_space_stays_whole() -> None:
    text = "boundary \n\n layer theory"
    found = collapse(text, [(0, text.index(" theory"))])
    assert [found.text[a:b] for a, b in found.marks] == ["boundary layer"]


def test_a_short_passage_is_shown_whole() -> None:
    assert excerpt("Short.", []).text == "Short."


def test_a_long_passage_is_shown_where_its_marks_are() -> None:
    text = "Filler words stand here. " * 40 + "Then the sluice gate opens. " + "More of it. " * 40
    start = text.index("sluice gate")
    found = excerpt(text, [(start, start + 11)])
    assert found.text.startswith("… ")
    assert [found.text[a:b] for a, b in found.marks] == ["sluice gate"]
    assert len(found.text) <= LENGTH + 2


def test_runs_cover_the_text_once() -> None:
    assert runs(10, [(2, 4), (8, 20)]) == [
        (0, 2, False),
        (2, 4, True),
        (4, 8, False),
        (8, 10, True),
    ]


@given(st.text(alphabet="ab \n\t한😀", max_size=900), st.data())
def test_marks_always_stand_on_the_same_letters(text: str, data: st.DataObject) -> None:
    edges = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    marks = list(zip(edges[::2], edges[1::2], strict=False))
    found = collapse(text, marks)
    before = ["".join(text[a:b].split()) for a, b in marks]
    after = ["".join(found.text[a:b].split()) for a, b in found.marks]
    assert [b for b in before if b] == [a for a in after if a]
    shown = excerpt(text, marks)
    assert all(0 <= a < b <= len(shown.text) for a, b in shown.marks)


def test_an_excerpt_that_begins_before_the_best_sentence_begins_with_a_word() -> None:
    text = "wordless beginnings " * 40 + "The best one."
    start = text.index("The best")
    shown = excerpt(text, (), best=(start, start + 13))
    assert shown.text.startswith(("… wordless", "… beginnings"))
    assert shown.text[slice(*shown.best)] == "The best one."
