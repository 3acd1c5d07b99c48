"""The rows of libraries and of their folders: what they tell, and what is one click away."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from app.library.counted_folders import CountedFolders
from app.library.libraries_model import LibrariesModel
from app.library.model import Folder
from app.library.page import LibrariesPage
from app.look.two_lines import LINES_ROLE, Lines, TwoLines
from engine.protocol.messages import (
    FolderInfo,
    Notice,
)
from tests.qt.libraries_page import MakeLibrary, running, shown_libraries


@pytest.fixture
def page(qtbot: QtBot) -> LibrariesPage:
    return shown_libraries(qtbot)


def test_the_libraries_model_obeys_qts_rules_and_speaks(
    qapp: object, make_library: MakeLibrary
) -> None:
    model = LibrariesModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    land, sea = make_library("/a", name="Land"), make_library("/b", name="Sea", paused=True)
    for libraries in ((), (land, sea), (sea, land), (sea,), (), (land,)):
        model.show_libraries(libraries)
    model.show_progress(running("Land", files_done=4))
    model.show_progress(running("Ice"))
    assert model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "Land, Indexing, 40%"
    lines: Lines = model.index(0).data(LINES_ROLE)
    assert (lines.title, lines.share, lines.sign) == ("Land", 0.4, False)
    trouble = Notice(code="disk-full", message="full")
    model.show_libraries((make_library("/a", name="Land", notices=(trouble,)),))
    assert model.index(0).data(LINES_ROLE).sign


def test_folders_tell_how_many_files_they_have_and_obey_qts_rules(
    qapp: object, make_library: MakeLibrary
) -> None:
    model = CountedFolders()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    reading = FolderInfo(path="/home/b", files=1204, failed=3, waiting=120, state="reading")
    roots = (FolderInfo(path="/a", files=1), reading)
    model.show_libraries((make_library("/a", "/home/b", roots=roots),))
    first: Lines = model.index(0).data(LINES_ROLE)
    assert (first.link, first.share) == ("", None)
    assert first.detail.startswith("1 file")
    second: Lines = model.index(1).data(LINES_ROLE)
    assert _plural(second.detail) == "1,204 files, 120 to go  ·  /home"
    assert second.link == "3 could not be read"
    assert second.share == pytest.approx(1207 / 1327)
    assert _plural(model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)) == (
        "/home/b, Default, 1,204 files, 120 to go, 3 could not be read"
    )
    gone = (roots[0], FolderInfo(path="/home/b", files=1204, state="away"))
    away = Notice(code="away", message="", path="/home/b")
    model.show_libraries((make_library("/a", "/home/b", roots=gone, notices=(away,)),))
    assert _plural(model.index(1).data(LINES_ROLE).detail) == "Not connected  ·  1,204 files"
    model.show_libraries((make_library("/a", "/home/b"),))  # told by an engine of before
    assert model.index(0).data(LINES_ROLE).detail == "/"


def _plural(said: str) -> str:
    """As it is said in English, whether its words have been loaded or not."""
    return said.replace("(s)", "s")


def test_a_folders_failures_are_one_click_away(
    page: LibrariesPage, qtbot: QtBot, make_library: MakeLibrary
) -> None:
    roots = (FolderInfo(path="/a", files=4), FolderInfo(path="/b", files=2, failed=1))
    page.show_libraries((make_library("/a", "/b", name="Land", roots=roots),))
    card = page.detail.folders
    delegate = card.view.itemDelegate()
    assert isinstance(delegate, TwoLines)
    index = card.model.index(1)
    link = delegate.link_box(card.view.visualRect(index), index.data(LINES_ROLE))
    viewport = card.view.viewport()
    with qtbot.waitSignal(card.failures_requested) as asked:
        qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=link.center())
    assert asked.args == [Folder("Land", "/b")]
    assert card.failures.isVisible()  # the same for the keyboard
    with qtbot.waitSignal(card.failures_requested) as asked:
        card.failures.click()
    assert asked.args == [Folder("Land", "/b")]
    with qtbot.assertNotEmitted(card.failures_requested, wait=50):
        beside = card.view.visualRect(card.model.index(0)).center()
        qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=beside)
    assert card.failures.isHidden()
