"""A model of the hub whose files are damaged while it serves: told, done without, and mended."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.host.paths import DataFolder
from engine.protocol import messages as m
from tests.process.hub_server import REPOSITORY, Hub
from tests.process.test_hub_models import static_files
from tests.unit.service_engine import Engine, add, wait_for

WEIGHTS = "model.safetensors"


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    hub = Hub(static_files())
    monkeypatch.setenv("HF_ENDPOINT", hub.address)
    yield hub
    hub.close()


def served(data: DataFolder, notes: Path) -> str:
    """Have a library with a model of the hub; return the model's id."""
    engine = Engine(data)
    add(engine, notes, library="Notes")
    engine.last(m.Index())
    listed = engine.last(m.AddModelHub(name=REPOSITORY))
    assert isinstance(listed, m.ModelsListed), listed
    model = next(one.id for one in listed.models if one.source == REPOSITORY)
    assert isinstance(engine.last(m.DownloadModel(model=model)), m.Done)
    engine.last(m.SetModels(library="Notes", dense_model=model, reranker="none"))
    wait_for(lambda: engine.libraries()["Notes"].dense_model == model)
    engine.close()
    return model


def damage(path: Path) -> None:
    size = path.stat().st_size
    with path.open("r+b") as stream:
        stream.write(bytes(2000))
    assert path.stat().st_size == size


def test_a_damaged_model_is_told_done_without_and_mended_by_a_download(hub: Hub, tmp_path: Path):
    data = DataFolder(tmp_path / "data")
    data.root.mkdir()
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "one.txt").write_text("The kitten sleeps on a rug.")
    model = served(data, notes)
    damage(data.models / model / WEIGHTS)

    engine = Engine(data)
    try:
        found = engine.search("kitten")
        assert len(found.hits) == 1
        (note,) = found.notes
        assert (note.code, note.cause) == ("words-alone", "model-damaged")
        assert note.message.endswith(" is damaged.")
        (notice,) = engine.libraries()["Notes"].notices
        assert (notice.cause, notice.role) == ("model-damaged", "dense")
        assert notice.hint.startswith("Download it again")
        (notes / "two.txt").write_text("A puppy.")
        failed = engine.last(m.Index())
        assert isinstance(failed, m.Failed)
        assert failed.code == "model-damaged"
        assert told(engine, model).state == "broken"
        assert "Download it again" in told(engine, model).reason
        use = m.SetModels(library="Notes", dense_model=model, reranker="")
        for command in (m.MeasureModel(model=model), m.TryModel(model=model), use):
            failed = engine.last(command)
            assert isinstance(failed, m.Failed)
            assert failed.code == "model-damaged"

        hub.asked.clear()
        assert isinstance(engine.last(m.DownloadModel(model=model)), m.Done)
        assert {path for path, _ in hub.asked} == {WEIGHTS}, "the others were whole"
        assert told(engine, model).state == "installed"
        found = engine.search("a cat that rests")
        assert not found.notes
        assert found.hits[0].parts.dense
        assert isinstance(engine.last(m.Index()), m.IndexFinished)
        assert not engine.libraries()["Notes"].notices
    finally:
        engine.close()


def test_a_model_that_is_damaged_before_it_was_opened_is_measured_as_such(hub: Hub, tmp_path: Path):
    data = DataFolder(tmp_path / "data")
    data.root.mkdir()
    (tmp_path / "notes").mkdir()
    model = served(data, tmp_path / "notes")
    damage(data.models / model / WEIGHTS)
    engine = Engine(data)
    failed = engine.last(m.MeasureModel(model=model))
    engine.close()
    assert isinstance(failed, m.Failed)
    assert failed.code == "model-damaged"


def told(engine: Engine, model: str) -> m.ModelInfo:
    listed = engine.last(m.ListModels())
    assert isinstance(listed, m.ModelsListed)
    return next(one for one in listed.models if one.id == model)
