"""The first screen, from the folders that are there to the wish that they be indexed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.library.welcome import Offer, WelcomePage
from app.link.courier import Connected
from app.link.engine_link import EngineLink
from app.shell.scouting import offers
from app.shell.welcoming import Welcoming
from app.shell.window import MainWindow
from app.wiring import Program, build
from engine.protocol.messages import AddFolders, Command, LibraryInfo, Progress

DOCUMENTS = Offer("/home/ann/Documents", "documents", ticked=True)
DOWNLOADS = Offer("/home/ann/Downloads", "downloads", ticked=False)


@pytest.fixture
def page(qtbot: QtBot) -> WelcomePage:
    page = WelcomePage()
    qtbot.addWidget(page)
    page.show()
    return page


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def link(window: MainWindow, tmp_path: Path) -> Iterator[EngineLink]:
    link = EngineLink(tmp_path / "data", parent=window)
    yield link
    link.end()


@pytest.fixture
def sent(link: EngineLink, monkeypatch: pytest.MonkeyPatch) -> list[Command]:
    commands: list[Command] = []

    def keep(command: Command) -> int:
        commands.append(command)
        return len(commands)

    monkeypatch.setattr(link._courier, "send", keep)
    return commands


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Program]:
    program = build(qapp, data=str(tmp_path / "data"))
    qtbot.addWidget(program.window)
    program.window.show()
    yield program
    program.link.end()


def _system(home: Path) -> Iterator[tuple[str, Path]]:
    yield "documents", home / "Documents"
    yield "desktop", home / "Desktop"
    yield "downloads", home / "Downloads"
    yield "documents", home


def test_places_that_exist_are_offered_once_and_none_inside_another(tmp_path: Path) -> None:
    for name in ("Documents/Vault", "Downloads", "Notes", "Dropbox", "Garden"):
        (tmp_path / name).mkdir(parents=True)
    vaults = [tmp_path / "Documents/Vault", tmp_path / "Garden", tmp_path / "gone"]
    file = tmp_path / ".config/obsidian/obsidian.json"
    file.parent.mkdir(parents=True)
    entries = {str(number): {"path": str(path)} for number, path in enumerate(vaults)}
    file.write_text(json.dumps({"vaults": {**entries, "odd": 3, "relative": {"path": "x"}}}))
    found = offers(tmp_path, lambda: _system(tmp_path))
    assert [(Path(o.path).name, o.kind, o.ticked) for o in found] == [
        ("Documents", "documents", True),
        ("Garden", "vault", True),
        ("Notes", "notes", True),
        ("Downloads", "downloads", False),
        ("Dropbox", "cloud", False),
    ]


@pytest.mark.parametrize("content", ["", "[]", '{"vaults": []}', "\xff", "[" * 100_000])
def test_a_list_of_vaults_that_is_none_is_passed_over(tmp_path: Path, content: str) -> None:
    file = tmp_path / ".config/obsidian/obsidian.json"
    file.parent.mkdir(parents=True)
    file.write_text(content, "latin-1")
    assert offers(tmp_path, lambda: iter(())) == ()


def test_ticked_folders_are_what_start_asks_for(qtbot: QtBot, page: WelcomePage) -> None:
    assert page.start.isHidden()
    page.offer((DOCUMENTS, DOWNLOADS))
    page.take_focus()
    assert page.focusWidget() is page.start
    with qtbot.waitSignal(page.start_requested) as started:
        qtbot.keyClick(page.start, Qt.Key.Key_Space)
    assert started.args == [("/home/ann/Documents",)]
    line = page.choices[0]
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=line.rect().center())
    assert not line.box.isChecked()
    assert not page.start.isEnabled()
    page.take_focus()
    assert page.focusWidget() is page.choose


def test_a_folder_that_is_shown_already_is_ticked_and_not_shown_twice(page: WelcomePage) -> None:
    page.offer((DOWNLOADS,))
    page.offer((Offer(DOWNLOADS.path, "chosen", ticked=True),))
    assert page.chosen() == (DOWNLOADS.path,)
    assert len(page.choices) == 1


def test_folders_are_looked_up_when_the_first_screen_shows(
    qtbot: QtBot, window: MainWindow, link: EngineLink
) -> None:
    Welcoming(link, window, lambda: (DOCUMENTS,))
    assert window.welcome.choices == []
    window.show_welcome(wanted=True)
    assert window.focusWidget() is window.welcome.choose
    qtbot.waitUntil(lambda: window.focusWidget() is window.welcome.start)
    assert window.welcome.chosen() == (DOCUMENTS.path,)
    window.show_welcome(wanted=False)
    assert window.focusWidget() is window.search.field


def test_start_waits_for_the_engine_and_is_not_forgotten(
    window: MainWindow, link: EngineLink, sent: list[Command]
) -> None:
    Welcoming(link, window, tuple)
    page = window.welcome
    window.show_welcome(wanted=True)
    page.offer((DOCUMENTS,))
    page.start.click()
    assert sent == []
    assert not page.start.isEnabled()
    link._connected(Connected("1", 1))
    assert AddFolders(paths=(DOCUMENTS.path,)) in sent
    assert len([c for c in sent if isinstance(c, AddFolders)]) == 1
    link._connected(Connected("1", 2))
    assert len([c for c in sent if isinstance(c, AddFolders)]) == 1


def test_a_folder_dropped_on_the_first_screen_is_ticked_there(
    window: MainWindow, link: EngineLink, tmp_path: Path
) -> None:
    Welcoming(link, window, tuple)
    window.show_welcome(wanted=True)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    window.dropEvent(
        QDropEvent(
            QPoint(5, 5),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    assert window.welcome.chosen() == (str(tmp_path),)


def test_another_folder_is_chosen_in_a_dialog(
    qtbot: QtBot, window: MainWindow, link: EngineLink, tmp_path: Path
) -> None:
    Welcoming(link, window, tuple)
    window.show_welcome(wanted=True)
    window.welcome.choose.click()
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    dialog.filesSelected.emit([str(tmp_path)])
    assert window.welcome.chosen() == (str(tmp_path),)
    dialog.close()


def test_while_the_first_files_are_read_the_search_invites_already(
    program: Program, make_library: Callable[..., LibraryInfo]
) -> None:
    running = Progress(library="Default", running=True, phase="indexing", files_total=90)
    show, said = program.director.show_libraries, program.window.results.notice
    show((make_library("/a", files=2, waiting=80, progress=running),))
    program.director.show_progress(running)
    assert "one by one" in said.text()
    show((make_library("/a", files=90, waiting=3, progress=running),))
    assert "one by one" not in said.text()
