"""What the window says and shows for facts that the link tells."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.link.answers import Answer, Trouble
from app.link.courier import Letter
from app.link.search_line import LIMIT, Wish
from app.shell.director import Director
from app.wiring import Program
from engine.protocol.messages import (
    Attend,
    Command,
    Hit,
    LibraryInfo,
    Progress,
    QueryNote,
    Search,
    SearchFinished,
)

MakeHit = Callable[..., Hit]
MakeLibrary = Callable[..., LibraryInfo]


def _running(**changes: object) -> Progress:
    fields = {"library": "Default", "running": True, "phase": "indexing", "files_total": 10}
    return Progress(**{**fields, **changes})  # pyright: ignore[reportArgumentType]


def _counted(text: str) -> str:
    """English plurals, whether or not their translation is loaded."""
    text = re.sub(r"\b1 (\w+)\(s\)", r"1 \1", text)
    return text.replace("(s)", "s")


def test_the_summary_counts_strong_hits_and_tells_what_was_wrong_with_the_query(
    program: Program, make_hit: MakeHit
) -> None:
    hits = (make_hit(1), make_hit(2), make_hit(3, "/b", score=0.19), make_hit(4, score=0.005))
    note = QueryNote(code="odd", start=0, end=3, message="“befor:” is not an operator")
    program.director.searching.show_answer(Answer("q", hits, (note,), 0.0449, final=False))
    text = program.window.search.summary.text()
    assert _counted(text).startswith("2 passages in 1 file, 1 weaker  ·  45 ms  ·  refining")
    assert text.endswith("“befor:” is not an operator")
    program.director.searching.show_answer(Answer("q", hits[:1], (), 1.24, final=True))
    assert _counted(program.window.search.summary.text()) == "1 passage in 1 file  ·  1.2 s"


def test_an_empty_first_answer_waits_for_the_final_one(program: Program, make_hit: MakeHit) -> None:
    program.director.searching.show_answer(Answer("q", (make_hit(1),), (), 0.1, final=True))
    program.director.searching.show_answer(Answer("r", (), (), 0.1, final=False))
    assert program.window.results.view.selected_row() is not None
    program.director.searching.show_answer(Answer("r", (), (), 0.1, final=True))
    assert "“r”" in program.window.results.notice.text()


def test_the_first_screen_gives_way_to_the_search(
    qtbot: QtBot, program: Program, make_library: MakeLibrary
) -> None:
    program.director.show_libraries(())
    assert program.window.showing_welcome()
    program.director.show_libraries((make_library("/docs", progress=_running()),))
    assert not program.window.showing_welcome()
    qtbot.waitUntil(program.window.progress.bar.isVisible)
    program.director.show_progress(_running(running=False))
    assert not program.window.progress.bar.isVisible()


def test_who_takes_the_last_folder_out_stays_where_libraries_are(
    program: Program, make_library: MakeLibrary
) -> None:
    window = program.window
    program.director.show_libraries((make_library("/docs"),))
    window.pages.go("libraries")
    program.director.show_libraries((make_library(),))
    assert window.pages.current == "libraries"
    assert not window.showing_welcome()
    assert window.pages.rail.isVisible()
    window.go_to_search()
    assert window.showing_welcome()
    assert window.pages.rail.isVisible()
    window.pages.go("models")
    assert not window.showing_welcome()


def test_a_query_is_asked_again_when_a_run_ends(
    qtbot: QtBot, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(program.link.searches, "refresh", lambda: asked.append(True))
    program.director.show_progress(_running())
    program.director.show_progress(_running(running=False))
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == [True]
    program.director.show_progress(_running(running=False))
    assert not program.director._freshen.isActive()


def test_a_query_that_found_nothing_is_asked_again_while_files_are_indexed(
    qtbot: QtBot, program: Program, make_hit: MakeHit, sent: list[Command]
) -> None:
    program.link.searches.search("quokka", at_once=True)
    qtbot.waitUntil(lambda: len(sent) == 1)
    program.director.show_progress(_running())
    program.director.searching.show_answer(Answer("quokka", (), (), 0.1, final=True))
    assert "yet" in program.window.results.notice.text()
    program.link.searches._asked = None
    program.director.show_progress(_running(files_done=3))
    qtbot.waitUntil(lambda: len(sent) == 2)
    program.director.searching.show_answer(Answer("quokka", (make_hit(1),), (), 0.1, final=True))
    program.director.show_progress(_running(files_done=4))
    assert not program.director._freshen.isActive()


def test_a_query_is_asked_again_when_files_changed_and_not_amid_a_run(
    qtbot: QtBot, program: Program, make_library: MakeLibrary, sent: list[Command]
) -> None:
    show = program.director.show_libraries
    program.link.searches.search("quokka", at_once=True)
    qtbot.waitUntil(lambda: len(sent) == 1)
    show((make_library("/a"),))  # the first news tell nothing that the search did not see
    assert not program.director._freshen.isActive()
    show((make_library("/a", progress=_running()),))
    assert not program.director._freshen.isActive()
    program.link.searches._asked = None
    program.director.show_progress(_running(running=False))
    show((make_library("/a", files=4),))
    qtbot.waitUntil(lambda: len(sent) == 2)
    assert sent[1] == Search(query="quokka", limit=LIMIT, interim=False)


def test_an_answer_that_may_be_stale_is_asked_for_again(
    program: Program, sent: list[Command]
) -> None:
    link = program.link
    link.searches._wish = Wish(query="quokka")
    link.searches._ask_anew()
    link.searches.refresh()
    assert len(sent) == 1
    done = SearchFinished(hits=(), notes=(), seconds=0.1, first_seconds=0.1, reranked=False)
    link._receive(Letter(1, done))
    assert len(sent) == 2
    link._receive(Letter(2, done))
    assert len(sent) == 2


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


@pytest.mark.parametrize(
    ("away", "said"), [(False, "no longer there"), (True, "Connect its drive")]
)
def test_a_file_that_is_not_there_is_told_without_waiting_for_the_disk(
    qtbot: QtBot, program: Program, make_hit: MakeHit, away: bool, said: str
) -> None:
    hit = make_hit(1, "/no/such/file.txt", away=away)
    program.window.results.view.open_requested.emit(hit)
    assert not program.window.banner.isVisible()
    qtbot.waitUntil(program.window.banner.isVisible)
    assert said in program.window.banner.message.text()


def test_only_the_latest_wish_to_open_is_carried_out(
    qtbot: QtBot, program: Program, make_hit: MakeHit, tmp_path: Path, opened: list[str]
) -> None:
    files = [tmp_path / name for name in ("one.txt", "two.txt")]
    for file in files:
        file.touch()
        program.window.results.view.open_requested.emit(make_hit(1, str(file)))
    qtbot.waitUntil(lambda: bool(opened))
    assert opened == [str(files[1])]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would have been handed to the desktop."""
    paths: list[str] = []

    def remember(path: str) -> bool:
        paths.append(path)
        return True

    monkeypatch.setattr("app.shell.opening.open_file", remember)
    return paths


def test_the_engine_is_told_what_the_person_stays_at(
    qtbot: QtBot, program: Program, make_hit: MakeHit, sent: list[Command]
) -> None:
    for path in ("/a", "/b", "/c"):
        program.window.results.show_hits((make_hit(1, path),), "q")
    qtbot.waitUntil(lambda: Attend(paths=("/c",)) in sent)
    assert [command for command in sent if isinstance(command, Attend)] == [Attend(paths=("/c",))]
    program.window.results.view.open_requested.emit(make_hit(1, "/c"))
    attended = [Attend(paths=("/c",))] * 2  # it may have been edited since
    qtbot.waitUntil(lambda: [c for c in sent if isinstance(c, Attend)] == attended)


def test_copies_go_to_the_clipboard(program: Program, make_hit: MakeHit) -> None:
    program.window.results.view.path_copied.emit(make_hit(1, "/docs/a.txt"))
    assert QApplication.clipboard().text() == "/docs/a.txt"
    program.window.results.view.passage_copied.emit(make_hit(1, text="the passage"))
    assert QApplication.clipboard().text() == "the passage"


def test_the_director_lives_with_its_window(program: Program) -> None:
    assert isinstance(program.director, Director)
    assert program.director.parent() is program.window


def test_a_search_can_be_confined_to_files_and_freed_again(
    qtbot: QtBot, program: Program, sent: list[Command]
) -> None:
    window = program.window
    window.pages.go("settings")
    window.search_in(["/a.txt", "/b.txt"], "2 documents of the map")
    assert window.pages.current == "search"
    assert [chip.text for chip in window.search.chips.chips] == ["2 documents of the map"]
    window.search.field.setText("quokka")
    qtbot.waitUntil(lambda: Search(query="quokka", limit=LIMIT, paths=("/a.txt", "/b.txt")) in sent)
    qtbot.keyClick(window.search.chips.buttons()[0], Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: sent[-1] == Search(query="quokka", limit=LIMIT))
    assert window.search.chips.chips == ()
    assert window.focusWidget() is window.search.field


def test_files_are_searched_in_whichever_library_they_are_of(
    qtbot: QtBot, program: Program, sent: list[Command], make_library: MakeLibrary
) -> None:
    window, searching = program.window, program.director.searching
    searching.show_libraries((make_library(name="Letters"), make_library(name="Papers")))
    window.search.libraries.chosen.emit("Letters")
    window.search.field.setText("quokka")
    qtbot.waitUntil(lambda: Search(query="quokka", limit=LIMIT, library="Letters") in sent)
    window.search_in(["/papers/a.txt"], "1 document of the map")
    wanted = Search(query="quokka", limit=LIMIT, paths=("/papers/a.txt",))
    qtbot.waitUntil(lambda: sent[-1] == wanted)
    assert program.link.searches.wish.library == ""
