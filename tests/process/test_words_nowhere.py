"""What is said of words that no file has, and what is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.search.hits import Answer
from engine.search.likeness import Aim
from engine.search.searcher import Searcher
from tests.process.search_examples import searching

TEXTS = {
    "garage": "The contract for the garage ends in May. Contact the plumber, or the other contact.",
    "driveway": "Garage and marine bio-\nlogy.",
    "whale": "A whale may travel far from its feeding grounds to warm water.",
    "weight": "My weight was 81 kilos in March, after I had given up sugar.",
    "보험": "자동차 보험은 매년 3월에 갱신한다. 보험사는 사고가 나면 현장 사진을 받는다.",
    "연차": "연차 휴가는 입사 1년이 지나면 생긴다. 남은 연차는 수당으로 지급한다.",
    "beitrag": "Krankenversicherungsbeiträge sind am Monatsende fällig.",
    "wenn": "Wenn die Kaution der Wohnung kommt, freut sich das Konto.",
}


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    with searching(tmp_path_factory.mktemp("nowhere"), TEXTS) as searcher:
        yield searcher


def said(answer: Answer, code: str) -> list[str]:
    return [note.meant for note in answer.notes if note.code == code]


def test_letters_in_the_wrong_order_are_the_likeliest_slip(searcher: Searcher):
    answer = searcher.search("contarct garage")  # contact is as near, and there more often
    assert said(answer, "did-you-mean") == ["contract garage"]


def test_all_slips_are_told(searcher: Searcher):
    (note,) = searcher.search("contarct plubmer whale").notes
    assert note.meant == "contract plumber whale"
    assert note.message == (
        "“contarct”, “plubmer” are in no file. Did you mean “contract”, “plumber”?"
    )
    assert (note.start, note.end) == (0, 8)


@pytest.mark.parametrize(
    "query",
    [
        "자동차 보험을 갱신하고 싶은데 어떻게 하죠?",  # 보험은 is there, 보험을 is not
        "자동차 보험은 어디서 갱신하나요",
        "연차는 언제 생기나요",  # 생긴다 is there
        "연차를 내면 됩니까",
        "현장 사진은 왜 찍나요",
        "Wann kommt die Kaution",
    ],
)
def test_endings_and_question_words_are_no_slips(searcher: Searcher, query: str):
    answer = searcher.search(query)
    assert said(answer, "did-you-mean") == []
    assert said(answer, "word-nowhere") == []


def test_a_slip_in_a_korean_word_keeps_its_particle(searcher: Searcher):
    answer = searcher.search("자돔차는 언제 갱신하나요")
    assert said(answer, "did-you-mean") == ["자동차는 언제 갱신하나요"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("whale xylophone", ["xylophone"]),
        ("how warm is the xylophone of the whale", ["xylophone"]),
        ("how heavy is the xylophone of the whale", []),  # other words for all of it
        ("연차 수당을 계산하나요", ["계산"]),
        ("xylophone", ["xylophone"]),
        ("등대를", ["등대"]),
        ("자동차 보험 등대가", ["등대"]),
        ("자동차 보험 끓이는", []),  # of verbs there are many forms
        ("자동차 보험 먹여도", []),
        ("whale weight", []),
        ('"whale may" xylo*', []),
        ("whale -xylophone", []),
    ],
)
def test_a_word_that_no_file_has_is_named(searcher: Searcher, query: str, words: list[str]):
    answer = searcher.search(query)
    assert said(answer, "word-nowhere") == words
    for note in answer.notes:
        if note.code == "word-nowhere":
            assert query[note.start : note.end] == note.meant


def test_a_word_that_begins_as_a_slip_does_is_named_beside_it(searcher: Searcher):
    for query in ("whale kilso kilsometry garage", "kilsometry whale kilso garage"):
        answer = searcher.search(query)
        assert said(answer, "did-you-mean") == [query.replace("kilso ", "kilos ")]
        assert said(answer, "word-nowhere") == ["kilsometry"]
        (note,) = [note for note in answer.notes if note.code == "word-nowhere"]
        assert query[note.start : note.end] == "kilsometry"


def test_a_folder_above_the_files_does_not_have_a_word(searcher: Searcher):
    (hit, *_) = searcher.search("garage").hits
    assert "nowhere0" in Path(hit.path).parts
    assert said(searcher.search("garage nowhere"), "word-nowhere") == ["nowhere"]
    assert said(searcher.search("garage drive"), "word-nowhere") == ["drive"]  # of driveway.txt


def test_a_word_of_a_name_or_cut_by_a_hyphen_is_there(searcher: Searcher):
    assert said(searcher.search("garage spaghetti"), "word-nowhere") == ["spaghetti"]
    assert said(searcher.search("garage biology"), "word-nowhere") == []
    assert said(searcher.search("garage driveway"), "word-nowhere") == []


def test_a_word_that_only_longer_ones_have_is_told_as_what_it_is(searcher: Searcher):
    answer = searcher.search("garage Versicherung")
    assert said(answer, "word-nowhere") == []
    assert said(answer, "word-inside") == ["Versicherung"]
    assert "*Versicherung*" in answer.notes[-1].message
    (hit, *_) = searcher.search("*Versicherung*").hits
    assert "Krankenversicherungsbeiträge" in hit.text


def test_of_many_words_that_are_nowhere_none_is_named(searcher: Searcher):
    answer = searcher.search("whale xylophone trumpet bassoon clarinet")
    assert said(answer, "word-nowhere") == []


def test_a_word_that_is_still_typed_is_not_missed(searcher: Searcher):
    interim: list[Answer] = []
    answer = searcher.search("whale xylo", aim=Aim(typing=True), interim=interim.append)
    assert said(answer, "word-nowhere") == []


def test_who_has_an_answer_gets_no_hint(searcher: Searcher):
    query = "how far may a whale travel from its feeding grounds to warm watre"
    answer = searcher.search(query)
    assert answer.hits[0].score >= 0.8
    assert answer.notes == ()
