"""The models' page follows what is done elsewhere: by the command line, by another window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.models.adding import HubDialog
from app.models.page import ModelsPage
from app.models.serving import ServerDialog
from app.wiring import Program
from engine.models.hub_repository import hub_host
from engine.protocol.messages import Command, LibraryInfo, ListModels
from tests.qt.some_models import ALL, served


def test_models_are_looked_for_on_coming_back_and_after_a_library_changed(
    program: Program,
    sent: list[Command],
    qapp: QApplication,
    qtbot: QtBot,
    make_library: Callable[..., LibraryInfo],
) -> None:
    program.window.pages.go("models")
    assert ListModels() in sent
    assert isinstance(qapp, QGuiApplication)
    sent.clear()
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert sent == []
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert sent == [ListModels()]
    sent.clear()
    for _ in range(3):
        program.link.libraries_changed.emit((make_library("/a"),))
    qtbot.waitUntil(lambda: sent == [ListModels()], timeout=5000)
    program.window.pages.go("search")
    sent.clear()
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert ListModels() not in sent


@pytest.mark.parametrize(("host", "named"), [("hub.example:80", "hub.example:80"), ("", "hugg")])
def test_the_hub_that_is_asked_is_named(qtbot: QtBot, host: str, named: str) -> None:
    dialog = HubDialog()
    qtbot.addWidget(dialog)
    dialog.ask(host)
    assert f"The hub at {named}" in dialog.about.text()


def test_the_engine_tells_the_hubs_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HF_ENDPOINT", raising=False)
    assert hub_host() == "huggingface.co"
    monkeypatch.setenv("HF_ENDPOINT", "https://me:secret@hub.example:8080/mirror")
    assert hub_host() == "hub.example:8080"


def test_a_servers_key_may_be_kept_in_a_file(qtbot: QtBot) -> None:
    dialog = ServerDialog()
    qtbot.addWidget(dialog)
    dialog.ask()
    dialog.model.field.setText("m")
    assert (dialog.place.isVisible(), dialog.wish().place) == (False, "")
    dialog.key.field.setText("sk-1")
    assert (dialog.place.isVisible(), dialog.wish().place) == (True, "")
    dialog.place.setCurrentIndex(1)
    assert dialog.wish().place == "file"


def test_a_server_on_this_machine_can_be_measured(qtbot: QtBot) -> None:
    page = ModelsPage()
    qtbot.addWidget(page)
    page.show()
    page.show_models((served("mine"), served("theirs", sent_to="10.0.0.2")))
    page.choose("mine")
    assert page.detail.measure.isVisible()
    page.choose("theirs")
    assert not page.detail.measure.isVisible()


def test_a_list_made_before_a_model_was_added_does_not_lead_away_from_it(qtbot: QtBot) -> None:
    page = ModelsPage()
    qtbot.addWidget(page)
    page.show_models(ALL)
    page.show_models((*ALL, served("mine")))
    page.choose("mine")
    page.show_models(ALL)
    page.show_models((*ALL, served("mine")))
    assert page.detail.name.text() == "Mine"
