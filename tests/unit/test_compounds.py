"""Compounds are found by their parts, and parts by what they are written together with."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.models.bm25 import analyse_query
from engine.protocol import messages as m
from engine.search.compounds import related
from engine.search.question import Question
from engine.search.vocabulary import Words
from tests.unit.service_engine import Engine, add, engine_over, names

KNOWN = Words(
    dict.fromkeys(
        [
            *("versicherung", "rechtsschutz", "rechtsschutzversicherung", "recht", "schutz"),
            *("lebensversicherungen", "leben", "versicherungsvertrag", "vertrag", "schifffahrt"),
            *("dampf", "donau", "verunsicherung", "sicherung", "boekenkast", "boeken", "kast"),
            *("hallonsylt", "hallon", "sylt", "tietokone", "tieto", "kone"),
            *("sonderkundigungsrecht", "kundigungsrecht", "entkundigungsrechte"),
        ],
        "",
    )
)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        (
            "versicherung",
            {"rechtsschutzversicherung", "lebensversicherungen", "versicherungsvertrag"},
        ),
        ("rechtsschutz", {"rechtsschutzversicherung", "schutz", "recht"}),
        ("donaudampfschifffahrt", {"schifffahrt"}),
        ("rechtsschutzversicherung", {"versicherung", "rechtsschutz"}),
        ("sicherung", set[str]()),  # no part of "verunsicherung"
        ("boeken", {"boekenkast"}),
        ("hallonsylt", {"sylt", "hallon"}),
        ("tieto", {"tietokone"}),
        ("kundigung", {"kundigungsrecht", "sonderkundigungsrecht"}),  # in the middle
        ("unbekannt", set[str]()),
    ],
)
def test_what_belongs_together_by_the_words_that_are_known(word: str, expected: set[str]) -> None:
    assert {one.word for one in related(word, KNOWN)} == expected


TEXTS = {
    "exact.txt": "Die Versicherung zahlt nicht, und der Kunde hat sich bei ihr beschwert.",
    "whole.txt": "Eine Rechtsschutzversicherung ist für den Kunden nicht immer von Vorteil.",
    "part.txt": "Der Rechtsschutz ist in diesem Land für alle gleich und kostet nicht viel.",
    "other.txt": "Das Wetter ist heute schön, und die Kinder spielen mit dem Ball im Garten.",
}


def test_a_part_finds_its_compounds_below_itself(engine: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    add(engine, folder)
    engine.last(m.Index())
    found = engine.search("Versicherung")
    assert [Path(hit.path).name for hit in found.hits] == ["exact.txt", "whole.txt"]
    start, end = found.hits[1].marks[0]
    assert found.hits[1].text[start:end] == "Rechtsschutzversicherung"
    assert names(engine.search("Rechtsschutzversicherung")) == {*TEXTS} - {"other.txt"}
    assert names(engine.search("Rechtsschutz")) >= {"whole.txt", "part.txt"}


SUMS = """\
Die Versicherung, die Haftpflichtversicherung, die Rentenversicherung, die Unfallversicherung und
die Krankenversicherung sind verschiedene Verträge. Eine Haftpflichtversicherung und eine
Rentenversicherung ersetzen keine Krankenversicherung, und keine Versicherung zahlt für alles.
"""
HOUSE = """\
Die Wohngebäudeversicherung zahlt nicht bei Rückstau aus der Kanalisation. Die
Heizkostenabrechnung kommt im November, und der Treppenhausreinigungsdienst an jedem Donnerstag.
"""
FILLING = [
    "Haft und Pflicht, Rente und Unfall: davon handelt dieser Abschnitt über Kranke und Kosten.",
    "Die Reinigung des Gebäudes ist am Montag, und das Treppenhaus wird nicht verschlossen.",
    "Der Dienst beginnt um acht Uhr mit der Abrechnung der Arbeit vom letzten Tag.",
    "Wir wohnen in der Stadt, und das Haus ist alt, aber die Miete ist nicht sehr hoch.",
]


@pytest.fixture(scope="module")
def housed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Has a house's papers among many that have much of the one word and nothing of the other."""
    texts = {"house.txt": HOUSE}
    for number in range(40):
        texts[f"sums{number}.txt"] = f"Abschnitt {number}. {SUMS * (1 + number % 3)}"
        texts[f"filling{number}.txt"] = f"Absatz {number}. {FILLING[number % len(FILLING)]}"
    with engine_over(tmp_path_factory.mktemp("housed"), texts) as engine:
        yield engine


def test_both_words_are_worth_more_than_many_compounds_of_one(housed: Engine) -> None:
    first, second, *_ = housed.search("Versicherung Rückstau").hits
    assert Path(first.path).name == "house.txt"
    assert first.score > 2 * second.score
    assert second.score < 0.5  # half of it is not nearly all


def test_compounds_stand_for_a_word_that_is_nowhere(housed: Engine) -> None:
    for word in ("Heizkosten", "Treppenhausreinigung", "Gebäudeversicherung"):
        first, *others = housed.search(word).hits
        assert Path(first.path).name == "house.txt", word
        assert first.score > 0.5, word
        assert all(hit.score < first.score for hit in others), word


@pytest.mark.parametrize(
    "query", ["Heizkosten Abrechnung", "Abrechnung Heizkosten", "Abrechnung der Heizkosten"]
)
def test_a_compound_stands_for_each_of_its_words_in_any_order(housed: Engine, query: str) -> None:
    first, *_ = housed.search(query).hits
    assert Path(first.path).name == "house.txt"
    assert first.score > 0.5


ENGLISH = [
    "The committee has not yet decided who will pay for the repairs of the roof.",
    "Whales breathe air through a blowhole and live in the sea with their young.",
    "They talked for a long time of celebrating it, and of generating less noise.",
    "It was better to have fewer people in the four rooms of the full house.",
]
TENANCY = """\
Die Nebenkostenvorauszahlung beträgt 180 Euro. Der Schornsteinfeger kommt am 3. Februar; der
Dachboden muss zugänglich sein, und das Fahrrad darf nicht im Hausflur abgestellt werden.
"""


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Has one German file among many English ones."""
    texts = {"german.txt": TENANCY}
    for number in range(24):
        texts[f"english{number}.txt"] = f"Paragraph {number}. {ENGLISH[number % len(ENGLISH)]}"
    with engine_over(tmp_path_factory.mktemp("english"), texts) as engine:
        yield engine


def test_compounds_are_found_in_a_library_in_another_language(english: Engine) -> None:
    for query in (
        *("Nebenkosten", "Vorauszahlung Nebenkosten", "nebenkosten lang:de", "Schornstein"),
        *("Feger", "Flur", "wie ist das mit der Nebenkosten", "what are the Nebenkosten"),
    ):
        answer = english.search(query)
        assert Path(answer.hits[0].path).name == "german.txt", query
        assert answer.hits[0].score > 0.3, query
        assert [n for n in answer.notes if n.code == "did-you-mean"] == [], query


def test_an_english_word_that_is_nowhere_is_no_part_of_others(english: Engine) -> None:
    assert all("rating" not in hit.terms for hit in english.search("rating").hits)


def test_a_foreign_word_is_offered_and_not_searched_for(english: Engine) -> None:
    for query, other in (("Flor", "four"), ("Wetter", "better"), ("Füll", "full")):
        answer = english.search(query)
        assert all(other not in hit.terms for hit in answer.hits), query
        assert all("searched for" not in note.message for note in answer.notes), query
    (note,) = [n for n in english.search("genreating").notes if n.code == "did-you-mean"]
    assert note.message == "“genreating” is in no file: searched for “generating”."


def test_a_word_counts_once_in_the_best_of_its_ways() -> None:
    terms, weights = np.array([1, 2, 3, 4, 5], np.uint32), np.ones(5, np.float32)
    asked = Question(
        *("", "de", analyse_query("", ["de"]), terms, weights, frozenset[int](), 5.0, 9.0),
        dense=None,
        model=None,
        ways=(((1, 2), (3,), (4, 5)),),
    )
    rows = [[2, 1, 2, 1, 1], [1, 0, 2, 0, 0], [0, 0, 1, 1, 1], [0, 0, 0, 0, 0]]
    kept = [[2, 1, 0, 0, 0], [0, 0, 2, 0, 0], [0, 0, 0, 1, 1], [0, 0, 0, 0, 0]]
    assert asked.counted(np.array(rows, np.float32)).tolist() == kept


def test_a_compound_of_two_words_counts_for_the_one_beside_the_other_by_itself() -> None:
    terms, weights = np.array([1, 2, 3], np.uint32), np.ones(3, np.float32)
    asked = Question(
        *("", "de", analyse_query("", ["de"]), terms, weights, frozenset[int](), 5.0, 9.0),
        dense=None,
        model=None,
        ways=(((1,), (3,)), ((2,), (3,))),
    )
    rows = [[2, 0, 2], [0, 0, 2], [2, 2, 2], [0, 2, 0]]
    kept = [[2, 0, 1], [0, 0, 2], [2, 2, 0], [0, 2, 0]]
    assert asked.counted(np.array(rows, np.float32)).tolist() == kept
