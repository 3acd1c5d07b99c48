"""The models' page with a real engine behind the window, and a hub to download from."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QMessageBox,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from app.models.choosing import ModelsDialog
from app.models.page import ModelsPage
from app.shell.equipping import Outfitter
from app.wiring import Program
from engine.models.registry import find
from tests.process import hub_server
from tests.process.hub_server import Hub

PATIENCE = 60_000
MODEL = "bge-small-en-v1.5"
"""Its first file comes in more than one piece, so that a download can be held in the middle."""


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A hub that has a model of the catalogue in name and size, but not in content."""
    entry = find(MODEL)
    monkeypatch.setattr(hub_server, "REPOSITORY", entry.hub)
    monkeypatch.setattr(hub_server, "REVISION", entry.revision)
    hub = Hub({file.path or file.name: bytes(file.bytes) for file in entry.fetch})
    hub.commit = entry.revision
    monkeypatch.setenv("HF_ENDPOINT", hub.address)
    yield hub
    hub.close()


@pytest.fixture
def program(hub: Hub, program: Program, qtbot: QtBot, tmp_path: Path) -> Program:
    """A window with a real engine that has one library with a file."""
    (tmp_path / "bees.txt").write_text("Bees gather nectar and make honey of it.\n")
    with qtbot.waitSignal(program.link.engine_ready, timeout=PATIENCE):
        program.link.connect_now()
    program.link.add_folders((str(tmp_path / "bees.txt"),))
    return program


def test_a_model_is_measured_and_given_to_a_library_in_the_window(
    program: Program, qtbot: QtBot
) -> None:
    window = program.window
    window.pages.go("models")
    page = window.pages.page("models")
    assert isinstance(page, ModelsPage)
    qtbot.waitUntil(lambda: page.model.rowCount() > 3, timeout=PATIENCE)
    page.detail.measure.click()
    qtbot.waitUntil(lambda: "passages a second" in page.detail.speed.text(), timeout=PATIENCE)
    page.choose("none")
    qtbot.waitUntil(lambda: bool(page.detail.uses.findChildren(QPushButton)), timeout=PATIENCE)
    page.detail.uses.findChildren(QPushButton)[0].click()
    qtbot.waitUntil(
        lambda: any(d.isVisible() for d in window.findChildren(ModelsDialog)), timeout=PATIENCE
    )
    dialog = next(d for d in window.findChildren(ModelsDialog) if d.isVisible())
    qtbot.waitUntil(dialog.change.isEnabled, timeout=PATIENCE)
    dialog.change.click()
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=PATIENCE)
    qtbot.waitUntil(lambda: not page.detail.uses.findChildren(QPushButton), timeout=PATIENCE)


def test_a_folder_with_a_model_is_used_shown_and_forgotten(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(Path("resources/models/static-minilm-256").absolute(), folder)
    window = program.window
    window.pages.go("models")
    page = window.pages.page("models")
    assert isinstance(page, ModelsPage)
    outfitter = page.findChild(Outfitter)
    assert outfitter is not None
    outfitter.add_folder(str(tmp_path))
    qtbot.waitUntil(window.banner.isVisible, timeout=PATIENCE)
    outfitter.add_folder(str(folder))
    qtbot.waitUntil(lambda: page.detail.name.text() == "mine", timeout=PATIENCE)
    assert page.detail.getting.remove.text() == "Forget folder…"
    page.detail.getting.remove.click()
    box = window.findChild(QMessageBox)
    assert box is not None
    next(b for b in box.buttons() if b.text() == "Remove").click()
    qtbot.waitUntil(lambda: page.detail.name.text() != "mine", timeout=PATIENCE)
    assert (folder / "model.safetensors").exists()


def test_a_download_is_stopped_taken_up_and_refused_where_it_is_not_the_model(
    program: Program, hub: Hub, qtbot: QtBot
) -> None:
    hub.hold = held = threading.Event()
    window = program.window
    window.pages.go("models")
    page = window.pages.page("models")
    assert isinstance(page, ModelsPage)
    qtbot.waitUntil(lambda: page.model.row_of(MODEL) is not None, timeout=PATIENCE)
    page.choose(MODEL)
    getting = page.detail.getting
    getting.download.click()
    # Said when a piece has been written; the hub sends no more until it is let go.
    qtbot.waitUntil(lambda: getting.text.text().endswith(" / 133.8 MB  ·  0%"), timeout=PATIENCE)
    assert getting.meter.isVisible()
    getting.stop.click()
    with qtbot.waitSignal(program.link.failures_listed, timeout=PATIENCE):
        program.link.list_failures()  # answered after it: the engine has heard of the stop
    hub.hold = None
    held.set()
    qtbot.waitUntil(lambda: getting.download.text() == "Go on with the download", timeout=PATIENCE)
    assert getting.download.isVisible()
    assert not getting.meter.isVisible()
    assert not getting.trouble.isVisible()
    getting.download.click()
    qtbot.waitUntil(
        lambda: getting.trouble.text().startswith("What was downloaded is not the model"),
        timeout=PATIENCE,
    )
    assert getting.download.isVisible()
    first, on, again = (start for _, start in hub.asked)
    assert on > first == again == 0
