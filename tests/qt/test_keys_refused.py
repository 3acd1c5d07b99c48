"""Keys that vendors refuse: where the window says so, and when it takes that back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from app.library.states import state_text
from app.link.answers import Answer
from app.models.page import ModelsPage
from app.wiring import Program
from engine.protocol.messages import LibraryInfo, Notice, QueryNote
from tests.qt.some_models import ALL, vendors

MakeLibrary = Callable[..., LibraryInfo]
NOTE = QueryNote(code="words-alone", start=0, end=1, message="refused", cause="vendor-key")


def test_a_key_that_works_takes_back_that_one_is_wanted(
    program: Program, make_library: MakeLibrary
) -> None:
    lacks = Notice(code="vectors-lacking", message="refused", cause="vendor-key", role="dense")
    window, banner = program.window, program.window.banner
    program.director.show_libraries((make_library("/a", notices=(lacks,)),))
    assert not banner.isHidden()
    window.vendor_answered.emit()
    assert banner.isHidden()
    for _ in range(2):
        program.link.searches.finished.emit(Answer("x", (), (NOTE,), 0.1, final=True))
        assert not banner.isHidden()
        window.vendor_answered.emit()
        assert banner.isHidden()
    banner.say("The disk is full.", topic="index")
    window.vendor_answered.emit()
    assert not banner.isHidden()


@pytest.mark.parametrize(("role", "refused"), [("dense", True), ("", True), ("reranker", False)])
def test_a_keys_card_says_that_it_is_refused(
    qtbot: QtBot, make_library: MakeLibrary, role: str, refused: bool
) -> None:
    page = ModelsPage()
    qtbot.addWidget(page)
    far = vendors("far", has_key=True, key_place="file", state="installed", installed=True)
    page.show_models((*ALL[2:], far))
    page.choose("far")
    wants = Notice(code="vectors-lacking", message="", cause="vendor-key", role=role)
    about = page.detail.key.about
    page.show_libraries((make_library("/a", dense_model="far", notices=(wants,)),))
    assert ("refuses" in about.text()) == refused
    page.show_libraries((make_library("/a", dense_model="far"),))
    assert "refuses" not in about.text()


def test_a_library_whose_reranker_wants_a_key_is_not_plainly_up_to_date(
    make_library: MakeLibrary,
) -> None:
    wants = Notice(code="model-missing", message="", cause="vendor-key", role="reranker")
    info = make_library("/a", notices=(wants,))
    assert state_text(info, info.progress) == "Files up to date; waits for a key"
