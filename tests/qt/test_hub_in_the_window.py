"""A model of the hub, named in the window: what it is, downloaded, and offered to libraries."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.models.adding import HubDialog
from app.models.page import ModelsPage
from app.wiring import Program
from engine.models.registry import resources_folder
from tests.process.hub_server import REPOSITORY, REVISION, Hub

PATIENCE = 60_000


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A hub that has the bundled static model, by another name."""
    folder = resources_folder() / "models" / "static-minilm-256"
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    settings = {"model_type": "model2vec", "hidden_dim": 256}
    hub = Hub(files | {"config.json": json.dumps(settings).encode()})
    hub.card = {"license": "mit", "language": ["en"]}
    monkeypatch.setenv("HF_ENDPOINT", hub.address)
    yield hub
    hub.close()


def test_a_model_of_the_hub_is_named_told_and_downloaded(
    hub: Hub, program: Program, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(program.link.engine_ready, timeout=PATIENCE):
        program.link.connect_now()
    program.window.pages.go("models")
    page = program.window.pages.page("models")
    assert isinstance(page, ModelsPage)
    qtbot.waitUntil(lambda: bool(page.known()), timeout=PATIENCE)
    page.from_hub.trigger()
    dialog = program.window.findChild(HubDialog)
    assert dialog is not None
    dialog.name.field.setText("nobody/no-model")
    dialog.add.click()
    qtbot.waitUntil(lambda: dialog.name.note.objectName() == "trouble", timeout=PATIENCE)
    assert dialog.name.note.text().startswith("The hub has no such model")
    dialog.name.field.setText(f"https://huggingface.co/{REPOSITORY}")
    dialog.add.click()
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=PATIENCE)
    shown = page.current()
    assert shown is not None
    assert (shown.source, shown.state, shown.revision) == (REPOSITORY, "missing", REVISION)
    assert page.detail.getting.download.isVisible()
    page.detail.getting.download.click()

    def state() -> str:
        model = page.current()
        return model.state if model else ""

    qtbot.waitUntil(lambda: state() == "installed", timeout=PATIENCE)
    assert page.detail.measure.isVisible()
    assert page.detail.whereabouts.objectName() == "stays"
