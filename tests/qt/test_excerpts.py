from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.results.excerpts import LENGTH, collapse, excerpt, runs


def test_white_space_collapses_and_marks_stay_on_their_words() -> None:
    text = "  The\n\n sluice \t gate  opens "
    start = text.index("gate")
    found = collapse(text, [(start, start + 4)])
    assert found.text == "The sluice gate opens"
    assert [found.text[a:b] for a, b in found.marks] == ["gate"]


def test_signs_of_headings_are_left_out_and_marks_stay_on_their_words() -> None:
    text = "Ordinary wear.\n\n## 3. Notice {/*notice*/}\n\nEither party may end #this.\n"
    start = text.index("Either")
    found = excerpt(text, [(start, start + 6)], signs=True)
    assert found.text == "Ordinary wear. 3. Notice Either party may end #this."
    assert [found.text[a:b] for a, b in found.marks] == ["Either"]
    assert "##" in excerpt(text, []).text


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


_FILLER = "Nothing is told here at all. "
_BEST = "The lock is closed at night."
_LONG = "This one goes on about the lock and on and on until it says that the gate opens at noon."


@pytest.mark.parametrize(
    ("text", "best", "word", "room"),
    [
        (_FILLER * 3 + _BEST + _FILLER, _BEST, "closed", 200),
        (_FILLER * 3 + _BEST + _FILLER, _BEST, "closed", 60),
        (_FILLER * 9 + _BEST, _BEST, "closed", 60),
        (_BEST + " " + _FILLER * 9 + "Look at the sluice.", _BEST, "sluice", 90),
        ("Look at the sluice. " + _FILLER * 9 + _BEST, _BEST, "sluice", 90),
        ("Look at the sluice. " + _BEST + _FILLER * 9, _BEST, "sluice", 60),
        (_FILLER * 9 + "A sluice. " + _BEST + _FILLER * 9, _BEST, "sluice", 60),
    ],
)
def test_best_sentence_and_a_found_word_are_within_what_is_seen(
    text: str, best: str, word: str, room: int
) -> None:
    start, mark = text.index(best), text.index(word)
    shown = excerpt(text, [(mark, mark + len(word))], best=(start, start + len(best)), room=room)
    assert best in shown.text[:room]
    assert shown.text[slice(*shown.best)] == best
    assert word in [shown.text[a:b] for a, b in shown.marks if b <= room]
    assert all(part[:1].isalpha() for part in shown.text.split("… ") if part)


def test_a_best_sentence_longer_than_what_is_seen_begins_at_its_marks() -> None:
    text = _FILLER * 4 + _LONG
    start, mark = text.index(_LONG), text.index("gate")
    shown = excerpt(text, [(mark, mark + 4)], best=(start, start + len(_LONG)), room=50)
    assert "gate opens" in shown.text[:50]


def test_a_mark_late_in_a_text_without_a_best_sentence_is_within_what_is_seen() -> None:
    text = _FILLER * 5 + "The sluice. " + _FILLER
    mark = text.index("sluice")
    shown = excerpt(text, [(mark, mark + 6)], room=60)
    assert "sluice" in shown.text[:60]


@given(
    st.text(alphabet="ab. 한", min_size=1, max_size=500),
    st.integers(24, 360),
    st.data(),
)
def test_marks_stand_on_their_letters_however_little_is_seen(
    text: str, room: int, data: st.DataObject
) -> None:
    edges = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    marks = list(zip(edges[::2], edges[1::2], strict=False))
    best = tuple(sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2))))
    shown = excerpt(text, marks, best=(best[0], best[1]), room=room)
    whole = "".join(text.split())
    for begin, end in (*shown.marks, shown.best):
        assert 0 <= begin <= end <= len(shown.text)
        assert "".join(shown.text[begin:end].split()) in whole
