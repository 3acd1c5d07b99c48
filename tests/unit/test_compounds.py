"""Compounds are found by their parts, and parts by what they are written together with."""

from pathlib import Path

import pytest

from engine.protocol import messages as m
from engine.search.compounds import related
from engine.search.vocabulary import Words
from tests.unit.service_engine import Engine, add, names

KNOWN = Words(
    dict.fromkeys(
        [
            *("versicherung", "rechtsschutz", "rechtsschutzversicherung", "recht", "schutz"),
            *("lebensversicherungen", "leben", "versicherungsvertrag", "vertrag", "schifffahrt"),
            *("dampf", "donau", "verunsicherung", "sicherung", "boekenkast", "boeken", "kast"),
            *("hallonsylt", "hallon", "sylt", "tietokone", "tieto", "kone"),
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
