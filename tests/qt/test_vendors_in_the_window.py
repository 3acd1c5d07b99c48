"""Vendors in the window, with a real engine, and servers on this machine in the vendors' place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from app.models.adding import HubDialog
from app.models.choosing import ModelsDialog
from app.models.page import ModelsPage
from app.models.serving import ServerDialog
from app.wiring import Program
from engine.protocol.messages import LibraryInfo, SetModels
from tests.vendors.servers import VendorServer

PATIENCE = 60_000
KEY = "sk-the-right-one"
MODEL = "team-embedder"
VENDORS = "openai-text-embedding-3-small"


@pytest.fixture
def server() -> Iterator[VendorServer]:
    with VendorServer("openai", key=KEY, models={MODEL: 64}) as server:
        yield server


@pytest.fixture
def seen() -> list[LibraryInfo]:
    """The library as it was told, the latest last."""
    return []


@pytest.fixture
def program(program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Program:
    """A window with a real engine that has no keyring and reaches no hub."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    for name in ("OPENAI_API_KEY", "COHERE_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    with qtbot.waitSignal(program.link.engine_ready, timeout=PATIENCE):
        program.link.connect_now()
    return program


@pytest.fixture
def documents(program: Program, seen: list[LibraryInfo], qtbot: QtBot, tmp_path: Path) -> Path:
    """A folder with one file, indexed."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "bees.txt").write_text("Bees gather nectar and make honey of it.\n")
    program.link.libraries_changed.connect(seen.extend)
    program.link.add_folders((str(folder),))
    qtbot.waitUntil(lambda: bool(seen and seen[-1].passages), timeout=PATIENCE)
    return folder


@pytest.fixture
def page(program: Program, qtbot: QtBot) -> ModelsPage:
    program.window.pages.go("models")
    page = program.window.pages.page("models")
    assert isinstance(page, ModelsPage)
    qtbot.waitUntil(lambda: VENDORS in page.known(), timeout=PATIENCE)
    return page


class _Deaf(QObject):
    """Asks for something and leaves it at that."""

    def receive(self, _event: object) -> None:
        """Say nothing."""


def _add(program: Program, page: ModelsPage, server: VendorServer, key: str) -> ServerDialog:
    page.from_server.trigger()
    dialog = program.window.findChild(ServerDialog)
    assert dialog is not None
    dialog.url.field.setText(server.url)
    dialog.model.field.setText(MODEL)
    dialog.key.field.setText(key)
    dialog.add.click()
    return dialog


def test_what_is_added_is_tried_and_its_trouble_stands_beside_the_field(
    program: Program, page: ModelsPage, server: VendorServer, qtbot: QtBot
) -> None:
    page.from_hub.trigger()
    hub = program.window.findChild(HubDialog)
    assert hub is not None
    hub.name.field.setText("somebody/some-model")
    hub.add.click()
    qtbot.waitUntil(lambda: hub.name.note.objectName() == "trouble", timeout=PATIENCE)
    assert hub.name.note.text().startswith("The hub cannot be asked now.")
    assert hub.add.isEnabled()
    hub.reject()
    dialog = _add(program, page, server, "sk-wrong")
    qtbot.waitUntil(dialog.key.note.isVisible, timeout=PATIENCE)
    assert "refuses" in dialog.key.note.text()
    assert "sk-wrong" not in dialog.key.note.text()
    dialog.key.field.setText(KEY)
    dialog.model.field.setText("no-such-model")
    dialog.add.click()
    qtbot.waitUntil(dialog.model.note.isVisible, timeout=PATIENCE)
    dialog.url.field.setText("http://127.0.0.1:9/v1")
    dialog.add.click()
    qtbot.waitUntil(dialog.url.note.isVisible, timeout=PATIENCE)
    before = page.known()
    dialog.url.field.setText(server.url)
    dialog.model.field.setText(MODEL)
    dialog.add.click()
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=PATIENCE)
    (added,) = page.known() - before
    shown = page.current()
    assert shown is not None
    assert (shown.id, shown.key_place) == (added, "memory")
    assert "127.0.0.1" in page.detail.whereabouts.text()
    assert page.detail.whereabouts.objectName() == "stays"
    assert dialog.key.field.text() == ""


def test_a_key_is_tried_refused_kept_without_a_keyring_and_forgotten(
    program: Program, page: ModelsPage, server: VendorServer, qtbot: QtBot, data: Path
) -> None:
    dialog = _add(program, page, server, KEY)
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=PATIENCE)
    card = page.detail.key

    def says(text: str) -> None:
        qtbot.waitUntil(lambda: text in card.note.text(), timeout=PATIENCE)

    card.test.click()
    says("answers, in")
    card.field.setText("sk-wrong")
    card.test.click()
    says("refuses the key")
    card.keep.click()
    qtbot.waitUntil(card.in_file.isVisible, timeout=PATIENCE)
    card.field.setText(KEY)
    card.in_file.click()
    says("The key is kept.")
    assert card.field.text() == ""
    qtbot.waitUntil(lambda: "only you can read" in card.about.text(), timeout=PATIENCE)
    card.forget.click()
    says("The key is forgotten.")
    qtbot.waitUntil(lambda: not card.forget.isVisible(), timeout=PATIENCE)
    shown = page.current()
    assert shown is not None
    page.detail.getting.remove.click()
    box = program.window.findChild(QMessageBox)
    assert box is not None
    assert "forgets the server's address" in box.informativeText()
    next(button for button in box.buttons() if button.text() == "Remove").click()
    qtbot.waitUntil(lambda: shown.id not in page.known(), timeout=PATIENCE)
    kept = [path for path in data.rglob("*.log*") if KEY in path.read_text("utf-8", "replace")]
    assert kept == []


def test_what_a_vendor_would_get_is_told_and_nothing_is_sent_before(
    program: Program, documents: Path, page: ModelsPage, qtbot: QtBot
) -> None:
    page.choose(VENDORS)
    card = page.detail.key
    card.field.setText(KEY)
    card.keep.click()
    qtbot.waitUntil(card.for_now.isVisible, timeout=PATIENCE)
    card.for_now.click()
    qtbot.waitUntil(
        lambda: bool(page.detail.uses.findChildren(QPushButton)) and not card.field.text(),
        timeout=PATIENCE,
    )
    page.detail.uses.findChildren(QPushButton)[0].click()
    qtbot.waitUntil(
        lambda: any(d.isVisible() for d in program.window.findChildren(ModelsDialog)),
        timeout=PATIENCE,
    )
    dialog = next(d for d in program.window.findChildren(ModelsDialog) if d.isVisible())
    qtbot.waitUntil(dialog.change.isEnabled, timeout=PATIENCE)
    assert dialog.change.text() == "Send 1 passage to OpenAI"
    assert "api.openai.com" in dialog.leaves.text()
    assert "less than $0.01, by the vendor's list of" in dialog.leaves.text()
    dialog.reject()


def test_a_refused_key_is_told_where_the_library_is_and_leads_to_the_field(
    program: Program,
    page: ModelsPage,
    server: VendorServer,
    seen: list[LibraryInfo],
    qtbot: QtBot,
    documents: Path,
) -> None:
    before = page.known()
    dialog = _add(program, page, server, KEY)
    qtbot.waitUntil(lambda: bool(page.known() - before), timeout=PATIENCE)
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=PATIENCE)
    (added,) = page.known() - before
    name = seen[-1].name
    deaf = _Deaf(page)
    program.link.ask(SetModels(library=name, dense_model=added, reranker=""), deaf.receive)
    qtbot.waitUntil(
        lambda: seen[-1].dense_model == added and not seen[-1].coming_model, timeout=PATIENCE
    )
    server.shop.key = "sk-another"
    banner = program.window.banner
    program.window.search.field.setText("who makes honey")
    qtbot.waitUntil(banner.action.isVisible, timeout=PATIENCE)
    assert banner.message.text().startswith("Searched by words alone this time. The model's server")
    assert program.window.results.model.rowCount()
    (documents / "moss.txt").write_text("Moss grows on the north side.\n")
    qtbot.waitUntil(lambda: "New files" in banner.message.text(), timeout=PATIENCE)
    assert banner.action.text() == "Enter the key…"
    program.window.pages.go("libraries")
    banner.action.click()
    assert program.window.pages.current == "models"
    shown = page.current()
    assert shown is not None
    assert shown.id == added
    qtbot.waitUntil(lambda: program.window.focusWidget() is page.detail.key.field)
