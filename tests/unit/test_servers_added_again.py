"""Servers whose model is added a second time: in the same way, or in another one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from engine.host.paths import DataFolder
from engine.models.holdings import Holdings
from engine.protocol import messages as m
from engine.service.keys import VendorKeys
from engine.service.vendors import Vendors
from tests.unit.service_engine import Engine, add, wait_for
from tests.vendors.entries import entry_at
from tests.vendors.servers import VendorServer

SMALL, LARGE = 16, 24


@pytest.fixture
def server() -> Iterator[VendorServer]:
    with VendorServer("openai", models={"tiny": SMALL}) as server:
        yield server


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    (tmp_path / "data").mkdir()
    engine = Engine(DataFolder(tmp_path / "data"))
    yield engine
    engine.close()


def added(engine: Engine, server: VendorServer, ask: str = "", tell: str = "") -> set[str]:
    """Add it; return the ids of all models of the server."""
    listed = engine.last(
        m.AddModelServer(url=server.url, model="tiny", query_prompt=ask, document_prompt=tell)
    )
    assert isinstance(listed, m.ModelsListed), listed
    return {model.id for model in listed.models if model.vendor == server.url}


def lengthen(server: VendorServer) -> None:
    server.shop.models["tiny"] = replace(server.shop.models["tiny"], dim=LARGE)


def test_the_same_facts_are_the_same_model_and_others_are_another(
    engine: Engine, server: VendorServer
):
    (plain,) = added(engine, server)
    assert added(engine, server) == {plain}
    (asking,) = added(engine, server, ask="ask: ") - {plain}
    (telling,) = added(engine, server, tell="ask: ") - {plain, asking}
    lengthen(server)
    (longer,) = added(engine, server) - {plain, asking, telling}
    server.requests.clear()
    assert isinstance(engine.last(m.TryModel(model=longer)), m.ModelMeasured)
    assert isinstance(failed := engine.last(m.TryModel(model=plain)), m.Failed)
    assert (failed.code, "24 numbers came, not of 16" in failed.message) == ("vendor-answer", True)
    assert isinstance(engine.last(m.TryModel(model=asking)), m.Failed)
    assert [text.startswith("ask: ") for text in server.texts] == [False, False, True]


def test_an_entry_that_changed_is_opened_again(server: VendorServer, tmp_path: Path):
    holdings = Holdings(tmp_path)
    vendors = Vendors(holdings, VendorKeys(tmp_path / "keys"))
    entry = entry_at(server, id="mine", model="tiny", dim=SMALL, sends_dim=False)
    holdings.keep(entry)
    model = vendors.text_model("mine")
    assert vendors.text_model("mine") is model
    holdings.keep(msgspec.structs.replace(entry, query_prompt="ask: "))
    vendors.text_model("mine").encode_queries(["an owl"])
    assert server.texts == ["ask: an owl"]


def test_vectors_of_another_length_than_a_librarys_are_no_bug(
    engine: Engine, server: VendorServer, tmp_path: Path
):
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "owl.txt").write_text("An owl hoots in the barn.")
    add(engine, tmp_path / "notes", library="Notes")
    (plain,) = added(engine, server)
    engine.last(m.SetModels(library="Notes", dense_model=plain, reranker="none"))
    engine.last(m.Index(library="Notes"))
    wait_for(lambda: engine.libraries()["Notes"].dense_model == plain)
    wait_for(lambda: not engine.libraries()["Notes"].progress.running)

    lengthen(server)  # and the card with it, which only a hand, or another version, would do
    holdings = Holdings(tmp_path / "data" / "models")
    holdings.keep(msgspec.structs.replace(holdings.find(plain), dim=LARGE))
    (tmp_path / "notes" / "fox.txt").write_text("A fox sleeps in the den.")
    failed = engine.last(m.Index(library="Notes"))
    assert isinstance(failed, m.Failed), failed
    assert (failed.code, "24 numbers came, not of 16" in failed.message) == ("model-damaged", True)
