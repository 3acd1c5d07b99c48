"""What going back to a model is said to cost whose vectors are remembered."""

from __future__ import annotations

from pathlib import Path

from engine.host.paths import DataFolder
from engine.protocol import messages as m
from tests.unit.service_engine import Engine, add, wait_for
from tests.vendors.servers import VendorServer

WORDS = ("Interest rates rose again.", "Lentils simmer with cumin.", "An owl hoots in the barn.")


def estimate(engine: Engine, model: str) -> m.ModelsEstimated:
    told = engine.last(m.EstimateModels(library="Notes", dense_model=model, reranker=""))
    assert isinstance(told, m.ModelsEstimated), told
    return told


def use(engine: Engine, model: str) -> None:
    done = engine.last(m.SetModels(library="Notes", dense_model=model, reranker="none"))
    assert isinstance(done, m.Done), done

    def there() -> bool:
        now = engine.libraries()["Notes"]
        return (now.dense_model, now.progress.running) == (model, False)

    wait_for(there)


def test_only_what_is_not_remembered_is_counted(tmp_path: Path):
    data, notes = DataFolder(tmp_path / "data"), tmp_path / "notes"
    data.root.mkdir()
    notes.mkdir()
    for number, text in enumerate(WORDS):
        (notes / f"{number}.txt").write_text(text)
    with VendorServer("openai", models={"tiny": 16}) as server:
        engine = Engine(data)
        try:
            add(engine, notes, library="Notes")
            engine.last(m.Index())
            listed = engine.last(m.AddModelServer(url=server.url, model="tiny"))
            assert isinstance(listed, m.ModelsListed), listed
            model = next(one.id for one in listed.models if one.vendor == server.url)
            first = estimate(engine, model)
            assert first.passages == len(WORDS)
            assert first.tokens > 0
            assert not list(data.made_vectors.glob(f"{model}*")), "an estimate begins no file"
            use(engine, model)
            use(engine, "static-minilm-256")
            assert (estimate(engine, model).passages, estimate(engine, model).tokens) == (0, 0)
            (notes / "new.txt").write_text("A fox sleeps in the den.")
            engine.last(m.Index())
            again = estimate(engine, model)
            assert again.passages == 1
            assert 0 < again.tokens < first.tokens
            assert estimate(engine, "minilm-l6-int8").passages == len(WORDS) + 1
        finally:
            engine.close()
