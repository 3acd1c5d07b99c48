"""Searches that are remembered and kept: which, and how they come back."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from app.link.courier import Letter
from app.link.search_line import LIMIT
from app.look.preference_names import HISTORY
from app.wiring import Program
from engine.protocol.messages import (
    Command,
    Failed,
    Hit,
    PastSearch,
    RememberSearch,
    SavedSearch,
    SaveSearch,
    Search,
    SearchesListed,
)
from tests.qt.engine_answers import answer, finished

MakeHit = Callable[..., Hit]


def test_only_searches_that_led_somewhere_are_remembered(
    qtbot: QtBot, program: Program, sent: list[Command], make_hit: MakeHit
) -> None:
    window = program.window
    program.director.recall._resting.setInterval(0)
    window.search.field.setText("quokka")
    qtbot.waitUntil(lambda: Search(query="quokka", limit=LIMIT) in sent)
    answer(program, sent, Search, finished())
    assert not program.director.recall._resting.isActive()
    window.search.field.setText("gate")
    qtbot.waitUntil(lambda: Search(query="gate", limit=LIMIT) in sent)
    answer(program, sent, Search, finished(make_hit(1)))
    qtbot.waitUntil(lambda: RememberSearch(query="gate") in sent)
    window.results.view.hit_chosen.emit(make_hit(1))
    assert sent.count(RememberSearch(query="gate")) == 1


def test_nothing_is_remembered_or_offered_where_that_is_not_wanted(
    program: Program, sent: list[Command], make_hit: MakeHit
) -> None:
    listed = SearchesListed(
        recent=(PastSearch(query="bees", last=1.0, times=2),),
        saved=(SavedSearch(name="Taxes", query="tax type:pdf"),),
    )
    program.director.recall.refresh()
    program.link._receive(Letter(len(sent), listed))
    offers = program.window.results.notice.buttons()
    assert [button.text() for button in offers] == ["Taxes", "bees"]
    program.preferences.put(HISTORY, value=False)
    assert [b.text() for b in program.window.results.notice.buttons()] == ["Taxes"]
    program.link.searches.search("gate", at_once=True)
    program.window.results.view.hit_chosen.emit(make_hit(1))
    assert not any(isinstance(command, RememberSearch) for command in sent)


def test_a_search_is_kept_under_a_name_and_asked_again(
    qtbot: QtBot, program: Program, sent: list[Command]
) -> None:
    window = program.window
    window.search.field.setText("tax type:pdf")
    window.search.star.trigger()
    dialog = cast("QInputDialog", window.findChild(QInputDialog))
    assert dialog.textValue() == "tax type:pdf"
    dialog.setTextValue("Taxes")
    dialog.accept()
    saved = SavedSearch(name="Taxes", query="tax type:pdf")
    assert sent[-1] == SaveSearch(search=saved)
    program.link._receive(Letter(len(sent), SearchesListed(recent=(), saved=(saved,))))
    assert "Remove" in window.search.star.text()
    window.search.field.clear()
    window.results.notice.buttons()[0].click()
    assert window.search.field.text() == "tax type:pdf"


def test_a_search_saved_under_a_name_that_is_taken_gets_a_number_and_a_refusal_is_said(
    program: Program, sent: list[Command]
) -> None:
    recall = program.director.recall
    mine = SavedSearch(name="mine", query="canal")
    recall._receive(SearchesListed(recent=(), saved=(mine,)))
    recall._save("bread", "mine")
    assert sent[-1] == SaveSearch(search=SavedSearch(name="mine 2", query="bread"))
    answer(program, sent, SaveSearch, Failed(code="store-busy", message="another one writes"))
    assert program.window.banner.isVisible()
