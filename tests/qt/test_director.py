"""What the window says and shows for facts that the link tells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from app.library.model import Folder
from app.link.answers import Answer, Trouble
from app.shell.director import Director
from app.wiring import Program, build
from engine.protocol.messages import Hit, LibraryInfo, Progress, QueryNote

MakeHit = Callable[..., Hit]
MakeLibrary = Callable[..., LibraryInfo]


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Program]:
    program = build(qapp, data=str(tmp_path / "data"))
    qtbot.addWidget(program.window)
    program.window.show()
    yield program
    program.link.end()


def _running(**changes: object) -> Progress:
    fields = {"library": "Default", "running": True, "phase": "indexing", "files_total": 10}
    return Progress(**{**fields, **changes})  # pyright: ignore[reportArgumentType]


def test_the_summary_counts_strong_hits_and_tells_what_was_wrong_with_the_query(
    program: Program, make_hit: MakeHit
) -> None:
    hits = (make_hit(1), make_hit(2), make_hit(3, "/b", score=0.2), make_hit(4, score=0.01))
    note = QueryNote(code="bad-date", start=0, end=3, message="“befor:” is not an operator")
    program.director.show_answer(Answer("q", hits, (note,), 0.0449, final=False))
    text = program.window.search.summary.text()
    assert text.startswith("2 passages in 1 file, 1 weaker  ·  45 ms  ·  refining")
    assert text.endswith("“befor:” is not an operator")
    program.director.show_answer(Answer("q", hits[:1], (), 1.24, final=True))
    assert program.window.search.summary.text() == "1 passage in 1 file  ·  1.2 s"


def test_an_empty_first_answer_waits_for_the_final_one(program: Program, make_hit: MakeHit) -> None:
    program.director.show_answer(Answer("q", (make_hit(1),), (), 0.1, final=True))
    program.director.show_answer(Answer("r", (), (), 0.1, final=False))
    assert program.window.results.view.selected_row() is not None
    program.director.show_answer(Answer("r", (), (), 0.1, final=True))
    assert "“r”" in program.window.results.notice.text()


def test_the_first_screen_gives_way_to_the_search(
    program: Program, make_library: MakeLibrary
) -> None:
    program.director.show_libraries(())
    assert program.window.showing_welcome()
    program.director.show_libraries((make_library("/docs", progress=_running()),))
    assert not program.window.showing_welcome()
    assert program.window.progress.bar.isVisible()
    program.director.show_progress(_running(running=False))
    assert not program.window.progress.bar.isVisible()


def test_a_query_is_asked_again_when_a_run_ends(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(program.link, "refresh", lambda: asked.append(True))
    program.director.show_progress(_running())
    program.director.show_progress(_running(running=False))
    program.director.show_progress(_running(running=False))
    assert asked == [True]


def test_a_lost_engine_is_told_and_can_be_tried_by_hand_only_after_a_while(
    program: Program,
) -> None:
    banner = program.window.banner
    program.link.engine_lost.emit(Trouble("engine-unavailable", retry_seconds=0.25))
    assert banner.isVisible()
    assert not banner.action.isVisible()
    program.link.engine_lost.emit(Trouble("engine-unavailable", retry_seconds=5.0))
    assert banner.action.isVisible()
    program.link.engine_ready.emit(object())
    assert not banner.isVisible()


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


def test_a_file_that_is_gone_is_told(program: Program, make_hit: MakeHit) -> None:
    program.window.results.view.open_requested.emit(make_hit(1, "/no/such/file.txt"))
    assert "no longer there" in program.window.banner.message.text()


def test_copies_go_to_the_clipboard(program: Program, make_hit: MakeHit) -> None:
    program.window.results.view.path_copied.emit(make_hit(1, "/docs/a.txt"))
    assert QApplication.clipboard().text() == "/docs/a.txt"
    program.window.results.view.passage_copied.emit(make_hit(1, text="the passage"))
    assert QApplication.clipboard().text() == "the passage"


def test_the_director_lives_with_its_window(program: Program) -> None:
    assert isinstance(program.director, Director)
    assert program.director.parent() is program.window
