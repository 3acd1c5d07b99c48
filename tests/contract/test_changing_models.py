"""A library on a server gets other models: its rows go from one collection to the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.host.paths import DataFolder
from engine.protocol import messages as m
from engine.store.open import StoreSetting, open_store
from tests.unit.service_engine import Engine, wait_for

STATIC, NONE = "static-minilm-256", "none"


@pytest.fixture
def engine(tmp_path: Path, server_uri: str) -> Iterator[Engine]:
    notes = tmp_path / "notes"
    notes.mkdir()
    for number in range(20):
        (notes / f"{number}.txt").write_text(f"The kitten sleeps on rug number {number}.")
    (tmp_path / "data").mkdir()
    engine = Engine(DataFolder(tmp_path / "data"))
    added = m.AddFolders(library="Shared", paths=(str(notes),), store_uri=server_uri, index=False)
    assert isinstance(engine.last(added), m.Done)
    assert isinstance(engine.last(m.Index()), m.IndexFinished)
    yield engine
    engine.last(m.RemoveLibrary(library="Shared"))
    engine.close()


def rows(tmp_path: Path, uri: str, library: str, dim: int, slot: str) -> int:
    store = open_store(StoreSetting(uri), tmp_path, library, dim, slot)
    try:
        return store.count()
    finally:
        store.close()


def test_the_rows_are_in_one_collection_at_a_time_and_searches_go_on(
    engine: Engine, tmp_path: Path, server_uri: str
):
    library = next((tmp_path / "data" / "libraries").iterdir()).name

    def counts() -> tuple[int, int]:
        return (
            rows(tmp_path, server_uri, library, 256, ""),
            rows(tmp_path, server_uri, library, 0, "b"),
        )

    def has(model: str) -> bool:
        shared = engine.libraries()["Shared"]
        return (shared.dense_model, shared.progress.running) == (model, False)

    assert counts() == (20, 0)
    engine.last(m.SetModels(library="Shared", dense_model=NONE, reranker=""))
    wait_for(lambda: has(NONE))
    wait_for(lambda: counts() == (0, 20))
    assert {hit.parts.dense for hit in engine.search("kitten").hits} == {None}
    engine.last(m.SetModels(library="Shared", dense_model=STATIC, reranker=""))
    wait_for(lambda: has(STATIC))
    wait_for(lambda: counts() == (20, 0))
    assert None not in {hit.parts.dense for hit in engine.search("kitten").hits}
