"""Every place of the window by keyboard, by screen reader, in large letters, in both languages."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QTextEdit, QWidget

from app.look import languages
from app.look.growing import GrowingDialog
from app.look.preferences import Preferences
from app.models.page import ModelsPage
from tests.qt.cut_off import cut_off, describe, focusable, nameless
from tests.qt.stage import Stage

pytestmark = pytest.mark.timeout(180)
PLACES = ("search", "libraries", "models", "map", "settings")
LARGE = 200
"""Percent: WCAG 2.2, 1.4.4."""
SETTLED = 3.0
"""Seconds after which what is cut off stays so."""
QUESTION = "how does a lock work"


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    text = "# Canals\n\nA sluice gate controls the flow of water into the lock chamber.\n"
    (folder / "locks.md").write_text(text, "utf-8")
    (folder / "bread.txt").write_text("Knead the dough and let it rise.\n", "utf-8")
    (folder / "식물.txt").write_text("장미는 햇빛이 잘 드는 곳에서 잘 자란다.\n", "utf-8")
    (folder / "secret.pdf").write_bytes(b"%PDF-1.4 nothing that a reader could read")
    return folder


@pytest.fixture(scope="module", params=["en", "ko"])
def stage(
    request: pytest.FixtureRequest,
    qapp: QApplication,
    documents: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Stage]:
    data = tmp_path_factory.mktemp("accessibility") / "data"
    Preferences(str(data)).put(languages.PREFERENCE, request.param)
    with Stage(qapp, data) as stage:
        stage.start()
        stage.index(documents)
        stage.search(QUESTION)
        yield stage
        stage.program.style.write_at(100)
    languages.speak(qapp, "en")


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest, stage: Stage) -> QWidget:
    stage.window.resize(1180, 760)
    stage.window.pages.go(request.param)
    stage.rest(300)
    page = stage.window.pages.page(request.param)
    assert page is not None
    return page


def test_every_control_of_every_place_has_a_name(stage: Stage, place: QWidget) -> None:
    assert nameless(stage.window) == []


def test_tab_reaches_every_control_once_and_comes_round(stage: Stage, place: QWidget) -> None:
    stage.window.activateWindow()
    wanted = [widget for widget in focusable(stage.window) if not _takes_tab(widget)]
    wanted[0].setFocus()
    reached: list[QWidget] = []
    for _ in range(2 * len(wanted) + 10):
        here = QApplication.focusWidget()
        assert here is not None
        if reached and here is reached[0]:
            break
        reached.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
    missed = [describe(widget) for widget in wanted if not any(_same(widget, r) for r in reached)]
    assert missed == []
    assert len(reached) == len(set(map(id, reached)))


def test_nothing_is_cut_off_in_letters_twice_as_large(stage: Stage, place: QWidget) -> None:
    stage.program.style.write_at(LARGE)
    stage.rest(400)
    found = cut_off(stage.window)
    stage.program.style.write_at(100)
    stage.rest(200)
    assert found == []


def test_nothing_is_cut_off(stage: Stage, place: QWidget) -> None:
    assert cut_off(stage.window) == []


def test_no_kind_of_model_is_cut_off_in_letters_twice_as_large(stage: Stage) -> None:
    stage.window.resize(1180, 760)
    stage.window.pages.go("models")
    page = stage.window.pages.page("models")
    assert isinstance(page, ModelsPage)
    stage.wait(page.known)
    every = (page.model.known(name) for name in sorted(page.known()))
    kinds = {(model.kind, model.state, model.vendor): model for model in every if model}
    stage.program.style.write_at(LARGE)
    stage.rest(400)
    found: dict[str, list[str]] = {}
    for model in kinds.values():
        page.choose(model.id)
        stage.rest(60)
        found[model.id] = _settled(stage)
    stage.program.style.write_at(100)
    stage.rest(200)
    assert {name: cut for name, cut in found.items() if cut} == {}


@pytest.mark.parametrize("letters", [100, LARGE])
def test_dialogs_about_models_have_room_for_their_words(stage: Stage, letters: int) -> None:
    stage.window.pages.go("models")
    page = stage.window.pages.page("models")
    assert isinstance(page, ModelsPage)
    stage.wait(page.known)
    stage.program.style.write_at(letters)
    stage.rest(400)
    found: list[str] = []
    for action in (page.from_hub, page.from_server):
        action.trigger()
        for dialog in stage.window.findChildren(GrowingDialog):
            if dialog.isVisible():
                stage.rest(150)
                found += cut_off(dialog) + nameless(dialog)
                dialog.reject()
    stage.program.style.write_at(100)
    stage.rest(200)
    assert found == []


def test_every_row_speaks(stage: Stage) -> None:
    for model in (stage.window.results.view.model(), stage.window.library.model):
        assert model.rowCount()
        for row in range(model.rowCount()):
            index = model.index(row, 0)
            spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
            assert spoken or index.data(Qt.ItemDataRole.DisplayRole), row


def _settled(stage: Stage) -> list[str]:
    """What is cut off or nameless once a busy machine has laid out what has just changed."""
    with contextlib.suppress(TimeoutError):
        stage.wait(lambda: not cut_off(stage.window), SETTLED)
    return cut_off(stage.window) + nameless(stage.window)


def _takes_tab(widget: QWidget) -> bool:
    return isinstance(widget, QPlainTextEdit | QTextEdit) and not widget.tabChangesFocus()


def _same(widget: QWidget, reached: QWidget) -> bool:
    return reached is widget or reached.focusProxy() is widget or widget.focusProxy() is reached
