"""What the window says, asks and confirms about libraries and their folders."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QDialogButtonBox, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from app.library.model import Folder
from app.link.answers import Answer, Trouble
from app.wiring import Program
from engine.protocol.messages import (
    Command,
    Failure,
    Index,
    LibraryInfo,
    ListFailures,
    Notice,
    Progress,
    QueryNote,
    Rules,
    SetPaused,
    SetRules,
)

MakeLibrary = Callable[..., LibraryInfo]


def _failure(path: str) -> Failure:
    return Failure(library="Default", path=path, code="damaged", reason="", hint="", attempts=1)


def test_a_folder_is_removed_only_when_that_is_confirmed(
    qtbot: QtBot, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    removed: list[tuple[str, str]] = []

    def remember(library: str, path: str) -> None:
        removed.append((library, path))

    monkeypatch.setattr(program.link, "remove_folder", remember)
    program.window.library.remove_requested.emit(Folder("Default", "/docs"))
    box = cast("QMessageBox", program.window.findChild(QMessageBox))
    assert "/docs" in box.text()
    assert removed == []
    remove = next(b for b in box.findChildren(QPushButton) if b.text() == "Remove")
    remove.click()
    assert removed == [("Default", "/docs")]


def test_a_run_that_ends_at_once_shows_no_bar(program: Program, make_library: MakeLibrary) -> None:
    strip = program.window.progress
    program.director.show_libraries((make_library("/docs"),))
    running = Progress(library="Default", running=True, phase="indexing", files_total=10)
    program.director.show_progress(running)
    assert strip.text.text() == "Up to date  ·  3 files"
    program.director.show_progress(replace(running, running=False))
    assert not strip.bar.isVisible()
    assert not strip._patience.isActive()


def test_pausing_asks_for_all_libraries_or_for_the_folders_own(
    program: Program, make_library: MakeLibrary, sent: list[Command]
) -> None:
    window = program.window
    libraries = (make_library("/a"), make_library("/b", name="Other", paused=True))
    program.director.show_libraries(libraries)
    assert window.progress.text.text().startswith("Paused: Other")
    window.progress.pause.click()
    window.library.view.setCurrentIndex(window.library.model.index(1))
    window.library._pause.trigger()
    assert sent == [SetPaused(paused=True), SetPaused(paused=False, library="Other")]
    program.director.show_libraries(tuple(replace(info, paused=True) for info in libraries))
    assert window.progress.text.text().startswith("Indexing is paused.")
    window.progress.pause.click()
    assert sent[2:] == [SetPaused(paused=False)]


def test_rules_are_shown_and_changed_in_the_folders_own_library(
    program: Program, make_library: MakeLibrary, sent: list[Command]
) -> None:
    rules = Rules(exclude=("초안/", "*.bak"), most_bytes=1_500_000)
    program.director.show_libraries((make_library("/a"), make_library("/b", name="B", rules=rules)))
    program.window.library.view.setCurrentIndex(program.window.library.model.index(1))
    program.window.library._rules.trigger()
    dialog = program.window.rules
    assert dialog.exclude.toPlainText() == "초안/\n*.bak"
    save = dialog.buttons.button(QDialogButtonBox.StandardButton.Save)
    save.click()
    assert sent == []  # nothing was changed
    program.window.library._rules.trigger()
    dialog.exclude.appendPlainText("\n  drafts/  \n*.bak")
    save.click()
    wanted = replace(rules, exclude=("초안/", "*.bak", "drafts/"))
    assert sent == [SetRules(rules=wanted, library="B")]
    assert not dialog.isVisible()


def test_grave_news_are_told_once_and_taken_back(
    program: Program, make_library: MakeLibrary
) -> None:
    banner, show = program.window.banner, program.director.show_libraries
    well = (make_library("/a"),)
    full = (make_library("/a", notices=(Notice(code="disk-full", message="no room"),)),)
    show(full)
    assert "disk is full" in banner.message.text()
    banner.dismiss.click()
    show(full)
    assert not banner.isVisible()
    show(well)
    show(full)
    assert banner.isVisible()
    show(well)
    assert not banner.isVisible()
    show(full)
    program.link.command_failed.emit(Trouble("no-such-path"))
    show(well)  # the banner speaks of something else by now
    assert banner.isVisible()


def test_a_search_that_lacks_a_key_says_so_once_and_leads_to_it(
    program: Program, make_library: MakeLibrary
) -> None:
    program.director.show_libraries((make_library("/a", dense_model="far"),))
    banner = program.window.banner
    note = QueryNote(code="words-alone", start=0, end=1, message="refused", cause="vendor-key")
    lacking = Answer("x", (), (note,), 0.1, final=True)
    well = Answer("x", (), (), 0.1, final=True)
    finished = program.link.searches.finished
    finished.emit(lacking)
    assert banner.action.text() == "Enter the key…"
    banner.dismiss.click()
    finished.emit(lacking)
    assert not banner.isVisible()
    finished.emit(well)
    finished.emit(lacking)
    assert banner.isVisible()
    finished.emit(well)
    assert not banner.isVisible()


def test_an_open_list_of_failures_follows_the_engine(
    qtbot: QtBot, program: Program, make_library: MakeLibrary, sent: list[Command]
) -> None:
    program.director.show_libraries((make_library("/a", failed=2),))
    assert sent == []
    program.window.progress.failures.click()
    assert sent == [ListFailures()]
    assert not program.window.failures.isVisible()
    failures = [_failure("/a/1.pdf"), _failure("/a/2.pdf")]
    program.link.failures_listed.emit(tuple(failures))
    assert program.window.failures.isVisible()
    program.window.failures.table.selectRow(1)
    program.window.failures.retry_one.click()
    assert sent[1:] == [
        Index(library="Default", paths=("/a/2.pdf",), retry_failed=True, stays=True)
    ]
    program.link.libraries_changed.emit((make_library("/a", failed=1),))
    qtbot.waitUntil(lambda: len(sent) == 3)
    assert sent[2] == ListFailures()
    program.link.failures_listed.emit((failures[1],))
    selected = program.window.failures.selected()
    assert selected is not None
    assert selected.path == "/a/2.pdf"
    program.link.failures_listed.emit(())
    assert not program.window.failures.retry_one.isEnabled()
