"""The preview in the window, against a real engine and its real preview worker."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import cast

import psutil
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.link.answers import Answer
from app.link.search_line import Wish
from app.results.rows import FoldRow
from app.wiring import Program, build
from engine.cli.searching import answer as gathered
from engine.client import Client
from engine.protocol.messages import (
    AddFolders,
    Hit,
    HitsFollowed,
    Index,
    LibraryInfo,
    Quit,
    Search,
    SearchFinished,
)
from engine.protocol.wire import encode_event

pytestmark = pytest.mark.timeout(120)
PATIENCE = 60_000
SAMPLES = Path(str(resources.files("resources"))) / "samples"
LONG = "".join(f"Entry {n}: nothing of note happened that day.\n" for n in range(20_000))
CLUE = "Entry 15000 tells where the lighthouse keeper hid the brass key.\n"


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documents of all tests; those that change one come last, and each its own."""
    folder = tmp_path_factory.mktemp("documents")
    for name in ("insurance-policy.pdf", "dishwasher-manual.md", "lease.html"):
        shutil.copy(SAMPLES / "home" / name, folder)
    at = LONG.index("Entry 15000:")
    (folder / "diary.log").write_text(LONG[:at] + CLUE + LONG[at:])
    return folder


@pytest.fixture(scope="module")
def data(documents: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The data folder of an engine that has indexed the documents."""
    folder = tmp_path_factory.mktemp("home") / "data"
    with Client.connect(folder) as client:
        engine = psutil.Process(client.pid)
        client.request(AddFolders(paths=(str(documents),), index=False))
        client.request(Index())
        yield folder
        client.request(Quit(), timeout=20)
    engine.wait(20)


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, data: Path) -> Iterator[Program]:
    program = build(qapp, data=str(data))
    qtbot.addWidget(program.window)
    program.window.resize(1300, 800)
    program.window.show()
    with (
        qtbot.waitSignal(
            program.link.libraries_changed, timeout=PATIENCE, check_params_cb=_indexed
        ),
        qtbot.waitSignal(program.link.engine_ready, timeout=PATIENCE),
    ):
        program.link.connect_now()
    yield program
    program.link.end()


def _indexed(libraries: tuple[LibraryInfo, ...]) -> bool:
    return any(info.files == 4 and not info.progress.running for info in libraries)


def _select(qtbot: QtBot, program: Program, query: str, name: str) -> Hit:
    """Search, and show the best hit in a file."""
    with qtbot.waitSignal(program.link.searches.finished, timeout=PATIENCE) as finished:
        program.link.searches.search(query)
    assert finished.args is not None
    answer = cast("Answer", finished.args[0])
    hit = next(hit for hit in answer.hits if hit.path.endswith(name))
    program.window.passage.show_hit(hit)
    return hit


def test_a_pdf_is_shown_at_the_passage_with_its_boxes(qtbot: QtBot, program: Program) -> None:
    pane = program.window.passage
    hit = _select(qtbot, program, "is a stolen bicycle covered", "insurance-policy.pdf")
    qtbot.waitUntil(lambda: pane.shows_pages_of(hit.path), timeout=PATIENCE)
    qtbot.waitUntil(lambda: pane.hit is not None and pane.pages.page == pane.hit.page)
    qtbot.waitUntil(lambda: _has_letters_and_marks(program), timeout=PATIENCE)


def _has_letters_and_marks(program: Program) -> bool:
    image = program.window.passage.pages.viewport().grab().toImage()
    places = [(x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)]
    colours = [image.pixelColor(x, y) for x, y in places]
    letters = sum(colour.lightness() < 90 for colour in colours)
    return letters > 20 and {"#ffe066", "#d5ece4"} <= {colour.name() for colour in colours}


def test_markdown_and_html_are_shown_rendered_with_the_hit_in_sight(
    qtbot: QtBot, program: Program
) -> None:
    pane = program.window.passage
    for query, name, shown in (
        ("error E:24 the machine cannot pump out", "dishwasher-manual.md", "Programmes"),
        ("when can the landlord end the lease", "lease.html", "Residential lease"),
    ):
        hit = _select(qtbot, program, query, name)
        qtbot.waitUntil(lambda shown=shown: shown in pane.text.toPlainText(), timeout=PATIENCE)
        assert "##" not in pane.text.toPlainText()
        qtbot.waitUntil(lambda: bool(pane.text.extraSelections()), timeout=PATIENCE)
        assert pane.hit is not None
        assert pane.hit.path == hit.path


def test_a_long_file_opens_at_the_hit_and_grows_as_one_scrolls(
    qtbot: QtBot, program: Program
) -> None:
    pane = program.window.passage
    _select(qtbot, program, "lighthouse keeper brass key", "diary.log")
    qtbot.waitUntil(lambda: "Entry 14990" in pane.text.toPlainText(), timeout=PATIENCE)
    assert "Entry 100:" not in pane.text.toPlainText()
    assert len(pane.text.toPlainText()) < 60_000
    pane.text.verticalScrollBar().setValue(0)
    qtbot.waitUntil(lambda: "Entry 14860" in pane.text.toPlainText(), timeout=PATIENCE)
    assert CLUE.strip() in pane.text.toPlainText()


def test_documents_of_another_kind_may_be_shown_between_two_visits(
    qtbot: QtBot, program: Program
) -> None:
    pane = program.window.passage
    text = _select(qtbot, program, "lighthouse keeper brass key", "diary.log")
    qtbot.waitUntil(lambda: "Entry 14990" in pane.text.toPlainText(), timeout=PATIENCE)
    paged = _select(qtbot, program, "is a stolen bicycle covered", "insurance-policy.pdf")
    for hit in (paged, text, paged, text):
        pane.show_hit(hit)
        if hit is paged:
            qtbot.waitUntil(lambda: pane.shows_pages_of(paged.path), timeout=PATIENCE)
        else:
            qtbot.waitUntil(lambda: pane.views.currentWidget() is pane.text, timeout=PATIENCE)
            qtbot.waitUntil(lambda: "Entry 14990" in pane.text.toPlainText(), timeout=PATIENCE)


def test_keys_lead_from_hit_to_hit_in_a_file(qtbot: QtBot, program: Program) -> None:
    pane = program.window.passage
    hit = _select(qtbot, program, "insurance", "insurance-policy.pdf")
    qtbot.waitUntil(pane.bar.hits.isVisible)
    first = pane.bar.hits.text()
    button = pane.bar.next if pane.bar.next.isEnabled() else pane.bar.previous
    button.click()
    assert pane.hit is not None
    assert pane.hit.path == hit.path
    assert pane.hit.passage != hit.passage
    assert pane.bar.hits.text() != first


def test_a_long_answer_comes_in_parts_and_is_put_together(qtbot: QtBot, program: Program) -> None:
    largest = Wish("nothing of note happened that day", limit=10_000)
    with qtbot.waitSignal(program.link.searches.finished, timeout=PATIENCE) as finished:
        program.link.searches.wish_for(largest)
    assert finished.args is not None
    answer = cast("Answer", finished.args[0])
    with Client.connect(program.preferences.folder, start=False) as client:
        events = list(client.stream(Search(query=largest.query, limit=10_000, interim=False)))
        again = gathered(client, Search(query=largest.query, limit=10_000)).hits
    assert {hit.passage for hit in again} == {hit.passage for hit in answer.hits}
    parts = [event.hits for event in events if isinstance(event, HitsFollowed | SearchFinished)]
    assert len(parts) > 1
    assert all(len(encode_event(event)) < 1_000_000 for event in events)
    assert [hit.rank for part in parts for hit in part] == list(range(1, len(answer.hits) + 1))


def test_the_selection_in_the_list_follows_from_hit_to_hit(qtbot: QtBot, program: Program) -> None:
    pane, view = program.window.passage, program.window.results.view
    with qtbot.waitSignal(program.link.searches.finished, timeout=PATIENCE):
        program.window.search.field.setText("insurance")
    qtbot.waitUntil(lambda: view.selected_row() is not None)
    model = program.window.results.model
    for number in [n for n, row in enumerate(model.rows) if isinstance(row, FoldRow)]:
        model.unfold(number)  # what is folded away cannot be selected
    view.take_focus()
    shown: list[Hit] = []
    pane.hit_shown.connect(shown.append)
    first = pane.hit
    assert first is not None
    step = pane.bar.next if pane.bar.next.isEnabled() else pane.bar.previous
    step.click()
    selected = view.selected_row()
    assert selected is not None
    assert pane.hit is not None
    assert selected.hit.passage == pane.hit.passage != first.passage
    assert len(shown) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_the_window_goes_on_when_the_preview_worker_is_killed(
    qtbot: QtBot, program: Program
) -> None:
    pane = program.window.passage
    hit = _select(qtbot, program, "is a stolen bicycle covered", "insurance-policy.pdf")
    qtbot.waitUntil(lambda: pane.shows_pages_of(hit.path), timeout=PATIENCE)
    workers = _preview_workers(program)
    assert workers
    for worker in workers:
        os.kill(worker.pid, signal.SIGKILL)
    _select(qtbot, program, "error E:24 the machine cannot pump out", "dishwasher-manual.md")
    qtbot.waitUntil(lambda: "Programmes" in pane.text.toPlainText(), timeout=PATIENCE)
    assert {worker.pid for worker in workers}.isdisjoint(
        worker.pid for worker in _preview_workers(program)
    )


def _preview_workers(program: Program) -> list[psutil.Process]:
    data = program.preferences.folder
    with Client.connect(data, start=False) as client:
        engine = psutil.Process(client.pid)
    return [child for child in engine.children() if child.cmdline()[-1:] == ["preview"]]


def test_a_file_that_changed_is_shown_as_it_was_indexed(
    qtbot: QtBot, program: Program, documents: Path
) -> None:
    pane = program.window.passage
    program.link.set_paused("", paused=True)
    hit = _select(qtbot, program, "lighthouse keeper brass key", "diary.log")
    qtbot.waitUntil(lambda: "Entry 14990" in pane.text.toPlainText(), timeout=PATIENCE)
    pane.show_hit(None)
    (documents / "diary.log").unlink()
    pane.show_hit(hit)
    qtbot.waitUntil(lambda: "no longer there" in pane.header.notice.text(), timeout=PATIENCE)
    qtbot.waitUntil(lambda: "brass key" in pane.text.toPlainText(), timeout=PATIENCE)


def test_a_pdf_that_was_written_to_is_opened_again(
    qtbot: QtBot, program: Program, documents: Path
) -> None:
    pane = program.window.passage
    hit = _select(qtbot, program, "is a stolen bicycle covered", "insurance-policy.pdf")
    qtbot.waitUntil(lambda: pane.shows_pages_of(hit.path), timeout=PATIENCE)
    qtbot.waitUntil(lambda: pane.pages.complete, timeout=PATIENCE)
    program.link.set_paused("", paused=True)
    path = documents / "insurance-policy.pdf"
    path.write_bytes(path.read_bytes() + b"\n% saved again\n")
    pane.pages.zoom_by(3)  # the pages are wanted anew
    qtbot.waitUntil(pane.header.notice.isVisible, timeout=PATIENCE)
    assert "has changed since" in pane.header.notice.text()
    qtbot.waitUntil(lambda: "Bicycles" in pane.text.toPlainText(), timeout=PATIENCE)
    qtbot.waitUntil(lambda: not pane.shows_pages_of(hit.path), timeout=PATIENCE)
