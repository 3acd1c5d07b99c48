"""Links and folders lead to views of what is indexed and to nothing else, on a real engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFileOpenEvent, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.__main__ import main
from app.shell.application import request_of
from app.shell.calling import Address, Request
from app.shell.naming import folder_of, named
from app.shell.showing_passages import passage_at
from app.wiring import Program, build
from engine.client import Client
from engine.protocol.links import OpenLink, SearchLink, link_to, open_link, parse_link, search_link
from engine.protocol.messages import (
    AddFolders,
    DocumentRead,
    GetStatus,
    Hit,
    Index,
    LibrariesListed,
    ListLibraries,
    Quit,
    Search,
    SearchFinished,
    StatusReported,
)

pytestmark = pytest.mark.timeout(120)
PATIENCE = 30_000
SLUICE = "A sluice gate controls the flow of water through a canal lock.\n"
BEES = "Bees gather nectar and make honey of it in the hive.\n"


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files") / "documents"
    (folder / "water").mkdir(parents=True)
    parts = (f"Paragraph {n} tells of {SLUICE}\n" * 12 for n in range(3))
    (folder / "water" / "locks.txt").write_text("\n\n".join(parts))
    (folder / "꿀벌.txt").write_text(f"{BEES}\n벌은 꿀을 모은다.\n")
    return folder


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, documents: Path) -> Iterator[Client]:
    """Of an engine that has indexed the documents; it serves all tests here."""
    with Client.connect(tmp_path_factory.mktemp("state")) as client:
        client.request(AddFolders(paths=(str(documents),), index=False), timeout=60)
        client.request(Index(), timeout=60)
        process = psutil.Process(client.pid)
        yield client
        client.request(Quit(), timeout=20)
    process.wait(20)


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, client: Client) -> Iterator[Program]:
    """A window on that engine."""
    status = client.request(GetStatus(), timeout=60)
    assert isinstance(status, StatusReported)
    program = build(qapp, data=status.data)
    qtbot.addWidget(program.window)
    program.window.show()
    with qtbot.waitSignal(program.link.libraries_changed, timeout=PATIENCE):
        program.link.connect_now()
    yield program
    program.link.end()


def _find(client: Client, query: str) -> Hit:
    finished = client.request(Search(query=query, interim=False), timeout=60)
    assert isinstance(finished, SearchFinished)
    return finished.hits[0]


def test_a_link_shows_the_passage_that_it_was_copied_from(
    qtbot: QtBot, opened: Program, client: Client
) -> None:
    program, window = opened, opened.window
    hit = _find(client, "honey")
    window.results.view.actions_of_hit.aim(hit)
    window.results.view.actions_of_hit.link_copied.emit(hit)
    copied = QGuiApplication.clipboard().text()
    assert parse_link(copied) == OpenLink(hit.path, "Default", hit.start, hit.end)
    program.called.carry_out(Request(link=link_to(hit, "honey")))
    qtbot.waitUntil(lambda: window.results.view.selected_row() is not None, timeout=PATIENCE)
    shown = window.passage.hit
    assert shown is not None
    assert (shown.path, shown.passage) == (hit.path, hit.passage)
    assert window.search.field.text() == "honey"
    assert program.link.searches.wish.paths == (hit.path,)
    assert "꿀벌.txt" in window.search.chips.chips[0].text


def test_a_passage_that_no_search_finds_is_shown_all_the_same(
    qtbot: QtBot, opened: Program, documents: Path
) -> None:
    program = opened
    path = documents / "water" / "locks.txt"
    text = path.read_text()
    start = text.rindex("Paragraph 2")
    # The file is listed by its first passage; the last one is meant.
    link = open_link(OpenLink(str(path), "Former name", start, start + 40))
    program.called.carry_out(Request(link=link))
    qtbot.waitUntil(lambda: _shown_text(program) == text[start : start + 40], timeout=PATIENCE)
    program.called.carry_out(Request(link=open_link(OpenLink(str(path)))))
    qtbot.waitUntil(lambda: _shown_text(program).startswith("Paragraph 0"), timeout=PATIENCE)


def _shown_text(program: Program) -> str:
    hit = program.window.passage.hit
    return hit.text if hit else ""


def test_a_file_of_no_library_is_not_looked_at(
    qtbot: QtBot, opened: Program, client: Client, tmp_path: Path
) -> None:
    program = opened
    secret = tmp_path / "secret.txt"
    secret.write_text("Nobody has put this into a library.")
    program.called.carry_out(Request(link=open_link(OpenLink(str(secret), end=20))))
    banner = program.window.banner
    qtbot.waitUntil(lambda: "in no library" in banner.message.text(), timeout=PATIENCE)
    assert banner.action.isHidden()
    assert program.window.passage.hit is None
    assert str(tmp_path) not in str(_folders(client))


def _folders(client: Client) -> set[str]:
    listed = client.request(ListLibraries(), timeout=60)
    assert isinstance(listed, LibrariesListed)
    return {folder for info in listed.libraries for folder in info.folders}


def test_a_link_searches_and_its_search_can_be_linked(
    qtbot: QtBot, opened: Program, documents: Path
) -> None:
    program, window = opened, opened.window
    window.pages.go("libraries")
    link = search_link("벌은 꿀을", "Default", str(documents))
    with qtbot.waitSignal(program.link.searches.finished, timeout=PATIENCE):
        program.called.carry_out(Request(link=link))
    qtbot.waitUntil(lambda: window.results.model.rowCount() > 0, timeout=PATIENCE)
    assert window.pages.current == "search"
    assert [Path(hit.path).name for hit in window.results.model.hits][:1] == ["꿀벌.txt"]
    assert window.search.link in window.search.field.menu().actions()
    window.search.link.trigger()
    read = parse_link(QGuiApplication.clipboard().text())
    assert read == SearchLink(f'벌은 꿀을 in:"{documents}"', "Default")


def test_what_is_no_link_is_said_and_nothing_is_done(program: Program) -> None:
    for text in ("findling://add?path=/etc", "findling://open?path=../x", "findling:" + "x" * 9000):
        program.window.banner.hide()
        program.called.carry_out(Request(link=text))
        assert "not understood" in program.window.banner.message.text()
        assert program.window.search.field.text() == ""
        assert not program.link.searches.wish


def test_a_folder_is_searched_or_offered_to_be_added(
    qtbot: QtBot, opened: Program, client: Client, documents: Path, tmp_path: Path
) -> None:
    program = opened
    field, banner = program.window.search.field, program.window.banner
    program.called.carry_out(Request(folder=str(documents / "water")))
    assert field.text() == f'in:"{documents / "water"}" '
    assert banner.isHidden()
    other = tmp_path / "other 폴더"
    other.mkdir()
    (other / "a.txt").write_text("Owls hunt at night.")
    program.called.carry_out(Request(folder=str(other)))
    assert "in no library" in banner.message.text()
    assert str(other) not in _folders(client)
    banner.action.click()
    qtbot.waitUntil(lambda: str(other) in _folders(client), timeout=PATIENCE)
    assert field.text() == f'in:"{other}" '
    assert banner.isHidden()


def test_a_link_waits_for_the_engine_and_the_latest_wins(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    program.called.carry_out(Request(folder=str(tmp_path / "first")))
    program.called.carry_out(Request(folder=str(tmp_path / "second")))
    assert program.window.banner.isHidden()
    program.link.connect_now()
    qtbot.waitUntil(lambda: not program.window.banner.isHidden(), timeout=PATIENCE)
    assert "second" in program.window.banner.message.text()


def test_a_passage_is_cut_from_what_was_read(make_hit: Callable[..., Hit]) -> None:
    place = OpenLink("/a", start=10, end=14, page=2)
    read = DocumentRead(path="/a", text="0123456789", start=8, total=18)
    cut = passage_at(place, read, make_hit(4, "/a"))
    assert (cut.text, cut.start, cut.end, cut.page) == ("2345", 10, 14, 2)
    beyond = passage_at(OpenLink("/a", start=90, end=95), read, make_hit(4, "/a"))
    assert beyond.text == ""


def test_a_start_is_given_paths_addresses_and_links(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    given = ("a b", "file:///c%20d/%ED%95%9C", "file://elsewhere/x", "findling://search?q=e")
    assert named(given) == (("findling://search?q=e",), ("/a b", "/c d/한"))
    assert named(("file:///a%00b", "file://[", "FILE:relative")) == ((), ())


def test_a_folder_is_named_in_the_ways_of_file_managers(tmp_path: Path) -> None:
    file = tmp_path / "a b.txt"
    file.touch()
    assert folder_of(str(file)) == folder_of(tmp_path.as_uri()) == str(tmp_path)
    assert folder_of("") == folder_of("findling://search?q=a") == folder_of("file://host/a") == ""
    assert folder_of('C:"', "win32").endswith("C:\\")


def test_a_later_start_hands_its_link_and_its_folder_over(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[Request] = []

    def hand_over(_address: object, request: Request) -> bool:
        heard.append(request)
        return True

    monkeypatch.setattr("app.__main__.hand_over", hand_over)

    def address(_data: str | None) -> Address:
        return Address(data, "nobody")

    monkeypatch.setattr("app.__main__._address", address)
    monkeypatch.chdir(tmp_path)
    assert main(["--data", str(data), "findling://search?q=a"]) == 0
    assert main(["--data", str(data), "--search-folder", "sub"]) == 0
    assert [(r.link, r.folder, r.paths) for r in heard] == [
        ("findling://search?q=a", "", ()),
        ("", str(tmp_path / "sub"), ()),
    ]


def test_macos_hands_links_and_files_over_as_events(qapp: QApplication) -> None:
    """The events are Qt's own; that macOS sends them was never seen here."""
    asked = [
        request_of(QFileOpenEvent(QUrl(address)))
        for address in ("findling://search?q=a%20b", "file:///a%20b", "https://a/b")
    ]
    assert asked == [
        Request(link="findling://search?q=a%20b"),
        Request(paths=("/a b",)),
        Request(),
    ]
