"""The link against a real engine process."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Slot
from pytestqt.qtbot import QtBot

from app.link.answers import Answer
from app.link.courier import Connected, Letter
from app.link.engine_link import EngineLink
from app.link.search_line import Wish
from app.wiring import Program, build
from engine.protocol.messages import (
    AddFolders,
    Command,
    Event,
    Failed,
    LibrariesChanged,
    LibrariesListed,
    LibraryInfo,
    ListLibraries,
    MakeLibrary,
    Progress,
    SearchFinished,
)

pytestmark = pytest.mark.timeout(120)
PATIENCE = 60_000


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "locks.md").write_text(
        "# Canals\n\nA sluice gate controls the flow of water into the lock chamber.\n"
    )
    (folder / "bread.txt").write_text("Knead the dough for ten minutes and let it rise.\n")
    (folder / "식물.txt").write_text("장미는 햇빛이 잘 드는 곳에서 잘 자란다.\n", "utf-8")
    (folder / "secret.pdf").write_bytes(b"%PDF-1.4 nothing that a reader could read")
    return folder


@pytest.fixture
def program(qtbot: QtBot, qapp: object, data: Path) -> Iterator[Program]:
    application = QCoreApplication.instance()
    program = build(application, data=str(data))  # pyright: ignore[reportArgumentType]
    qtbot.addWidget(program.window)
    program.window.show()
    yield program
    program.link.end()


def _index(qtbot: QtBot, program: Program, folder: Path) -> None:
    with qtbot.waitSignal(program.link.engine_ready, timeout=PATIENCE):
        program.link.connect_now()
    with qtbot.waitSignal(
        program.link.libraries_changed,
        timeout=PATIENCE,
        check_params_cb=_three_indexed,
    ):
        program.link.add_folders((str(folder),))


def _three_indexed(libraries: tuple[LibraryInfo, ...]) -> bool:
    return any(info.files == 3 and not info.progress.running for info in libraries)


def _answers(query: str, answer: Answer) -> bool:
    return answer.query == query


def _answer(qtbot: QtBot, program: Program, query: str) -> Answer:
    with qtbot.waitSignal(
        program.link.searches.finished,
        timeout=PATIENCE,
        check_params_cb=partial(_answers, query),
    ) as finished:
        program.window.search.field.setText(query)
    assert finished.args is not None
    return cast("Answer", finished.args[0])


def test_the_main_job_from_an_empty_window_to_a_hit_and_back(
    qtbot: QtBot, program: Program, documents: Path
) -> None:
    seen: list[Progress] = []
    program.link.progress_changed.connect(seen.append)
    _index(qtbot, program, documents)
    assert seen
    assert not program.window.showing_welcome()
    assert program.window.library.model.rowCount() == 1

    answer = _answer(qtbot, program, "sluice gate")
    assert answer.hits[0].path == str(documents / "locks.md")
    row = program.window.results.view.selected_row()
    assert row is not None
    assert row.hit.path == str(documents / "locks.md")
    assert "sluice gate" in program.window.passage.text.toPlainText()
    assert _answer(qtbot, program, "장미").hits[0].path == str(documents / "식물.txt")

    qtbot.waitUntil(program.window.progress.failures.isVisible, timeout=PATIENCE)
    program.window.progress.failures.click()
    qtbot.waitUntil(program.window.failures.isVisible, timeout=PATIENCE)
    assert program.window.failures.model.index(0, 0).data() == "secret.pdf"
    program.window.failures.close()

    folder = program.window.library.model.folder(program.window.library.model.index(0))
    assert folder is not None
    program.link.remove_folder(folder.library, folder.path)
    qtbot.waitUntil(program.window.showing_welcome, timeout=PATIENCE)


def test_what_changes_on_disk_reaches_the_window_by_itself(
    qtbot: QtBot, program: Program, documents: Path, word: str
) -> None:
    _index(qtbot, program, documents)
    _answer(qtbot, program, f'"{word}"')
    assert program.window.results.view.selected_row() is None
    (documents / "deep").mkdir()
    (documents / "deep" / "late.md").write_text(f"A {word} controls the flow.\n")
    qtbot.waitUntil(
        lambda: program.window.results.view.selected_row() is not None, timeout=PATIENCE
    )
    (documents / "deep" / "late.md").unlink()
    qtbot.waitUntil(lambda: program.window.results.view.selected_row() is None, timeout=PATIENCE)


def test_a_pause_shows_and_ends(qtbot: QtBot, program: Program, documents: Path) -> None:
    _index(qtbot, program, documents)
    strip = program.window.progress
    strip.pause.click()
    qtbot.waitUntil(lambda: "paused" in strip.text.text(), timeout=PATIENCE)
    strip.pause.click()
    qtbot.waitUntil(lambda: "Up to date" in strip.text.text(), timeout=PATIENCE)


def test_a_killed_engine_is_told_replaced_and_asked_again(
    qtbot: QtBot, program: Program, documents: Path
) -> None:
    with qtbot.waitSignal(program.link.engine_ready, timeout=PATIENCE) as ready:
        program.link.connect_now()
    assert ready.args is not None
    connected = cast("Connected", ready.args[0])
    program.link.add_folders((str(documents),))
    program.window.search.field.setText("sluice gate")
    qtbot.waitUntil(
        lambda: program.window.results.view.selected_row() is not None, timeout=PATIENCE
    )

    with qtbot.waitSignal(program.link.engine_lost, timeout=PATIENCE):
        os.kill(connected.pid, signal.SIGKILL)
    assert program.window.banner.isVisible()
    with qtbot.waitSignal(program.link.searches.finished, timeout=PATIENCE) as finished:
        program.window.search.field.setText("knead the dough")  # typed while there is no engine
    assert finished.args is not None
    assert finished.args[0].query == "knead the dough"
    assert finished.args[0].hits[0].path == str(documents / "bread.txt")
    assert not program.window.banner.isVisible()
    assert program.window.search.field.text() == "knead the dough"


def test_only_the_latest_of_many_queries_is_answered(
    qtbot: QtBot, program: Program, documents: Path
) -> None:
    _index(qtbot, program, documents)
    answered: list[Answer] = []
    program.link.searches.answered.connect(answered.append)
    program.link.searches.finished.connect(answered.append)
    for query in ("water", "dough", "햇빛"):
        program.link.searches.search(query, at_once=True)
        program.link.searches._ask_anew()
    qtbot.waitUntil(lambda: bool(answered), timeout=PATIENCE)
    _answer(qtbot, program, "canals")
    assert {answer.query for answer in answered} <= {"햇빛", "canals"}


def test_what_is_no_text_is_refused_and_the_next_query_answered(
    qtbot: QtBot, program: Program, documents: Path
) -> None:
    _index(qtbot, program, documents)
    with qtbot.waitSignal(program.link.searches.failed, timeout=PATIENCE) as failed:
        program.link.searches.search("half \ud800 of a pair", at_once=True)
    assert failed.args is not None
    assert failed.args[0].code == "no-unicode"
    assert _answer(qtbot, program, "sluice gate").hits


def test_a_late_answer_dies_in_the_link(qtbot: QtBot, qapp: object, tmp_path: Path) -> None:
    link = EngineLink(tmp_path / "unused")
    link.searches._wish, link.searches._asked = Wish(query="new"), 7
    told: list[object] = []
    link.searches.finished.connect(told.append)
    done = SearchFinished(hits=(), notes=(), seconds=0.1, first_seconds=0.1, reranked=False)
    link._receive(Letter(6, done))
    link._receive(Letter(0, done))
    assert told == []
    link._receive(Letter(7, done))
    assert [answer.query for answer in told if isinstance(answer, Answer)] == ["new"]
    link._receive(Letter(7, Failed(code="cancelled", message="")))
    assert len(told) == 1
    link.end()


def test_what_is_refused_while_connecting_is_not_carried_out_after_it(
    qtbot: QtBot, program: Program
) -> None:
    answers = _Answers()
    with qtbot.waitSignal(program.link.engine_ready, timeout=PATIENCE):
        program.link.connect_now()
        program.link.ask(MakeLibrary(library="Refused"), answers.take)
    assert [event.code for event in answers.events if isinstance(event, Failed)] == [
        "engine-unavailable"
    ]
    program.link.ask(ListLibraries(), answers.take)
    qtbot.waitUntil(lambda: isinstance(answers.events[-1], LibrariesListed), timeout=PATIENCE)
    listed = cast("LibrariesListed", answers.events[-1])
    assert "Refused" not in [info.name for info in listed.libraries]


def test_an_engine_that_cannot_start_is_told_and_tried_again(
    qtbot: QtBot, qapp: object, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    link = EngineLink(blocked / "data")
    with qtbot.waitSignals([link.engine_lost, link.engine_lost], timeout=PATIENCE):
        link.connect_now()
    assert not link.ready
    with qtbot.waitSignal(link.command_failed):
        link.add_folders(("/docs",))
    link.end()


def test_folders_follow_the_library_of_the_start_and_make_it_no_second_time(
    qapp: object, tmp_path: Path, make_library: Callable[..., LibraryInfo]
) -> None:
    link = EngineLink(tmp_path / "data", "Two")
    sent: list[Command] = []
    link._courier.send = lambda command: sent.append(command) or len(sent)
    link._ready = True

    def add_after(*names: str) -> Command:
        libraries = tuple(make_library(name=name) for name in names)
        link._receive(Letter(0, LibrariesChanged(libraries=libraries)))
        link.add_folders(("/new",))
        return sent[-1]

    assert add_after("One") == AddFolders(paths=("/new",), library="Two")
    assert add_after("One", "Two").must_exist  # pyright: ignore[reportAttributeAccessIssue]
    renamed = AddFolders(paths=("/new",), library="Second", must_exist=True)
    assert add_after("One", "Second") == renamed
    assert add_after("One") == renamed
    link.end()


class _Answers(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.events: list[Event] = []

    @Slot(object)
    def take(self, event: Event) -> None:
        self.events.append(event)
