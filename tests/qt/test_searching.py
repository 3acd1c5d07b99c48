"""What the search page asks of the engine and does with its answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, Qt
from pytestqt.qtbot import QtBot

from app.link.answers import Answer
from app.link.search_line import LIMIT, LIMITS, Wish
from app.wiring import Program
from engine.protocol.messages import (
    Command,
    Hit,
    LibraryInfo,
    QueryNote,
    QueryPiece,
    QueryRead,
    ReadQuery,
    Search,
    Similar,
)
from tests.qt.engine_answers import answer, as_read, finished

MakeHit = Callable[..., Hit]
MakeLibrary = Callable[..., LibraryInfo]
PATIENCE = 60_000


def test_more_results_are_asked_for_until_there_are_no_more(
    qtbot: QtBot, program: Program, sent: list[Command], make_hit: MakeHit
) -> None:
    hits = tuple(make_hit(i, f"/{i}", score=0.9 - i / 1000) for i in range(LIMITS[1]))
    program.window.search.field.setText("quokka")
    qtbot.waitUntil(lambda: Search(query="quokka", limit=LIMIT) in sent)
    answer(program, sent, Search, finished(*hits[:LIMIT]))
    view, model = program.window.results.view, program.window.results.model
    assert model.rowCount() == 2 * LIMIT + 1
    view.more_requested.emit()
    assert sent[-1] == Search(query="quokka", limit=LIMITS[1], interim=False)
    answer(program, sent, Search, finished(*hits[:120]))
    assert model.rowCount() == 2 * 120  # the engine had no more


def test_nothing_found_offers_to_drop_a_filter_and_to_search_everywhere(
    qtbot: QtBot, program: Program, sent: list[Command], make_library: MakeLibrary
) -> None:
    window = program.window
    program.director.show_libraries((make_library("/a"), make_library("/b", name="Other")))
    window.search.libraries.chosen.emit("Other")
    window.search.field.setText("quokka type:pdf")
    qtbot.waitUntil(lambda: Search(query="quokka type:pdf", library="Other", limit=LIMIT) in sent)
    pieces = (
        QueryPiece(kind="word", start=0, end=6, value="quokka"),
        QueryPiece(kind="filter", start=7, end=15, operator="type", value="pdf"),
    )
    answer(program, sent, ReadQuery, as_read("quokka type:pdf", *pieces))
    answer(program, sent, Search, finished())
    drop, widen, _how = window.results.notice.buttons()
    assert "Kind: PDF" in drop.text()
    drop.click()
    assert window.search.field.text() == "quokka"
    widen.click()
    assert program.link.searches.wish.library == ""
    assert window.search.libraries.text() == "All libraries"


def test_nothing_found_says_what_is_wrong_and_offers_to_drop_all_filters(
    qtbot: QtBot, program: Program, sent: list[Command]
) -> None:
    window, text = program.window, "type:pdf quokka ext:md tpye:x"
    window.search.field.setText(text)
    qtbot.waitUntil(lambda: Search(query=text, limit=LIMIT) in sent)
    read = QueryRead(
        query=text,
        pieces=(
            QueryPiece(kind="filter", start=0, end=8, operator="type", value="pdf"),
            QueryPiece(kind="word", start=9, end=15, value="quokka"),
            QueryPiece(kind="filter", start=16, end=22, operator="ext", value="md"),
            QueryPiece(kind="bad", start=23, end=29, operator="", value="x"),
        ),
        notes=(QueryNote(code="misspelt-operator", start=23, end=29, message="", meant="type"),),
        completions=(),
    )
    answer(program, sent, ReadQuery, read)
    answer(program, sent, Search, replace(finished(), notes=read.notes))
    assert "Did you mean “type:”?" in window.results.notice.text()
    assert "Did you mean" in window.search.summary.text()
    window.results.notice.buttons()[2].click()
    assert window.search.field.text() == "quokka tpye:x"


def test_a_library_that_does_not_exist_is_told_and_all_are_searched(
    program: Program, make_library: MakeLibrary
) -> None:
    program.link.searches.wish_for(Wish(library="Nope"))
    program.director.show_libraries((make_library("/a"), make_library("/b", name="Other")))
    assert "Nope" in program.window.banner.message.text()
    assert program.link.searches.wish.library == ""


def test_what_is_similar_is_a_chip_until_words_are_typed(
    qtbot: QtBot, program: Program, sent: list[Command], make_hit: MakeHit
) -> None:
    window = program.window
    window.search.field.setText("gate")
    hit = make_hit(7, "/docs/a.txt", title="Locks")
    window.results.view.actions_of_hit.similar_requested.emit(hit)
    wanted = Search(query="", limit=LIMIT, similar=Similar(library="Default", passage=7))
    qtbot.waitUntil(lambda: wanted in sent)
    assert [chip.text for chip in window.search.chips.chips] == ["Similar to “Locks”"]
    window.search.field.setText("bread")
    piece = QueryPiece(kind="word", start=0, end=5, value="bread")
    answer(program, sent, ReadQuery, as_read("bread", piece))
    assert window.search.chips.chips == ()
    qtbot.waitUntil(lambda: Search(query="bread", limit=LIMIT) in sent)


def test_a_dropped_text_is_looked_for_by_its_meaning(
    qtbot: QtBot, program: Program, sent: list[Command]
) -> None:
    program.window.search.field.sample_dropped.emit("A long text about sluices. " * 9)
    qtbot.waitUntil(lambda: any(isinstance(c, Search) and c.similar for c in sent))
    assert program.window.search.chips.chips[0].text.startswith("Similar to “A long text")
    qtbot.keyClick(program.window.search.field, Qt.Key.Key_Escape)
    assert program.link.searches.wish.similar is None


def test_a_folder_is_searched_alone_in_place_of_another(
    program: Program, sent: list[Command], make_hit: MakeHit
) -> None:
    field = program.window.search.field
    field.setText("gate in:letters")
    pieces = (
        QueryPiece(kind="word", start=0, end=4, value="gate"),
        QueryPiece(kind="filter", start=5, end=15, operator="in", value="letters"),
    )
    answer(program, sent, ReadQuery, as_read("gate in:letters", *pieces))
    actions = program.window.results.view.actions_of_hit
    actions.folder_search_requested.emit(make_hit(1, "/docs/old files/a.txt"))
    assert field.text() == 'gate in:"/docs/old files"'


def test_typing_in_the_list_goes_on_in_the_field(
    qtbot: QtBot, program: Program, sent: list[Command], make_hit: MakeHit
) -> None:
    field, view = program.window.search.field, program.window.results.view
    field.setText("quokka")
    qtbot.waitUntil(lambda: Search(query="quokka", limit=LIMIT) in sent)
    answer(program, sent, Search, finished(make_hit(1)))
    view.take_focus()
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "quokka"
    qtbot.keyClick(view, Qt.Key.Key_S)
    assert field.text() == "quokkas"
    assert program.window.focusWidget() is field


def test_a_query_from_before_there_was_an_engine_is_read_when_there_is_one(
    program: Program, sent: list[Command]
) -> None:
    program.window.search.field.setText("frost after:foo")
    sent.clear()
    program.link.engine_ready.emit(None)
    assert [c.query for c in sent if isinstance(c, ReadQuery)] == ["frost after:foo"]


def test_after_a_rename_saved_searches_and_what_is_similar_are_found_again(
    program: Program, sent: list[Command], make_library: MakeLibrary, make_hit: MakeHit
) -> None:
    searching, wish = program.director.searching, lambda: program.link.searches.wish
    one, two = make_library("/a", name="One"), make_library("/b", name="Two")
    searching.show_libraries((one, two))
    searching.search_for("canal", "Gone")
    assert wish().library == ""
    searching._search_like_hit(make_hit(7, library="Two"))
    searching.show_libraries((one, make_library("/b", name="Second")))
    assert wish().similar == Similar(library="Second", passage=7)
    searching.show_libraries((one,))
    assert wish().similar is None


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A folder with two documents to index."""
    folder = tmp_path / "documents" / "canals"
    folder.mkdir(parents=True)
    (folder / "locks.md").write_text(
        "# Canals\n\nA sluice gate controls the flow of water into the lock chamber.\n"
    )
    (folder.parent / "bread.txt").write_text("Knead the dough for ten minutes.\n")
    return folder.parent


@pytest.mark.timeout(120)
def test_a_query_is_completed_narrowed_and_recalled_with_a_real_engine(
    qtbot: QtBot, program: Program, documents: Path
) -> None:
    link, pane = program.link, program.window.search
    program.window.activateWindow()
    with qtbot.waitSignal(link.engine_ready, timeout=PATIENCE):
        link.connect_now()

    def indexed(libraries: tuple[LibraryInfo, ...]) -> bool:
        return any(info.files == 2 and not info.progress.running for info in libraries)

    with qtbot.waitSignal(link.libraries_changed, timeout=PATIENCE, check_params_cb=indexed):
        link.add_folders((str(documents),))
    QCoreApplication.sendPostedEvents()
    pane.field.setFocus()
    qtbot.keyClicks(pane.field, "water in:can")
    qtbot.waitUntil(pane.popup.isVisible, timeout=PATIENCE)

    def narrowed(answer: Answer) -> bool:
        return answer.query == "water in:canals"

    with qtbot.waitSignal(link.searches.finished, timeout=PATIENCE, check_params_cb=narrowed):
        qtbot.keyClick(pane.field, Qt.Key.Key_Tab)
    assert pane.field.text() == "water in:canals "
    qtbot.waitUntil(lambda: [c.text for c in pane.chips.chips] == ["Folder: canals"])
    assert {hit.title for hit in program.window.results.model.hits} == {"Canals"}
    qtbot.keyClick(pane.field, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: bool(program.director.recall._recent), timeout=PATIENCE)
    qtbot.keyClick(program.window.results.view, Qt.Key.Key_Escape)
    qtbot.keyClick(pane.field, Qt.Key.Key_Escape)
    qtbot.keyClick(pane.field, Qt.Key.Key_Up)
    qtbot.waitUntil(pane.popup.isVisible, timeout=PATIENCE)
    qtbot.keyClick(pane.field, Qt.Key.Key_Tab)
    assert pane.field.text() == "water in:canals"
    with qtbot.waitSignal(pane.chips.removed):
        qtbot.waitUntil(lambda: bool(pane.chips.buttons()))
        pane.chips.buttons()[0].click()
    assert pane.field.text() == "water"


def test_a_pasted_text_has_no_filters_however_many_it_seems_to_have(
    program: Program, sent: list[Command]
) -> None:
    program.window.search.field.setText("type:pdf in:notes " * 100)
    assert not [command for command in sent if isinstance(command, ReadQuery)]
    assert program.window.search.chips.chips == ()
    assert program.director.searching.reader.present.pieces == ()
