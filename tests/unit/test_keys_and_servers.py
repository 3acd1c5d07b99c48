"""What the service does with keys, and with servers that a person adds: real ones on loopback."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import keyring
import msgspec
import pytest

from engine.host.paths import DataFolder
from engine.protocol import messages as m
from tests.unit.keyrings import Locked, Working
from tests.unit.service_engine import Engine, add
from tests.unit.vendor_service import KEY, WRONG, code, models, ringing, voyage_for
from tests.vendors.servers import VendorServer


@pytest.fixture(autouse=True)
def ring() -> Iterator[Working]:
    with ringing() as working:
        yield working


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    (tmp_path / "data").mkdir()
    engine = Engine(DataFolder(tmp_path / "data"))
    yield engine
    engine.close()


@pytest.fixture
def server() -> Iterator[VendorServer]:
    with VendorServer("openai", key=KEY) as server:
        yield server


def added(
    engine: Engine, server: VendorServer, key: str = KEY, query_prompt: str = ""
) -> m.ModelInfo:
    name = next(iter(server.shop.models))
    listed = engine.last(
        m.AddModelServer(url=server.url + "/", model=name, key=key, query_prompt=query_prompt)
    )
    assert isinstance(listed, m.ModelsListed), listed
    (model,) = (one for one in listed.models if one.vendor == server.url)
    return model


def test_a_vendors_model_is_listed_with_what_it_wants_and_where_texts_go(engine: Engine):
    voyage = models(engine)["voyage-4"]
    assert (voyage.state, voyage.installed, voyage.bundled) == ("needs-key", False, False)
    assert (voyage.vendor, voyage.sent_to) == ("Voyage AI", "api.voyageai.com")
    assert (voyage.has_key, voyage.key_place, voyage.keyless) == (False, "", False)
    assert voyage.price > 0
    assert voyage.price_date


def test_a_model_of_the_extra_says_how_that_is_had(engine: Engine, tmp_path: Path):
    kure = models(engine)["kure-v1"]
    if find_spec("torch") is None:
        assert (kure.state, kure.installed) == ("needs-extra", False)
        assert "-m pip install" in kure.reason
        add(engine, tmp_path, library="Notes")
        for asked in (
            m.TryModel(model="kure-v1"),
            m.MeasureModel(model="kure-v1"),
            m.SetModels(library="Notes", dense_model="kure-v1", reranker=""),
            m.SetModels(library="Notes", dense_model="", reranker="bge-reranker-v2-m3"),
            m.EstimateModels(library="Notes", dense_model="bge-m3", reranker=""),
        ):
            failed = engine.last(asked)
            assert (code(failed), kure.reason in str(failed)) == ("model-extra", True)
    else:
        assert kure.state == "missing"


@pytest.mark.parametrize("place", ["keyring", "file", "memory"])
def test_a_key_makes_all_models_of_its_vendor_usable_until_it_is_forgotten(
    engine: Engine, tmp_path: Path, place: str
):
    assert engine.last(m.SetKey(vendor="Voyage AI", key=f" {KEY}\n", place=place)) == m.Done()
    listed = models(engine)
    assert {listed[one].state for one in ("voyage-4", "voyage-rerank-2.5")} == {"installed"}
    assert (listed["voyage-4"].has_key, listed["voyage-4"].key_place) == (True, place)
    assert listed["jina-embeddings-v3"].state == "needs-key"
    assert (tmp_path / "data" / "keys.json").exists() == (place != "memory")
    assert engine.last(m.SetKey(vendor="voyage", key="")) == m.Done()
    assert models(engine)["voyage-4"].state == "needs-key"
    assert not (tmp_path / "data" / "keys.json").exists()


def test_an_environments_key_serves_and_says_where_it_is(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("COHERE_API_KEY", KEY)
    cohere = models(engine)["cohere-embed-v4.0"]
    assert (cohere.state, cohere.key_place) == ("installed", "environment")


@pytest.mark.parametrize(
    ("vendor", "key", "place"),
    [
        ("somebody", KEY, "keyring"),
        ("openai", "has blanks", "keyring"),
        ("openai", "schlüssel", "keyring"),
        ("openai", KEY, "settings"),
    ],
)
def test_what_is_no_vendor_no_key_or_no_place_is_refused_without_telling_the_key(
    engine: Engine, vendor: str, key: str, place: str
):
    refused = engine.last(m.SetKey(vendor=vendor, key=key, place=place))
    assert code(refused) == "usage"
    assert key not in str(refused)


def test_without_a_keyring_another_place_is_asked_for(engine: Engine):
    keyring.set_keyring(Locked())
    refused = engine.last(m.SetKey(vendor="openai", key=KEY))
    assert isinstance(refused, m.Failed)
    assert (refused.code, "--place file" in refused.hint) == ("no-keyring", True)
    assert KEY not in str(refused)
    assert models(engine)["openai-text-embedding-3-small"].state == "needs-key"


def test_a_server_is_asked_once_and_is_a_model_from_then_on(
    engine: Engine, server: VendorServer, ring: Working
):
    model = added(engine, server, query_prompt="ask: ")
    assert (model.state, model.dim > 1, model.kind) == ("installed", True, "dense")
    assert (model.sent_to, model.keyless, model.key_place) == ("", True, "keyring")
    assert len(server.texts) == 1
    assert list(ring.kept) == [("findling", server.url)]
    tried = engine.last(m.TryModel(model=model.id))
    assert isinstance(tried, m.ModelMeasured)
    assert server.texts[-1].startswith("ask: ")
    assert added(engine, server, query_prompt="ask: ").id == model.id
    assert engine.last(m.RemoveModel(model=model.id)) == m.Done()
    assert (model.id in models(engine), ring.kept) == (False, {})


def test_a_server_on_this_machine_is_measured_and_one_far_away_is_not(
    engine: Engine, server: VendorServer
):
    model = added(engine, server)
    measured = engine.last(m.MeasureModel(model=model.id))
    assert isinstance(measured, m.ModelMeasured)
    assert measured.passages_per_second > 1
    engine.last(m.SetKey(vendor="openai", key=KEY))
    refused = engine.last(m.MeasureModel(model="openai-text-embedding-3-small"))
    assert (code(refused), "api.openai.com" in str(refused)) == ("usage", True)


def test_a_servers_key_is_kept_for_this_engine_where_there_is_no_keyring(
    engine: Engine, server: VendorServer
):
    keyring.set_keyring(Locked())
    assert added(engine, server).key_place == "memory"


def test_a_servers_key_is_kept_where_that_was_wanted(engine: Engine, server: VendorServer):
    name = next(iter(server.shop.models))
    asked = m.AddModelServer(url=server.url, model=name, key=KEY, place="nowhere")
    assert code(engine.last(asked)) == "usage"
    assert server.requests == []
    listed = engine.last(msgspec.structs.replace(asked, place="file"))
    assert isinstance(listed, m.ModelsListed), listed
    assert [one.key_place for one in listed.models if one.vendor == server.url] == ["file"]


def test_a_key_is_never_sent_to_another_server(engine: Engine, server: VendorServer):
    engine.last(m.SetKey(vendor="openai", key=KEY))
    with VendorServer("openai") as other:
        model = added(engine, other, key="")
        engine.last(m.TryModel(model=model.id))
        assert {asked.headers.get("authorization", "") for asked in other.requests} == {""}
    refused = engine.last(m.AddModelServer(url=server.url, model=next(iter(server.shop.models))))
    assert code(refused) == "vendor-key"


@pytest.mark.parametrize(
    ("url", "model"),
    [
        ("ftp://localhost/v1", "x"),
        ("localhost:11434", "x"),
        ("http://api.example.com/v1", "x"),
        ("http://8.8.8.8/v1", "x"),
        ("http://user:pass@localhost/v1", "x"),
        ("http://localhost:99999/v1", "x"),
        ("http://localhost/v1?key=1", "x"),
        ("http://localhost/v1", " "),
    ],
)
def test_an_address_that_is_none_or_lets_others_read_along_is_refused(
    engine: Engine, url: str, model: str
):
    assert code(engine.last(m.AddModelServer(url=url, model=model))) == "usage"


@pytest.mark.parametrize("fault", ["html", "truncated", "busy"])
def test_a_server_that_does_not_serve_is_not_added(
    engine: Engine, server: VendorServer, fault: str
):
    before = models(engine).keys()
    server.faults.extend([fault] * 9)  # type: ignore[list-item]  # names of kinds
    name = next(iter(server.shop.models))
    failed = engine.last(m.AddModelServer(url=server.url, model=name, key=KEY))
    assert code(failed).startswith("vendor-")
    assert models(engine).keys() == before


@pytest.fixture
def voyage(tmp_path: Path) -> Iterator[VendorServer]:
    with voyage_for(tmp_path / "data") as server:
        yield server


def test_a_key_is_tried_before_it_is_kept(engine: Engine, voyage: VendorServer):
    tried = engine.last(m.TryModel(model="my-voyage-4", key=KEY))
    assert isinstance(tried, m.ModelMeasured), tried
    assert isinstance(engine.last(m.TryModel(model="my-voyage-rerank-2.5", key=KEY)), type(tried))
    assert models(engine)["my-voyage-4"].has_key is False
    refused = engine.last(m.TryModel(model="my-voyage-4", key=WRONG))
    assert (code(refused), WRONG in str(refused)) == ("vendor-key", False)
    assert code(engine.last(m.TryModel(model="my-voyage-4"))) == "vendor-key"


def test_no_key_is_in_a_log_or_in_an_answer(
    engine: Engine, voyage: VendorServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    said: list[m.Event] = []
    for key, place in ((KEY, "keyring"), (WRONG, "memory"), (WRONG, "nowhere"), (KEY, "memory")):
        said += engine.ask(m.SetKey(vendor=voyage.url, key=key, place=place))
        said += engine.ask(m.TryModel(model="my-voyage-4"))
        said += engine.ask(m.TryModel(model="my-voyage-4", key=WRONG))
        said += engine.ask(m.AddModelServer(url=voyage.url, model="x", key=key))
        said += engine.ask(m.ListModels())
    told = caplog.text + str([msgspec.to_builtins(one) for one in said])
    files = [path for path in (tmp_path / "data").rglob("*") if path.is_file()]
    told += "".join(path.read_bytes().decode("latin-1") for path in files)
    assert KEY not in told
    assert WRONG not in told


def test_languages_that_nobody_told_are_not_taken_for_all(engine: Engine, server: VendorServer):
    assert not added(engine, server, KEY).languages_known
    told = models(engine)
    every = [name for name, model in told.items() if not model.languages and model.bundled]
    assert "bm25" in every
    assert all(told[name].languages_known for name in every)
