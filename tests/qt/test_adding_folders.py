"""Folders for a library whose texts a vendor gets, and models of one: who it is, is said first."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtWidgets import QMessageBox

from app.shell.refitting import Refitting
from app.wiring import Program
from engine.protocol.messages import (
    AddFolders,
    Command,
    EstimateModels,
    Failed,
    LibraryInfo,
    ModelsEstimated,
    SetModels,
)
from tests.qt.some_models import ALL, vendors

Answers = Callable[..., None]
FOLDER = "/docs"


@pytest.fixture
def answer(program: Program, sent: list[Command]) -> Answers:
    """Drop a folder, and answer what the engine is asked of its library."""

    def carry_out(failed: str = "", **estimated: object) -> None:
        program.window.folders_dropped.emit((FOLDER,))
        (asked,) = sent
        assert asked == EstimateModels(library="", dense_model="", reranker="")
        told = msgspec.structs.replace(
            ModelsEstimated(library="Land", passages=0, seconds=0.0), **estimated
        )
        event = Failed(code=failed, message="", hint="") if failed else told
        program.link._asking.receive(1, event)

    return carry_out


def boxes(program: Program) -> list[QMessageBox]:
    return [box for box in program.window.findChildren(QMessageBox) if box.isVisible()]


@pytest.mark.parametrize("failed", ["", "unknown-library"])
def test_folders_whose_texts_stay_here_are_added_at_once(
    program: Program, sent: list[Command], answer: Answers, failed: str
) -> None:
    answer(failed)
    assert boxes(program) == []
    assert sent[1:] == [AddFolders(paths=(FOLDER,))]


@pytest.mark.parametrize("agreed", [True, False])
def test_a_person_is_told_who_gets_the_texts_and_at_what_price(
    program: Program, sent: list[Command], answer: Answers, *, agreed: bool
) -> None:
    answer(sent_to="api.openai.com", price=0.02, price_date="2026-07-03")
    (box,) = boxes(program)
    assert "Land" in box.text()
    assert box.informativeText() == (
        "The text of new files and each search is sent to api.openai.com. "
        "A million word pieces cost $0.02, by the vendor's list of 3 Jul 2026."
    )
    assert sent[1:] == []
    add = next(one for one in box.buttons() if one.text() == "Add and send")
    assert box.defaultButton() is not add
    (add if agreed else box.button(QMessageBox.StandardButton.Cancel)).click()
    assert sent[1:] == ([AddFolders(paths=(FOLDER,))] if agreed else [])


def test_the_engine_is_told_whom_the_pressed_button_named(
    program: Program, sent: list[Command], make_library: Callable[..., LibraryInfo]
) -> None:
    dialog = Refitting(program.link, program.window, program.window).dialog
    far = vendors("far", state="installed", has_key=True)
    dialog.ask(make_library("/a", name="Land"), (*ALL[2:], far), wanted="far")
    assert isinstance(sent[0], EstimateModels)
    told = ModelsEstimated(library="Land", passages=1, seconds=None, sent_to="api.example.org")
    program.link._asking.receive(1, told)
    dialog.change.click()
    assert isinstance(sent[1], SetModels)
    assert sent[1].agreed_to == "api.example.org"
