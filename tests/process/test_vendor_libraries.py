"""Libraries whose vectors a server makes: what it is asked, and what happens when it fails."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

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
    passages,
    started,
    told,
    wait_for_model,
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


def test_a_library_is_indexed_and_searched_by_a_servers_vectors(
    engine: Engine, server: VendorServer, notes: Path
):
    choose(engine, OURS)
    wait_for_model(engine, OURS)
    assert index(engine).passages == FILES
    assert set(passages(server).values()) == {1}
    assert len(passages(server)) == FILES
    found = cosines(engine, "The kitten sleeps on a warm rug by the stove.")
    assert (found["00.txt"] or 0) > 0.5
    (notes / "copy.txt").write_bytes((notes / "07.txt").read_bytes())
    (notes / "new.txt").write_text("A puppy naps in the sun of the year.")
    index(engine)
    assert passages(server)["A puppy naps in the sun of the year."] == 1
    assert set(passages(server).values()) == {1}
    assert told(engine) == set()


def test_going_back_to_a_former_model_asks_the_server_for_nothing(
    engine: Engine, server: VendorServer
):
    choose(engine, OURS)
    index(engine)
    wait_for_model(engine, OURS)
    choose(engine, STATIC)
    wait_for_model(engine, STATIC)
    choose(engine, OURS)
    wait_for_model(engine, OURS)
    assert set(passages(server).values()) == {1}
    assert (cosines(engine, SUBJECTS[0])["00.txt"] or 0) > 0.5


@pytest.mark.slow
def test_a_storm_of_refusals_loses_nothing_and_is_waited_for(
    engine: Engine, server: VendorServer, notes: Path
):
    choose(engine, OURS)
    index(engine)
    wait_for_model(engine, OURS)
    before = passages(server)
    for number in range(FILES):
        (notes / f"late{number:02}.txt").write_text(f"An owl hoots in barn {number} of the year.")
    server.faults.append(Fault("busy", times=10**6, retry_after="0"))
    index(engine)
    assert len(names(engine.search("owl barn"))) >= 8
    assert blank(engine) > 0
    assert told(engine) == {"vectors-lacking"}
    server.faults.clear()
    wait_for(lambda: not told(engine))
    assert blank(engine) == 0
    assert len(set(passages(server)) - set(before)) == FILES


def test_a_document_that_is_refused_is_found_by_its_words_and_others_go_on(
    engine: Engine, server: VendorServer
):
    choose(engine, OURS)
    server.faults += [Fault("truncated"), Fault("page")]
    index(engine)
    wait_for_model(engine, OURS)
    assert len(cosines(engine, "of the year")) == FILES
    assert blank(engine) == 0, "they were asked for again"


@pytest.mark.slow
def test_a_model_that_is_removed_takes_its_vectors_along(
    engine: Engine, server: VendorServer, tmp_path: Path
):
    choose(engine, OURS)
    index(engine)
    made = tmp_path / "data" / "models" / "_vectors" / f"{OURS}.sqlite"
    assert made.exists()
    choose(engine, STATIC)
    wait_for_model(engine, STATIC)
    assert isinstance(engine.last(m.RemoveModel(model=OURS)), m.Done)
    assert not made.exists()


@pytest.mark.slow
def test_the_next_engine_makes_the_vectors_that_files_lack(
    engine: Engine, server: VendorServer, tmp_path: Path
):
    server.shop.key = KEY
    choose(engine, OURS)
    index(engine)
    assert blank(engine) == FILES
    engine.close()
    server.shop.key = ""
    second = started(tmp_path)
    try:
        second.parts.service.refresh_all()
        wait_for(lambda: blank(second) == 0)
        wait_for(lambda: not library(second).progress.running)
        assert (library(second).files, library(second).failed) == (FILES, 0)
        assert set(passages(server).values()) == {1}
        assert told(second) == set()
    finally:
        second.close()
