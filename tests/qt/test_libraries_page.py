"""The libraries' page: its list, its wishes, and its dialogs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QLineEdit,
)
from pytestqt.qtbot import QtBot

from app.library.counted_folders import CountedFolders
from app.library.libraries_model import LibrariesModel
from app.library.making import NewLibrary, NewLibraryDialog
from app.library.model import Folder, PauseWish
from app.library.naming import RenameDialog, RenameWish
from app.library.page import AddWish, Chosen, LibrariesPage
from app.look.two_lines import LINES_ROLE, Lines, TwoLines
from engine.protocol.messages import (
    FolderInfo,
    LanguageCount,
    LibraryInfo,
    ModelInfo,
    Notice,
    Progress,
    StatisticsReported,
)

MakeLibrary = Callable[..., LibraryInfo]
PATIENCE = 60_000


@pytest.fixture
def page(qtbot: QtBot) -> LibrariesPage:
    page = LibrariesPage()
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    return page


def _running(library: str, **changes: object) -> Progress:
    fields = {"library": library, "running": True, "phase": "indexing", "files_total": 10}
    return Progress(**{**fields, **changes})  # pyright: ignore[reportArgumentType]


def test_the_libraries_model_obeys_qts_rules_and_speaks(
    qapp: object, make_library: MakeLibrary
) -> None:
    model = LibrariesModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    land, sea = make_library("/a", name="Land"), make_library("/b", name="Sea", paused=True)
    for libraries in ((), (land, sea), (sea, land), (sea,), (), (land,)):
        model.show_libraries(libraries)
    model.show_progress(_running("Land", files_done=4))
    model.show_progress(_running("Ice"))
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


def test_the_library_that_is_shown_stays_when_the_others_change(
    page: LibrariesPage, make_library: MakeLibrary, qtbot: QtBot
) -> None:
    land, sea = make_library("/a", name="Land"), make_library("/b", "/c", name="Sea")
    page.show_libraries((land, sea))
    assert page.detail.name.text() == "Land"
    with qtbot.waitSignal(page.chosen) as chosen:
        page.choose("Sea")
    assert chosen.args == [Chosen("Sea")]
    page.show_libraries((land, make_library("/b", name="Sea", failed=2)))
    assert page.detail.name.text() == "Sea"
    assert page.detail.folders.model.rowCount() == 1
    assert page.detail.failures.isVisible()
    page.show_libraries((land,))
    assert page.detail.name.text() == "Land"
    page.show_libraries(())
    assert not page.detail.isVisible()


def test_a_library_that_was_just_made_is_shown_as_soon_as_it_is_there(
    page: LibrariesPage, make_library: MakeLibrary
) -> None:
    land = make_library("/a", name="Land")
    page.show_libraries((land,))
    page.choose("Sea")
    assert page.detail.name.text() == "Land"
    page.show_libraries((land, make_library(name="Sea")))
    assert page.detail.name.text() == "Sea"
    assert page.detail.folders.none.isVisible()
    assert page.detail.state.text() == "No folder yet"


def test_every_wish_is_about_the_library_that_is_shown(
    page: LibrariesPage, make_library: MakeLibrary, qtbot: QtBot
) -> None:
    land, sea = make_library("/a", name="Land"), make_library("/b", name="Sea", paused=True)
    page.show_libraries((land, sea))
    page.choose("Sea")
    detail = page.detail
    for button, signal in (
        (detail.rename, page.rename_requested),
        (detail.remove, page.remove_requested),
        (detail.models, page.models_requested),
        (detail.folders.add, page.folders_requested),
        (detail.folders.rules, page.rules_requested),
    ):
        with qtbot.waitSignal(signal) as wished:
            button.click()
        assert wished.args == [sea]
    with qtbot.waitSignal(page.rename_requested) as wished:
        qtbot.keyClick(page.view, Qt.Key.Key_F2)
    assert wished.args == [sea]
    with qtbot.waitSignal(page.pause_requested) as paused:
        detail.pause.click()
    assert paused.args == [PauseWish("Sea", paused=False)]


def test_progress_is_shown_in_the_list_and_in_full(
    page: LibrariesPage, make_library: MakeLibrary
) -> None:
    page.show_libraries((make_library("/a", name="Land"), make_library("/b", name="Sea")))
    page.show_progress(_running("Sea", files_done=3))
    assert not page.detail.meter.isVisible()
    page.show_progress(_running("Land", files_done=5, eta_seconds=143.0))
    assert page.detail.meter.isVisible()
    assert "2 min left" in page.detail.state.text()
    assert not page.detail.call_off.isVisible()
    page.show_progress(Progress(library="Land", running=False))
    assert page.detail.state.text() == "Up to date"


def test_what_keeps_a_library_from_following_its_files_is_said(
    page: LibrariesPage, make_library: MakeLibrary
) -> None:
    full = Notice(code="disk-full", message="full")
    page.show_libraries((make_library("/a", notices=(full,)),))
    assert "Make room" in page.detail.trouble.text()
    assert page.detail.state.text().startswith("Not up to date")
    page.show_libraries((make_library("/a"),))
    assert not page.detail.trouble.isVisible()


def test_folders_dropped_on_the_page_go_into_the_library_that_is_shown(
    page: LibrariesPage, make_library: MakeLibrary, qtbot: QtBot
) -> None:
    page.show_libraries((make_library("/a", name="Land"), make_library(name="Sea")))
    page.choose("Sea")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/docs/a"), QUrl("https://example.org")])
    event = QDropEvent(
        QPointF(40, 40),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(page.folders_dropped) as dropped:
        page.dropEvent(event)
    assert dropped.args == [AddWish("Sea", ("/docs/a",))]


def test_statistics_of_another_library_are_not_drawn(
    page: LibrariesPage, make_library: MakeLibrary
) -> None:
    page.show_libraries((make_library("/a", name="Land"),))
    other = StatisticsReported(
        library="Sea", files=3, passages=3, bytes=3, disk=3, kinds=(), months=(), languages=()
    )
    page.show_statistics(other)
    assert not page.detail.statistics.kinds.isVisible()


def test_models_are_named_and_a_vendors_is_said_to_get_texts(
    page: LibrariesPage, make_library: MakeLibrary
) -> None:
    page.show_libraries((make_library("/a", dense_model="far", reranker="lost"),))
    far = ModelInfo(
        id="far",
        name="Far away",
        kind="dense",
        family="openai",
        dim=8,
        languages=(),
        licence="",
        bytes=0,
        installed=True,
        bundled=False,
        sent_to="api.example.org",
    )
    page.show_models((far,))
    assert page.detail.dense.text() == "Far away; texts are sent to api.example.org"
    assert page.detail.reranker.text() == "lost"
    page.show_libraries((make_library("/a", dense_model="none", coming_model="far"),))
    assert page.detail.dense.text().startswith("None: by words alone, until")
    assert "Far away" in page.detail.dense.text()
    assert page.detail.call_off.isVisible()


def test_languages_that_the_model_does_not_know_are_told(
    page: LibrariesPage, make_library: MakeLibrary
) -> None:
    english = ModelInfo(
        id="static",
        name="Static",
        kind="dense",
        family="static",
        dim=8,
        languages=("en",),
        licence="",
        bytes=0,
        installed=True,
        bundled=True,
    )
    page.show_libraries((make_library("/a"),))
    page.show_models((english,))
    assert not page.detail.strange.isVisible()
    languages = tuple(
        LanguageCount(language=code, passages=n) for code, n in (("ko", 60), ("en", 39), ("", 1))
    )
    page.show_statistics(
        StatisticsReported(
            library="Default",
            files=9,
            passages=100,
            bytes=9,
            disk=9,
            kinds=(),
            months=(),
            languages=languages,
        )
    )
    assert page.detail.strange.isVisible()
    assert page.detail.strange.text().startswith("60% of the passages")
    assert "(한국어)" in page.detail.strange.text()
    page.show_libraries((make_library("/a", dense_model="none"),))
    assert not page.detail.strange.isVisible()


def test_a_new_library_needs_a_name_and_a_server_an_address(qtbot: QtBot) -> None:
    dialog = NewLibraryDialog()
    qtbot.addWidget(dialog)
    dialog.ask()
    assert not dialog.make.isEnabled()
    dialog.name.setText("  Papers ")
    assert dialog.make.isEnabled()
    dialog.server.setChecked(True)
    assert not dialog.make.isEnabled()
    dialog.uri.setText("http://host:19530")
    dialog.take_folders(["/a", "/b", "/a"])
    dialog.folders.setCurrentRow(0)
    dialog.remove.click()
    with qtbot.waitSignal(dialog.library_wished) as wished:
        dialog.make.click()
    assert wished.args == [NewLibrary("Papers", ("/b",), "http://host:19530")]
    assert dialog.isVisible()


def test_a_name_must_be_another_one(qtbot: QtBot) -> None:
    dialog = RenameDialog()
    qtbot.addWidget(dialog)
    dialog.ask("Land")
    save = dialog.buttons.button(dialog.buttons.StandardButton.Save)
    assert not save.isEnabled()
    dialog.field.setText(" Sea ")
    with qtbot.waitSignal(dialog.rename_wished) as wished:
        save.click()
    assert wished.args == [RenameWish("Land", "Sea")]


def test_every_control_has_a_name(
    page: LibrariesPage, make_library: MakeLibrary, qtbot: QtBot
) -> None:
    page.show_libraries((make_library("/a", failed=2),))
    dialog = NewLibraryDialog()
    qtbot.addWidget(dialog)
    dialog.ask()
    unnamed = [
        widget
        for root in (page, dialog)
        for kind in (QAbstractButton, QLineEdit, QAbstractItemView)
        for widget in root.findChildren(kind)
        if not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
    ]
    assert unnamed == []


def test_a_library_that_waits_for_a_key_offers_to_enter_it(
    page: LibrariesPage, make_library: MakeLibrary, qtbot: QtBot
) -> None:
    lacking = Notice(code="vectors-lacking", message="x refuses the key", cause="vendor-key")
    waiting = make_library("/a", notices=(lacking,))
    page.show_libraries((waiting,))
    assert page.detail.state.text() == "Not up to date; waits for a key"
    assert page.detail.trouble.text() == (
        "New files are found by their words alone until their vectors can be made. The model's "
        "server asks for a key, or refuses the one that it was given. Enter the key on the Models "
        "page."
    )
    with qtbot.waitSignal(page.key_requested) as wished:
        page.detail.key.click()
    assert wished.args == [waiting]
    away = Notice(code="model-not-changed", message="x is away", cause="vendor-busy")
    page.show_libraries((make_library("/a", notices=(away,)),))
    assert not page.detail.key.isVisible()
    assert "cannot be reached" in page.detail.trouble.text()
    missing = Notice(code="model-missing", message="no key", cause="vendor-key")
    page.show_libraries((make_library("/a", notices=(missing,)),))
    assert page.detail.trouble.text().startswith("The model's server asks for a key")
    judge = Notice(code="model-missing", message="no key", cause="vendor-key", role="reranker")
    page.show_libraries((make_library("/a", notices=(judge,)),))
    assert page.detail.state.text().startswith("Files up to date")
    assert page.detail.key.isVisible()
