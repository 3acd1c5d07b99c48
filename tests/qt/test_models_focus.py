"""The models' page: pressing a button leaves the focus where the next thing can be done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.models.page import ModelsPage
from app.models.wishes import KeyNote
from tests.qt.some_models import ABSENT, ALL, BUNDLED, FAR, model, vendors


@pytest.fixture
def whole(qtbot: QtBot) -> QWidget:
    whole = QWidget()
    qtbot.addWidget(whole)
    whole.resize(1000, 700)
    return whole


@pytest.fixture
def page(qtbot: QtBot, whole: QWidget) -> ModelsPage:
    """In a window with something before it that would take a focus that goes astray."""
    page = ModelsPage()
    column = QVBoxLayout(whole)
    column.addWidget(QLineEdit())
    column.addWidget(page)
    with qtbot.waitActive(whole):
        whole.show()
        whole.activateWindow()
    page.show_models(ALL)
    return page


def obey(signal: SignalInstance, show: Callable[[], None]) -> list[object]:
    """Have a page show at once what a wish leads to; return the wishes."""
    wished: list[object] = []

    def note(wish: object) -> None:
        wished.append(wish)
        show()

    signal.connect(note)
    return wished


def press(widget: QWidget) -> None:
    widget.setFocus()
    assert widget.hasFocus()
    QTest.keyClick(widget, Qt.Key.Key_Space)


def test_a_downloads_buttons_hand_the_focus_on(page: ModelsPage) -> None:
    page.choose("potion")
    getting = page.detail.getting
    obey(page.download_requested, partial(page.show_download, "potion", None))
    obey(page.stop_requested, partial(page.end_download, "potion"))
    press(getting.download)
    assert getting.stop.hasFocus()
    press(getting.stop)
    assert getting.download.hasFocus()
    press(getting.download)
    page.end_download("potion")
    page.show_models((model("potion"), BUNDLED))
    assert getting.remove.hasFocus()
    page.show_models((ABSENT, BUNDLED))
    assert getting.download.hasFocus()


def test_trying_and_measuring_keep_the_focus_and_are_not_begun_twice(page: ModelsPage) -> None:
    page.choose("static")
    measuring = partial(page.show_measuring, "static", running=True)
    wished = obey(page.measure_requested, measuring)
    for _ in range(2):
        press(page.detail.measure)
    page.show_measuring("static", running=False)
    assert (wished, page.detail.measure.hasFocus()) == ([BUNDLED], True)
    page.show_models((vendors("far", has_key=True, state="installed"), BUNDLED))
    page.choose("far")
    key, trying = page.detail.key, KeyNote("…", busy=True)
    tried = obey(page.try_requested, partial(page.show_key_note, "Example", trying))
    for _ in range(2):
        press(key.test)
    page.show_key_note("Example", KeyNote("It answers.", "well"))
    assert (len(tried), key.test.hasFocus()) == (1, True)


def test_a_key_that_is_kept_or_forgotten_leads_back_to_the_field(page: ModelsPage) -> None:
    page.choose("far")
    key = page.detail.key
    key.field.setText("sk-1")
    obey(page.key_chosen, partial(page.show_key_note, "Example", KeyNote("", busy=True)))
    press(key.keep)
    assert key.keep.hasFocus()
    page.forget_key("Example")
    page.show_key_note("Example", KeyNote("The key is kept.", "well"))
    assert key.field.hasFocus()
    page.show_models((vendors("far", has_key=True, state="installed"),))
    press(key.forget)
    page.show_key_note("Example", KeyNote("The key is forgotten.", "well"))
    page.show_models((FAR,))
    assert key.field.hasFocus()
