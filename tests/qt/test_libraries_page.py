"""The libraries' page: what it shows, its wishes, and its dialogs."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QLineEdit,
)
from pytestqt.qtbot import QtBot

from app.library.making import NewLibrary, NewLibraryDialog
from app.library.model import PauseWish
from app.library.naming import RenameDialog, RenameWish
from app.library.page import AddWish, Chosen, LibrariesPage
from engine.protocol.messages import (
    Notice,
    Progress,
    StatisticsReported,
)
from tests.qt.libraries_page import MakeLibrary, running, shown_libraries


@pytest.fixture
def page(qtbot: QtBot) -> LibrariesPage:
    return shown_libraries(qtbot)


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
    page.show_progress(running("Sea", files_done=3))
    assert not page.detail.meter.isVisible()
    page.show_progress(running("Land", files_done=5, eta_seconds=143.0))
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
