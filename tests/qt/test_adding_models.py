"""Models of a person's own: named in dialogs that say what is asked of whom."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.models import vendors
from app.models.adding import HubDialog
from app.models.serving import USUAL, ServerDialog
from app.models.wishes import ServerWish
from tests.qt.cut_off import cut_off


@pytest.fixture
def hub(qtbot: QtBot) -> HubDialog:
    dialog = HubDialog()
    qtbot.addWidget(dialog)
    dialog.ask()
    return dialog


@pytest.fixture
def server(qtbot: QtBot) -> ServerDialog:
    dialog = ServerDialog()
    qtbot.addWidget(dialog)
    dialog.ask()
    return dialog


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        (" minishlab/potion-base-2M ", "minishlab/potion-base-2M"),
        ("https://huggingface.co/BAAI/bge-m3/tree/main", "BAAI/bge-m3"),
        ("bge-m3", ""),
        ("one/two/three", ""),
    ],
)
def test_a_models_name_has_two_parts(hub: HubDialog, qtbot: QtBot, typed: str, named: str) -> None:
    wished: list[object] = []
    hub.model_named.connect(wished.append)
    assert not hub.add.isEnabled()
    hub.name.field.setText(typed)
    hub.add.click()
    assert wished == ([named] if named else [])
    if named:
        assert not hub.add.isEnabled()
        hub.say("There is none.")
    assert hub.name.note.objectName() == "trouble"
    assert hub.name.note.isVisible()
    assert hub.add.isEnabled()
    qtbot.waitUntil(lambda: cut_off(hub) == [])


def test_usual_addresses_are_offered_without_their_names(server: ServerDialog) -> None:
    choice = server.url.choice
    assert choice is not None
    for row, address in enumerate(USUAL.values()):
        choice.setCurrentIndex(row)
        assert server.wish().url == address


def test_an_address_is_typed_without_being_completed(server: ServerDialog) -> None:
    server.url.field.selectAll()
    QTest.keyClicks(server.url.field, "http://localhost:1")
    assert server.wish().url == "http://localhost:1"
    QTest.keyClicks(server.url.field, "2/v1")
    assert server.wish().url == "http://localhost:12/v1"


def test_where_texts_would_go_is_said_while_the_address_is_typed(server: ServerDialog) -> None:
    assert (server.leaves.objectName(), server.leaves.isVisible()) == ("stays", True)
    server.url.field.setText("https://models.example.org:8000/v1")
    assert server.leaves.objectName() == "leaves"
    assert "models.example.org:8000" in server.leaves.text()
    server.url.field.setText("models")
    assert not server.leaves.isVisible()


def test_a_server_is_tried_before_it_is_added(server: ServerDialog, qtbot: QtBot) -> None:
    assert server.key.field.echoMode() == QLineEdit.EchoMode.Password
    assert not server.add.isEnabled()
    server.model.field.setText("nomic-embed-text")
    server.key.field.setText("k")
    server.more.click()
    server.query.field.setText("search_query: ")
    with qtbot.waitSignal(server.server_named) as named:
        server.add.click()
    address = next(iter(USUAL.values()))
    assert named.args == [ServerWish(address, "nomic-embed-text", "k", "search_query: ")]
    assert not server.add.isEnabled()
    server.end("key", "It is refused.")
    assert server.key.note.text() == "It is refused."
    assert server.add.isEnabled()
    server.end("", "No engine.")
    assert not server.key.note.isVisible()
    qtbot.waitUntil(lambda: cut_off(server) == [])  # it grows with what it says
    server.reject()
    assert server.key.field.text() == ""


def test_an_address_without_its_beginning_is_not_tried(server: ServerDialog) -> None:
    wished: list[object] = []
    server.server_named.connect(wished.append)
    server.url.field.setText("localhost:11434")
    server.model.field.setText("m")
    server.add.click()
    assert wished == []
    assert server.url.note.text().startswith("An address begins with http")


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("localhost", True),
        ("localhost:80", True),
        ("127.0.0.1:8080", True),
        ("[::1]:8080", True),
        ("[::1]", True),
        ("api.openai.com", False),
        ("localhost.example.org", False),
        ("127.example.org", False),
        ("", False),
    ],
)
def test_a_host_is_this_computer_or_another(host: str, here: bool) -> None:
    assert vendors.is_this_computer(host) == here
