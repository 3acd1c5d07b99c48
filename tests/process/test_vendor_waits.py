"""Libraries whose vectors a server makes, that wait: for a key, or for a server that is silent."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.host.cancellation import Token
from engine.protocol import messages as m
from tests.process.vendor_parts import (
    FILES,
    KEY,
    OURS,
    STATIC,
    SUBJECTS,
    blank,
    choose,
    cosines,
    index,
    library,
    open_library,
    told,
    wait_for_model,
    waits_for_a_key,
    write_notes,
)
from tests.unit.service_engine import Engine, names, wait_for
from tests.vendors.servers import Fault, VendorServer


@pytest.fixture
def server() -> Iterator[VendorServer]:
    with VendorServer("openai", models={OURS: 16}) as server:
        yield server


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    write_notes(tmp_path / "notes")
    return tmp_path / "notes"


@pytest.fixture
def engine(tmp_path: Path, notes: Path, server: VendorServer) -> Iterator[Engine]:
    with open_library(tmp_path, server) as engine:
        yield engine


def assert_asked_by_nobody(engine: Engine, server: VendorServer) -> None:
    """See that a run that no person asked for leaves the server alone."""
    asked = len(server.requests)
    for _ in range(2):  # what is due after a run is done by the same thread
        engine.parts.service.refresh_all()
        wait_for(lambda: not engine.parts.service.busy)
    assert waits_for_a_key(engine)
    assert len(server.requests) == asked, "it is not asked again and again"


def test_without_a_key_files_are_found_by_words_and_get_vectors_when_there_is_one(
    tmp_path: Path, engine: Engine, server: VendorServer, notes: Path
):
    server.shop.key = KEY
    choose(engine, OURS)
    index(engine)
    wait_for(lambda: waits_for_a_key(engine))
    assert told(engine) & {"vectors-lacking", "model-not-changed"}
    assert {"01.txt", "06.txt"} <= names(engine.search("interest rates spring"))
    (notes / "new.txt").write_text("An owl hoots in the barn of the year.")
    index(engine)
    assert names(engine.search("owl")) == {"new.txt"}
    wait_for(lambda: waits_for_a_key(engine))
    assert_asked_by_nobody(engine, server)
    given = engine.last(m.SetKey(vendor=server.url, key=KEY, place="memory"))
    assert isinstance(given, m.Done), given
    wait_for_model(engine, OURS)
    wait_for(lambda: not told(engine))
    assert blank(engine) == 0
    assert len(cosines(engine, "of the year")) == FILES + 1


@pytest.mark.slow
def test_a_change_waits_for_a_key_without_asking_and_goes_on_when_there_is_one(
    engine: Engine, server: VendorServer
):
    index(engine)
    server.shop.key = KEY
    choose(engine, OURS)
    wait_for(lambda: "model-not-changed" in told(engine) and waits_for_a_key(engine))
    asked = len(server.requests)
    assert cosines(engine, SUBJECTS[0])["00.txt"] is not None, "the former model serves"
    index(engine)  # who asks for an index has it asked once more
    wait_for(lambda: len(server.requests) > asked and waits_for_a_key(engine))
    assert_asked_by_nobody(engine, server)
    assert isinstance(engine.last(m.SetKey(vendor=server.url, key=KEY, place="memory")), m.Done)
    wait_for_model(engine, OURS)
    assert blank(engine) == 0
    wait_for(lambda: not told(engine))


def test_a_change_that_is_called_off_ends_at_once_while_the_server_is_silent(
    engine: Engine, server: VendorServer
):
    index(engine)
    server.faults.append(Fault("hang", times=50))
    choose(engine, OURS)
    wait_for(lambda: bool(server.requests))
    assert isinstance(engine.last(m.KeepModels(library="Notes")), m.Done)
    wait_for_model(engine, STATIC)
    asked = len(server.requests)
    assert cosines(engine, SUBJECTS[0])["00.txt"] is not None
    server.held.set()
    wait_for(lambda: "asking" not in {thread.name for thread in threading.enumerate()})
    index(engine)
    assert len(server.requests) == asked


def test_a_run_that_is_called_off_ends_at_once_while_the_server_is_silent(
    engine: Engine, server: VendorServer, notes: Path
):
    choose(engine, OURS)
    index(engine)
    wait_for_model(engine, OURS)
    server.faults.append(Fault("hang", times=50))
    (notes / "new.txt").write_text("An owl hoots in the barn of the year.")
    token = Token()
    asked = len(server.requests)

    called_off: list[float] = []

    def cancel() -> None:
        wait_for(lambda: len(server.requests) > asked)
        called_off.append(time.monotonic())
        token.cancel()

    thread = threading.Thread(target=cancel)
    thread.start()
    finished = engine.ask(m.Index(library="Notes"), token)[-1]
    thread.join()
    assert isinstance(finished, m.Failed)
    assert finished.code == "cancelled"
    wait_for(lambda: not library(engine).progress.running)
    assert time.monotonic() - called_off[0] < 30, "the server is silent for a minute"
    server.faults.clear()
    server.held.set()
    index(engine)
    assert "new.txt" in names(engine.search("owl"))
