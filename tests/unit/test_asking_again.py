"""A model that is left alone after an error is asked at once when a person asks for its work."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.host.paths import DataFolder
from engine.protocol import messages as m
from tests.unit.service_engine import Engine, add, wait_for
from tests.vendors.servers import Fault, VendorServer

TRIES = 5
"""How often a busy server is asked while a library is indexed."""


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.models.vendors.http.BACKOFF", 0.001)
    monkeypatch.setattr("engine.service.asking.RESTS", (600.0,))
    monkeypatch.setattr("engine.service.model_change._RESTS", (600.0,))


@pytest.fixture
def server() -> Iterator[VendorServer]:
    with VendorServer("openai", models={"tiny": 16}) as server:
        yield server


@pytest.fixture
def engine(tmp_path: Path, server: VendorServer) -> Iterator[Engine]:
    (tmp_path / "data").mkdir()
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "first.txt").write_text("Lentils simmer with cumin.")
    engine = Engine(DataFolder(tmp_path / "data"))
    add(engine, tmp_path / "work", library="Work")
    listed = engine.last(m.AddModelServer(url=server.url, model="tiny"))
    assert isinstance(listed, m.ModelsListed)
    (model,) = (one.id for one in listed.models if one.vendor == server.url)
    engine.last(m.SetModels(library="Work", dense_model=model, reranker=""))
    engine.last(m.Index(library="Work"))
    wait_for(lambda: engine.libraries()["Work"].dense_model == model)
    wait_for(lambda: not engine.libraries()["Work"].progress.running)
    yield engine
    engine.close()


def lacking(engine: Engine) -> bool:
    return any(one.code == "vectors-lacking" for one in engine.libraries()["Work"].notices)


@pytest.mark.parametrize("retry", [False, True])
def test_an_index_that_a_person_asks_for_asks_a_busy_vendor_once_at_once(
    engine: Engine, server: VendorServer, tmp_path: Path, retry: bool
):
    server.faults.append(Fault("busy", times=2 * TRIES))
    (tmp_path / "work" / "new.txt").write_text("An owl hoots.")
    engine.last(m.Index(library="Work"))
    assert lacking(engine)
    wait_for(lambda: not engine.parts.service.busy)
    asked = len(server.requests)
    asking = m.Index(library="Work", retry_failed=retry)
    engine.last(asking)
    wait_for(lambda: not engine.parts.service.busy)
    assert len(server.requests) == asked + TRIES, "once, and then it is left alone again"
    assert lacking(engine)
    engine.last(asking)
    wait_for(lambda: not lacking(engine))
    assert server.texts[-1] == "An owl hoots."
