"""What an apostrophe joins are small words, and no words that anybody looks for."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.models.bm25 import analyse_query
from engine.models.contractions import pieces
from engine.protocol import messages as m
from tests.unit.service_engine import Engine, add


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the car won't start", ["won't"]),
        ("Couldn’t it's I'm we've they'll", ["Couldn’t", "'s", "'m", "'ve", "'ll"]),
        ("l'amour d'un qu’il dell'arte", ["l'", "d'", "qu’", "dell'"]),
        ("five o'clock with O'Brien", []),
        ("the team won the cup", []),
    ],
)
def test_pieces_of_small_words_are_told_by_their_apostrophe(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in pieces(text)] == expected


def test_a_piece_weighs_as_a_small_word_does() -> None:
    shares = {one.surface: one.share for one in analyse_query("a car won't start", ["en"]).terms}
    assert shares["won"] < 0.2 < 0.8 < shares["car"]
    assert {one.surface: one.share for one in analyse_query("she won", ["en"]).terms}["won"] > 0.8


def test_no_piece_is_missed_or_demanded(engine: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "car.txt").write_text(
        "If the car does not start in the cold, charge the battery.", encoding="utf-8"
    )
    (folder / "cup.txt").write_text("In May she won the cup, as nobody else.", encoding="utf-8")
    add(engine, folder)
    engine.last(m.Index())
    answer = engine.search("car won't start")
    assert Path(answer.hits[0].path).name == "car.txt"
    assert answer.hits[0].score > 0.5
    missed = engine.search("couldn't charge the battery").notes
    assert [note for note in missed if note.code == "word-nowhere"] == []
