"""The libraries' page with a real engine behind the window."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from app.library.failures import FailuresDialog
from app.library.making import NewLibraryDialog
from app.library.naming import RenameDialog
from app.library.page import LibrariesPage
from app.link.search_line import Wish
from app.shell.following_folders import FIRST_MS
from app.wiring import Program
from engine.protocol.messages import FolderInfo, Progress

PATIENCE = 60_000


@pytest.fixture
def program(program: Program, qtbot: QtBot, tmp_path: Path) -> Program:
    """A window with a real engine that has one library with two files."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "bees.txt").write_text("Bees gather nectar and make honey of it.\n")
    (tmp_path / "docs" / "hive.md").write_text("# Hives\n\nA hive has frames.\n")
    (tmp_path / "secret.pdf").write_bytes(b"%PDF-1.4 nothing that a reader could read")
    with qtbot.waitSignal(program.link.engine_ready, timeout=PATIENCE):
        program.link.connect_now()
    program.link.add_folders((str(tmp_path / "docs"),))
    return program


def test_a_library_is_made_counted_renamed_and_removed_in_the_window(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    window = program.window
    window.pages.go("libraries")
    page = window.pages.page("libraries")
    assert isinstance(page, LibrariesPage)
    assert not page.detail.isVisible()  # before there is anything to show
    detail = page.detail
    qtbot.waitUntil(lambda: detail.statistics.figures["files"].text() == "2", timeout=PATIENCE)
    assert {item.label for item in detail.statistics.kinds.items} == {"MD", "TXT"}
    page.new.click()
    making = window.findChild(NewLibraryDialog)
    assert making is not None
    making.name.setText("Default")
    making.make.click()
    qtbot.waitUntil(lambda: "Another library" in making.note.text(), timeout=PATIENCE)
    making.name.setText("Bees")
    making.take_folders([str(tmp_path / "docs" / "bees.txt")])
    making.make.click()
    qtbot.waitUntil(lambda: detail.name.text() == "Bees", timeout=PATIENCE)
    assert not making.isVisible()
    qtbot.waitUntil(lambda: detail.folders.model.rowCount() == 1, timeout=PATIENCE)
    searches = program.link.searches
    searches.wish_for(Wish(query="honey", library="Bees"))
    detail.rename.click()
    naming = window.findChild(RenameDialog)
    assert naming is not None
    naming.field.setText("Insects")
    naming.buttons.button(naming.buttons.StandardButton.Save).click()
    qtbot.waitUntil(lambda: detail.name.text() == "Insects", timeout=PATIENCE)
    qtbot.waitUntil(lambda: not naming.isVisible(), timeout=PATIENCE)
    assert searches.wish.library == "Insects"
    detail.remove.click()
    box = window.findChild(QMessageBox)
    assert box is not None
    assert "Insects" in box.text()
    next(b for b in box.buttons() if b.text() == "Remove").click()
    qtbot.waitUntil(lambda: detail.name.text() == "Default", timeout=PATIENCE)
    assert page.model.rowCount() == 1
    assert searches.wish.library == ""


def test_a_library_whose_server_is_gone_is_removed_and_what_stays_there_is_told(
    program: Program, qtbot: QtBot
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        uri = f"http://127.0.0.1:{taken.getsockname()[1]}"  # nobody answers once it is closed
    window = program.window
    window.pages.go("libraries")
    page = window.pages.page("libraries")
    assert isinstance(page, LibrariesPage)
    page.new.click()
    making = window.findChild(NewLibraryDialog)
    assert making is not None
    making.name.setText("Far")
    making.server.setChecked(True)
    making.uri.setText(uri)
    making.make.click()
    qtbot.waitUntil(lambda: page.detail.name.text() == "Far", timeout=PATIENCE)
    page.detail.remove.click()
    box = window.findChild(QMessageBox)
    assert box is not None
    assert uri in box.informativeText()
    next(b for b in box.buttons() if b.text() == "Remove").click()
    banner = window.banner
    qtbot.waitUntil(lambda: banner.topic == "rows-left", timeout=PATIENCE)
    assert uri in banner.message.text()
    assert "does not answer" in banner.message.text()
    banner.action.click()
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[:2] == [uri, "findling_v1_*"]
    assert copied[2].startswith('library == "')
    assert copied[2] in banner.message.text()
    qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=PATIENCE)


def test_failures_are_shown_of_the_library_that_is_looked_at(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    window = program.window
    window.pages.go("libraries")
    page = window.pages.page("libraries")
    assert isinstance(page, LibrariesPage)
    page.new.click()
    making = window.findChild(NewLibraryDialog)
    assert making is not None
    making.name.setText("Broken")
    making.take_folders([str(tmp_path / "secret.pdf")])
    making.make.click()
    qtbot.waitUntil(page.detail.failures.isVisible, timeout=PATIENCE)
    page.detail.failures.click()
    lists = [d for d in window.findChildren(FailuresDialog) if d is not window.failures]
    assert len(lists) == 1
    qtbot.waitUntil(lists[0].isVisible, timeout=PATIENCE)
    assert lists[0].model.rowCount() == 1
    assert "Broken" in lists[0].windowTitle()
    assert not window.failures.isVisible()
    lists[0].retry.click()
    qtbot.waitUntil(lambda: page.current() is not None, timeout=PATIENCE)
    lists[0].close()


def test_each_folder_tells_its_files_and_leads_to_its_failures(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    window = program.window
    window.pages.go("libraries")
    page = window.pages.page("libraries")
    assert isinstance(page, LibrariesPage)
    other = tmp_path / "other"
    other.mkdir()
    (other / "torn.pdf").write_bytes(b"%PDF-1.4 nothing that a reader could read")
    (other / "torn-too.pdf").write_bytes(b"%PDF-1.4 nor that")
    qtbot.waitUntil(lambda: [root.files for root in _roots(page)] == [2], timeout=PATIENCE)
    program.link.add_folders((str(tmp_path / "secret.pdf"), str(other)))
    counts = [(2, 0), (0, 1), (0, 2)]
    qtbot.waitUntil(
        lambda: [(root.files, root.failed) for root in _roots(page)] == counts, timeout=PATIENCE
    )
    card = page.detail.folders
    card.view.setCurrentIndex(card.model.index(2))
    card.failures.click()
    shown = [d for d in window.findChildren(FailuresDialog) if d is not window.failures]
    qtbot.waitUntil(shown[0].isVisible, timeout=PATIENCE)
    names = [shown[0].model.index(row, 0).data() for row in range(shown[0].model.rowCount())]
    assert sorted(names) == ["torn-too.pdf", "torn.pdf"]
    assert "other" in shown[0].windowTitle()
    (other / "torn.pdf").unlink()
    (other / "torn.txt").write_text("Whole again.\n")
    shown[0].retry.click()
    qtbot.waitUntil(lambda: shown[0].model.rowCount() == 1, timeout=PATIENCE)
    shown[0].close()


def test_folders_are_counted_while_a_run_goes_on_and_the_page_is_looked_at(
    program: Program, qtbot: QtBot
) -> None:
    window, link = program.window, program.link
    window.pages.go("libraries")
    page = window.pages.page("libraries")
    assert isinstance(page, LibrariesPage)
    qtbot.waitUntil(lambda: [root.files for root in _roots(page)] == [2], timeout=PATIENCE)
    running = Progress(library="Default", running=True, phase="indexing")
    page.show_libraries(())
    link.progress_changed.emit(running)
    qtbot.waitUntil(lambda: [root.files for root in _roots(page)] == [2], timeout=PATIENCE)
    link.progress_changed.emit(Progress(library="Default", running=False))
    window.pages.go("search")
    page.show_libraries(())
    link.progress_changed.emit(running)
    qtbot.wait(2 * FIRST_MS)
    assert page.current() is None


def _roots(page: LibrariesPage) -> tuple[FolderInfo, ...]:
    info = page.current()
    return info.roots if info else ()
