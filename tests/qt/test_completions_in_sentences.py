"""When completions are offered, and when they would only be in the way."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.link.answers import Answer, Trouble
from app.link.courier import Letter
from app.wiring import Program
from engine.protocol.messages import Command, Completion, Hit, QueryRead, ReadQuery

MakeHit = Callable[..., Hit]


def type_in(qtbot: QtBot, program: Program, text: str) -> None:
    program.window.activateWindow()
    field = program.window.search.field
    field.clear()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, text)


def complete(program: Program, sent: list[Command], *completions: Completion) -> bool:
    """Answer how the query is read; returns whether anything is offered."""
    query = program.window.search.field.text()
    read = QueryRead(query=query, pieces=(), notes=(), completions=completions)
    number = max(n for n, command in enumerate(sent, 1) if isinstance(command, ReadQuery))
    program.link._receive(Letter(number, read))
    return program.window.search.popup.isVisible()


def last_word(query: str, text: str, kind: str, detail: str = "") -> Completion:
    return Completion(
        text=text, start=query.rfind(" ") + 1, end=len(query), kind=kind, detail=detail
    )


@pytest.mark.parametrize(
    ("query", "text", "kind", "detail", "offered"),
    [
        ("who gets the deposit back", "in:backup", "folder", "/docs/backup", False),
        ("deposit back", "in:backup", "folder", "/docs/backup", False),
        ("back", "in:backup", "folder", "/docs/backup", True),
        ("what is its na", "name:", "operator", "name", False),
        ("water ty", "type:", "operator", "type", True),
        ("water in the lock in:can", "in:canals", "folder", "/docs/canals", True),
        ("tax returns before NE", "NEAR/5", "operator", "near", True),
    ],
)
def test_a_word_of_a_sentence_is_no_beginning_of_a_filter(
    qtbot: QtBot,
    program: Program,
    sent: list[Command],
    query: str,
    text: str,
    kind: str,
    detail: str,
    offered: bool,
) -> None:
    type_in(qtbot, program, query)
    assert complete(program, sent, last_word(query, text, kind, detail)) is offered


def test_what_was_asked_before_does_not_cover_the_results(
    qtbot: QtBot, program: Program, sent: list[Command], make_hit: MakeHit
) -> None:
    past = Completion(text="who gets the deposit back", start=0, end=8, kind="recent", detail="")
    type_in(qtbot, program, "who gets")
    assert complete(program, sent, past)
    answer = Answer("who gets", (make_hit(1),), (), 0.1, final=True)
    program.link.searches.finished.emit(answer)
    assert not program.window.search.popup.isVisible()
    assert not complete(program, sent, past)


def test_one_that_a_person_has_gone_to_and_values_of_an_operator_stay(
    qtbot: QtBot, program: Program, sent: list[Command], make_hit: MakeHit
) -> None:
    pane = program.window.search
    type_in(qtbot, program, "wa")
    complete(program, sent, Completion(text="water mill", start=0, end=2, kind="recent", detail=""))
    qtbot.keyClick(pane.field, Qt.Key.Key_Down)
    program.link.searches.finished.emit(Answer("wa", (make_hit(1),), (), 0.1, final=True))
    assert pane.popup.isVisible()
    query = "water in:can"
    type_in(qtbot, program, query)
    complete(program, sent, last_word(query, "in:canals", "folder", "/docs/canals"))
    program.link.searches.finished.emit(Answer(query, (make_hit(1),), (), 0.1, final=True))
    assert pane.popup.isVisible()


def test_after_enter_completions_come_too_late(
    qtbot: QtBot, program: Program, sent: list[Command]
) -> None:
    type_in(qtbot, program, "back")
    qtbot.keyClick(program.window.search.field, Qt.Key.Key_Return)
    assert not complete(program, sent, last_word("back", "in:backup", "folder"))


def test_only_the_banner_says_that_the_engine_is_gone(program: Program) -> None:
    program.window.search.summarise("3 passages")
    program.link.searches.failed.emit(Trouble("engine-unavailable"))
    assert not program.window.search.summary.text()


def test_the_key_of_the_search_field_selects_what_stands_there(
    qtbot: QtBot, program: Program, sent: list[Command]
) -> None:
    window, field = program.window, program.window.search.field
    type_in(qtbot, program, "old")
    qtbot.keyClick(window, Qt.Key.Key_F1)
    qtbot.waitUntil(window.search.help.help.isVisible)
    qtbot.keyClick(window.search.help.help, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.search.help.help.isVisible())
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)  # else no key of it is looked for
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(field.hasFocus)
    assert field.selectedText() == "old"
    qtbot.keyClicks(field, "new")
    assert field.text() == "new"
