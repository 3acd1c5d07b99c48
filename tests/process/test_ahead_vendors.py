"""What is made ahead is made here: no vendor is asked for what nobody wants yet."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.host.paths import data_folder
from engine.protocol import messages as m
from engine.search.completing import Asked
from tests.process.idle_engine import Idle, write_notes
from tests.unit.service_engine import wait_for
from tests.unit.vendor_service import KEY, ringing, voyage_for


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    return write_notes(tmp_path / "notes")


def test_a_vendor_is_never_asked_in_advance(tmp_path: Path, notes: Path) -> None:
    data = tmp_path / "state"
    with ringing(), voyage_for(data_folder(str(data)).root) as server:
        idle = Idle(data, notes)
        try:
            assert (
                idle.engine.last(m.SetKey(vendor=server.url, key=KEY, place="memory")) == m.Done()
            )
            chosen = m.SetModels(
                library=idle.info.name,
                dense_model="",
                reranker="my-voyage-rerank-2.5",
                agreed_to="127.0.0.1",
            )
            assert not isinstance(idle.engine.last(chosen), m.Failed)
            assert idle.info.reranker == "my-voyage-rerank-2.5"
            asked = len(server.requests)
            idle.asked = Asked([m.PastSearch(query="crane", last=0.0, times=1)])
            (library,) = idle.engine.parts.libraries.all()
            wait_for(lambda: library.ready)
            idle.ahead.start()
            idle.wait_for_turns()
            assert (idle.info.ready, idle.info.ready_most) == (0, 0)
            assert len(server.requests) == asked
        finally:
            idle.close()


def test_no_vendor_gets_former_searches_for_their_vectors(tmp_path: Path, notes: Path) -> None:
    data = tmp_path / "state"
    with ringing(), voyage_for(data_folder(str(data)).root) as server:
        idle = Idle(data, notes)
        try:
            key = m.SetKey(vendor=server.url, key=KEY, place="memory")
            assert idle.engine.last(key) == m.Done()
            chosen = m.SetModels(
                library=idle.info.name,
                dense_model="my-voyage-4",
                reranker=idle.info.reranker,
                agreed_to="127.0.0.1",
            )
            assert not isinstance(idle.engine.last(chosen), m.Failed)
            assert isinstance(idle.engine.last(m.Index()), m.IndexFinished)
            wait_for(lambda: idle.info.dense_model == "my-voyage-4")
            asked = len(server.requests)
            assert asked  # it has the passages
            secret, elsewhere = "who owes me money", "asked of a library that sends nothing"
            saved = m.SavedSearch(name="debts", query=secret, library=idle.info.name)
            past = m.PastSearch(query=elsewhere, last=0.0, times=1)
            idle.asked = Asked([past], [saved])
            idle.ahead.start()
            wait_for(lambda: 0 < idle.info.ready == idle.info.passages)  # by words nobody sees
            assert len(server.requests) == asked
            finished = idle.engine.search("crane", idle.info.name)  # but who asks is answered
            assert finished.hits
            assert len(server.requests) == asked + 1
        finally:
            idle.close()
