"""Folders left out from the results on: by a rule that can be taken back."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from app.link.search_line import LIMIT
from app.shell.excluding import rule_for
from app.wiring import Program
from engine.protocol.messages import (
    Command,
    Hit,
    LibraryInfo,
    Rules,
    Search,
    SetRules,
)
from tests.qt.engine_answers import answer, finished

MakeHit = Callable[..., Hit]
MakeLibrary = Callable[..., LibraryInfo]


def test_a_folder_is_excluded_by_a_rule_that_can_be_taken_back(
    program: Program, sent: list[Command], make_hit: MakeHit, make_library: MakeLibrary
) -> None:
    rules = Rules(exclude=("*.bak",))
    program.link.libraries_changed.emit((make_library("/docs", rules=rules),))
    actions = program.window.results.view.actions_of_hit
    actions.folder_exclusion_requested.emit(make_hit(1, "/docs/work/[old]/a.txt"))
    wanted = replace(rules, exclude=("*.bak", "/work/\\[old\\]/"))
    assert sent[-1] == SetRules(rules=wanted, library="Default")
    program.window.banner.action.click()
    assert sent[-1] == SetRules(rules=rules, library="Default")
    assert not program.window.banner.isVisible()
    before = len(sent)
    actions.folder_exclusion_requested.emit(make_hit(1, "/docs/a.txt"))
    assert len(sent) == before
    assert "own folders" in program.window.banner.message.text()


def test_folders_excluded_one_after_the_other_are_all_left_out(
    program: Program, sent: list[Command], make_hit: MakeHit, make_library: MakeLibrary
) -> None:
    tell, base = program.link.libraries_changed.emit, Rules(exclude=("*.bak",))
    tell((make_library("/docs", rules=base),))
    exclude = program.window.results.view.actions_of_hit.folder_exclusion_requested.emit

    def last() -> tuple[str, ...]:
        command = sent[-1]
        assert isinstance(command, SetRules)
        return command.rules.exclude

    exclude(make_hit(1, "/docs/a/a.txt"))
    exclude(make_hit(2, "/docs/b/b.txt"))
    assert last() == ("*.bak", "/a/", "/b/")
    tell((make_library("/docs", rules=Rules(exclude=("*.bak", "/a/"))),))  # of the first alone
    exclude(make_hit(3, "/docs/c/c.txt"))
    assert last() == ("*.bak", "/a/", "/b/", "/c/")
    tell((make_library("/docs", rules=Rules(exclude=("/x/", "/c/"))),))  # somebody else's
    program.window.banner.action.click()
    assert last() == ("/x/",)


def test_what_is_excluded_goes_at_once_and_undo_holds_no_order_back(
    qtbot: QtBot,
    program: Program,
    sent: list[Command],
    make_hit: MakeHit,
    make_library: MakeLibrary,
) -> None:
    program.link.libraries_changed.emit((make_library("/docs"),))
    first, second = make_hit(1, "/docs/a/a.txt"), make_hit(2, "/docs/b/b.txt", score=0.7)
    program.window.search.field.setText("quokka")
    qtbot.waitUntil(lambda: Search(query="quokka", limit=LIMIT) in sent)
    answer(program, sent, Search, finished(first, second))
    results = program.window.results
    results.view.take_focus()
    results.view.actions_of_hit.folder_exclusion_requested.emit(first)
    assert results.model.hits == (second,)
    program.window.banner.action.setFocus()
    program.window.banner.action.click()
    results.show_hits((first, second), "quokka", topic=results._topic)
    assert results.model.hits == (first, second)
    assert not results.holds()


def test_a_rule_names_a_folder_from_its_root() -> None:
    assert rule_for("/docs/a b", "/docs") == "/a b/"
    assert rule_for("/docs", "/docs") == ""
    assert rule_for("/elsewhere", "/docs") == ""
