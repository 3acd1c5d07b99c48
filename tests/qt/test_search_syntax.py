"""What more than words can be asked: seen in the field, taken away as chips, told in the help."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.search.colouring import colours
from app.search.field import QueryField
from app.search.help import ways
from app.search.pane import SearchPane
from app.search.pieces import chips_of, has_words
from app.shell import advising
from app.wiring import Program
from engine.protocol.messages import Command, QueryPiece
from engine.search.query import parse_query

MIXED = 'tax NEAR/5 refund form* "very same" -draft type:pdf befor:x 세금 𝄞 wom?n'


@pytest.fixture
def field(qtbot: QtBot) -> QueryField:
    field = QueryField()
    qtbot.addWidget(field)
    field.resize(700, 40)
    with qtbot.waitExposed(field):
        field.show()
    return field


def _picture(field: QueryField) -> bytes:
    image = field.grab().toImage()
    return bytes(image.constBits())


def _kinds(query: str) -> dict[str, str]:
    return {query[p.start : p.end]: p.kind for p in parse_query(query).pieces}


def test_the_engine_reads_what_the_window_colours() -> None:
    kinds = _kinds(MIXED)
    assert kinds["NEAR/5"] == "near"
    assert kinds["form*"] == "wildcard"
    assert kinds["wom?n"] == "wildcard"
    assert kinds['"very same"'] == "phrase"
    assert kinds["-draft"] == "excluded"


def test_pieces_that_are_more_than_words_are_coloured_at_their_place(field: QueryField) -> None:
    pieces = parse_query(MIXED).pieces
    made = colours(MIXED, pieces, 3, field.palette())
    stretches = {(a.start + 3, a.length) for a in made}  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType]
    assert (4, 6) in stretches
    assert (MIXED.index("form*"), 5) in stretches
    assert (MIXED.index("wom?n") + 1, 5) in stretches  # the clef is two units of UTF-16
    assert (0, 3) not in stretches


def test_colours_change_neither_text_nor_selection(field: QueryField) -> None:
    field.setText("tax NEAR/5 refund")
    field.setSelection(0, 3)
    told: list[object] = []
    field.textChanged.connect(told.append)
    before = _picture(field)
    field.colour(parse_query(field.text()).pieces)
    assert _picture(field) != before
    assert (field.text(), field.selectedText(), told) == ("tax NEAR/5 refund", "tax", [])


def test_a_syllable_that_is_being_written_is_left_alone(field: QueryField) -> None:
    field.setText("세금 ")
    field.setFocus()
    QApplication.sendEvent(field, QInputMethodEvent("환", []))
    field.colour(parse_query(field.text()).pieces)
    done = QInputMethodEvent("", [])
    done.setCommitString("환급")
    QApplication.sendEvent(field, done)
    assert field.text() == "세금 환급"


def test_nearness_is_a_chip_and_a_wildcard_is_something_to_look_for() -> None:
    query = "tax NEAR/5 refund"
    (chip,) = chips_of(query, parse_query(query).pieces, ())
    assert (chip.text, chip.start, chip.end) == ("At most 5 words apart", 4, 10)
    (plain,) = chips_of("a NEAR b", parse_query("a NEAR b").pieces, ())
    assert plain.text == "At most 10 words apart"
    assert has_words([QueryPiece(kind="wildcard", start=0, end=5)])


def test_help_is_found_without_knowing_its_key(qtbot: QtBot) -> None:
    pane = SearchPane()
    qtbot.addWidget(pane)
    with qtbot.waitExposed(pane):
        pane.show()
    assert pane.help.isVisible()
    assert pane.help.accessibleName() == "How to search"
    assert pane.help.focusPolicy() & Qt.FocusPolicy.TabFocus
    qtbot.mouseClick(pane.help, Qt.MouseButton.LeftButton)
    dialog = pane.help.help
    qtbot.waitUntil(dialog.isVisible)
    button = dialog.examples[3]
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert pane.field.text() == "tax NEAR/5 refund"
    dialog.close()


def test_help_is_offered_where_nothing_was_found(program: Program, sent: list[Command]) -> None:
    program.window.search.field.setText("zugzwang")
    program.director.searching.take_advice(advising.LearnHow())
    dialog = program.window.search.help.help
    assert dialog.isVisible()
    dialog.close()


def test_every_example_says_what_it_means_to_the_engine() -> None:
    kinds = [{piece.kind for piece in parse_query(way.example).pieces} for way in ways()]
    for number, kind in ((1, "phrase"), (2, "excluded"), (3, "near"), (4, "wildcard")):
        assert kind in kinds[number]
    assert kinds[-1] == {"word", "filter"}
    assert not any(parse_query(way.example).notes for way in ways())
    assert all(way.meaning for way in ways())
