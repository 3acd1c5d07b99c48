"""Vendors' keys in the window: entered, tried, kept somewhere, forgotten, and never shown again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.models.page import ModelsPage
from app.models.wishes import KeyNote, KeyWish, ServerWish
from engine.protocol.messages import AddModelServer, MakeLibrary, SetKey, TryModel
from tests.qt.models_page import shown_models
from tests.qt.some_models import ALL, FAR, served, vendors

KEY = "sk-1"


@pytest.fixture
def page(qtbot: QtBot) -> ModelsPage:
    page = shown_models(qtbot)
    page.show_models(ALL)
    page.choose("far")
    return page


def test_a_key_is_tried_kept_and_never_shown(page: ModelsPage, qtbot: QtBot) -> None:
    card = page.detail.key
    assert card.isVisible()
    card.field.setText(f" {KEY} ")
    assert card.field.echoMode() == QLineEdit.EchoMode.Password
    with qtbot.waitSignal(page.try_requested) as tried:
        card.test.click()
    assert tried.args == [KeyWish("Example", "far", KEY)]
    with qtbot.waitSignal(page.key_chosen) as kept:
        card.keep.click()
    assert kept.args == [KeyWish("Example", "far", KEY)]
    page.choose("static")
    page.choose("far")
    assert card.field.text() == ""
    card.field.undo()
    assert card.field.text() == ""


def test_no_wish_tells_its_key_to_a_log() -> None:
    assert KEY not in repr(KeyWish("Example", "far", KEY))
    assert KEY not in repr(ServerWish("http://localhost/v1", "m", KEY))
    for command in (
        SetKey(vendor="Example", key=KEY),
        TryModel(model="far", key=KEY),
        AddModelServer(url="http://localhost/v1", model="m", key=KEY),
        MakeLibrary(library="Land", store_token=KEY),
    ):
        assert KEY not in repr(command)
    assert repr(TryModel(model="far")) == "TryModel(model='far', key='', ticket=0)"


def test_without_a_keyring_two_other_places_are_offered(page: ModelsPage, qtbot: QtBot) -> None:
    card = page.detail.key
    card.field.setText(KEY)
    page.show_key_note("Example", KeyNote("There is none.", "trouble", offers=True))
    assert card.in_file.isVisible()
    assert card.note.objectName() == "trouble"
    for button, place in ((card.in_file, "file"), (card.for_now, "memory")):
        with qtbot.waitSignal(page.key_chosen) as kept:
            button.click()
        assert kept.args == [KeyWish("Example", "far", KEY, place)]
    page.forget_key("Example")
    assert card.field.text() == ""
    assert not card.in_file.isVisible()


def test_nothing_is_asked_twice_at_once(page: ModelsPage) -> None:
    card = page.detail.key
    wishes: list[object] = []
    page.key_chosen.connect(wishes.append)
    card.field.setText(KEY)
    page.show_key_note("Example", KeyNote("Trying…", busy=True))
    QTest.keyClick(card.field, Qt.Key.Key_Return)
    assert (card.keep.isEnabled(), card.test.isEnabled(), wishes) == (False, False, [])
    page.show_key_note("Example", KeyNote("It answers.", "well"))
    QTest.keyClick(card.field, Qt.Key.Key_Return)
    assert len(wishes) == 1
    assert card.note.objectName() == "well"


def test_what_was_said_of_a_key_goes_when_another_one_is_typed(page: ModelsPage) -> None:
    card = page.detail.key
    page.show_key_note("Example", KeyNote("It is refused.", "trouble"))
    assert card.note.isVisible()
    QTest.keyClicks(card.field, "sk")
    assert not card.note.isVisible()
    page.show_key_note("Example", KeyNote("There is no keyring.", "trouble", offers=True))
    QTest.keyClicks(card.field, "-2")
    assert card.in_file.isVisible()


def test_what_is_said_of_a_key_stays_with_its_vendor(page: ModelsPage) -> None:
    page.show_models((*ALL, vendors("other", vendor="Other")))
    page.show_key_note("Other", KeyNote("It is refused.", "trouble"))
    assert not page.detail.key.note.isVisible()
    page.choose("other")
    assert page.detail.key.note.text() == "It is refused."


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("keyring", "A key is kept in the keyring of this computer."),
        ("file", "A key is kept in a file that only you can read."),
        ("memory", "A key is kept until Findling ends."),
        ("environment", "The key of the environment variable OPENAI_API_KEY is used."),
    ],
)
def test_where_a_key_is_kept_is_said(page: ModelsPage, place: str, said: str) -> None:
    page.show_models((vendors("far", has_key=True, key_place=place, state="installed"),))
    card = page.detail.key
    assert card.about.text() == said
    assert card.forget.isVisible() == (place != "environment")
    assert card.test.isEnabled()
    assert card.field.placeholderText() == "Enter another key"


def test_a_server_that_asks_for_no_key_can_be_tried_without(page: ModelsPage) -> None:
    page.show_models((served("mine"),))
    page.choose("mine")
    card = page.detail.key
    assert card.title.text() == "Key for localhost:11434"
    assert card.test.isEnabled()
    assert not card.keep.isEnabled()
    assert not card.forget.isVisible()
    assert page.detail.getting.remove.text() == "Remove…"


def test_the_key_that_a_library_waits_for_is_shown_as_soon_as_models_are_known(
    qtbot: QtBot,
) -> None:
    page = ModelsPage()
    qtbot.addWidget(page)
    page.show()
    page.seek_key(("", "other", "far"))
    known = vendors("other", vendor="Other", has_key=True, state="installed")
    page.show_models((*ALL, known))
    assert page.current() == FAR
    assert page.focusWidget() is page.detail.key.field
    page.seek_key(("other", "minilm"))
    assert page.current() == known
