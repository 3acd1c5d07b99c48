"""What the service says of models and does with them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.host.paths import DataFolder
from engine.protocol import messages as m
from tests.unit.service_engine import Engine


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    (tmp_path / "data").mkdir()
    engine = Engine(DataFolder(tmp_path / "data"))
    yield engine
    engine.close()


def models(engine: Engine) -> dict[str, m.ModelInfo]:
    listed = engine.last(m.ListModels())
    assert isinstance(listed, m.ModelsListed)
    return {model.id: model for model in listed.models}


def test_models_are_listed_with_what_a_person_chooses_by(engine: Engine):
    listed = models(engine)
    static, potion = listed["static-minilm-256"], listed["potion-base-8m"]
    assert (static.state, static.installed, static.bundled) == ("installed", True, True)
    assert static.bytes > 15_000_000
    assert (potion.state, potion.installed, potion.bundled) == ("missing", False, False)
    assert potion.bytes == 30_920_628
    assert potion.source == "minishlab/potion-base-8M"
    assert listed["minilm-l6-int8"].kinds == ("reranker", "dense")
    assert {model.sent_to for model in listed.values()} == {""}


@pytest.mark.parametrize("model", ["static-minilm-256", "minilm-l6-int8", "bm25"])
def test_a_measured_speed_is_told_and_stands_in_the_list_from_then_on(engine: Engine, model: str):
    measured = engine.last(m.MeasureModel(model=model))
    assert isinstance(measured, m.ModelMeasured)
    assert measured.passages_per_second > 1
    assert 0 < measured.query_ms < 5000
    listed = models(engine)[model]
    assert listed.passages_per_second == pytest.approx(measured.passages_per_second)
    assert listed.query_ms == pytest.approx(measured.query_ms)


@pytest.mark.parametrize(
    ("model", "code"),
    [("none", "usage"), ("potion-base-8m", "model-missing"), ("word2vec", "unknown-model")],
)
def test_what_cannot_be_measured_says_why(engine: Engine, model: str, code: str):
    failed = engine.last(m.MeasureModel(model=model))
    assert isinstance(failed, m.Failed)
    assert failed.code == code
