"""Idle time fills the reranker's cache: with the likeliest first, bounded, and never felt."""

from __future__ import annotations

import gc
import os
import sqlite3
import time
import weakref
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from engine.host.cancellation import Token
from engine.host.paths import data_folder
from engine.host.power import PaceMaker
from engine.protocol import messages as m
from engine.search.completing import Asked
from engine.search.rerank import VectorReranker
from engine.service.ahead import Ahead
from engine.service.answering import Answer
from engine.service.likely import Likely
from engine.service.pacing import Pacing
from engine.service.searching import Searches
from engine.store.open import CACHE_FILE
from tests.unit.service_engine import Engine, add, wait_for
from tests.unit.vendor_service import KEY, ringing, voyage_for

FILES, PARAGRAPHS = 8, 3


class Wishing(NamedTuple):
    queries: list[str]
    paths: tuple[str, ...]


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    for number in range(FILES):
        file = folder / f"{number:02}.txt"
        paragraphs = (
            f"The harbour of town {number} has a crane of class {part}, which lifts heavy crates "
            f"of fruit from ships. " * 8
            for part in range(PARAGRAPHS)
        )
        file.write_text("\n\n".join(paragraphs), "utf-8")
        os.utime(file, (1_700_000_000 + number, 1_700_000_000 + number))
    return folder


class Idle:
    """An engine whose machine has nothing else to do, however busy it is."""

    def __init__(self, data: Path, notes: Path) -> None:
        self.battery = False
        self.indexing = False
        self.asked = Asked()
        self.looks = 0
        self.engine = Engine(data_folder(str(data)))
        add(self.engine, notes)
        assert isinstance(self.engine.last(m.Index()), m.IndexFinished)
        parts = self.engine.parts
        self.maker = PaceMaker(
            m.Pace(),
            battery=lambda: self.battery,
            load=lambda: 0.0,
            clock=lambda: 10 * time.monotonic(),
        )
        attention = parts.searches.attention
        self.ahead = Ahead(
            parts.libraries,
            Pacing(self.maker),
            self.is_indexing,
            lambda: self.asked,
            attention,
            waits=(0.0, 0.05),
        )
        self.searches = Searches(attention, lambda: None, self.ahead.stir)

    def is_indexing(self) -> bool:
        self.looks += 1
        return self.indexing

    def wait_for_turns(self) -> None:
        """Wait until the thread looked three times more: the turn between was had, or refused."""
        wanted = self.looks + 3
        wait_for(lambda: self.looks >= wanted)

    @property
    def info(self) -> m.LibraryInfo:
        return next(iter(self.engine.libraries().values()))

    @property
    def reranker(self) -> VectorReranker:
        (library,) = self.engine.parts.libraries.all()
        with library.lease(Token()) as opened:
            reranker = opened.searcher.reranker
        assert isinstance(reranker, VectorReranker)
        return reranker

    def texts(self, name: str) -> list[str]:
        (library,) = self.engine.parts.libraries.all()
        with library.lease(Token()) as opened:
            catalogue = opened.index.catalogue
            paths = [row[0] for row in catalogue.sizes() if row[0].endswith(name)]
            return [p.text for id_ in catalogue.ids_at(paths) for p in catalogue.passages_of(id_)]

    def made(self) -> list[bytes]:
        """The keys of what is kept, in the order in which it was made."""
        (library,) = self.engine.parts.libraries.all()
        file = self.engine.parts.libraries.folder(library) / CACHE_FILE
        with closing(sqlite3.connect(file)) as cache:
            return [row[0] for row in cache.execute("SELECT key FROM vectors ORDER BY id")]

    def search(self, query: str, *, rerank: bool = True) -> m.SearchFinished:
        command = m.Search(query=query, interim=True, rerank=rerank)
        answer = Answer(command, lambda _: None, Token())
        return self.searches.search(self.engine.parts.libraries.all(), command, answer)

    def close(self) -> None:
        self.ahead.close()
        self.searches.close()
        self.engine.close()


@pytest.fixture
def idle(tmp_path: Path, notes: Path) -> Iterator[Idle]:
    idle = Idle(tmp_path / "state", notes)
    yield idle
    idle.close()


def test_idle_time_makes_passages_ready_former_searches_first_then_recent_files(idle: Idle) -> None:
    assert (idle.info.ready, idle.info.ready_most) == (0, 0)
    idle.asked = Asked([m.PastSearch(query='"town 3"', last=0.0, times=1)])
    idle.ahead.start()
    wait_for(lambda: 0 < idle.info.ready == idle.info.passages)
    assert idle.info.ready_most == idle.info.passages
    assert idle.reranker.passages.unkept(idle.texts(".txt")) == []
    again, recent, made = idle.texts("03.txt"), idle.texts("11.txt"), idle.made()
    assert set(made[: len(again)]) == set(idle.reranker.passages.keys(again))
    rest = made[len(again) :]
    assert rest[: len(recent)] == idle.reranker.passages.keys(recent)


def test_a_search_stops_it_within_a_slice(idle: Idle) -> None:
    idle.ahead.start()
    wait_for(lambda: len(idle.made()) > 0)
    idle.battery = idle.indexing = True  # it is not to begin anew
    assert idle.search("which crane lifts fruit", rerank=False).hits
    idle.wait_for_turns()  # the slice under way was ended
    kept = len(idle.made())
    idle.wait_for_turns()
    assert len(idle.made()) == kept < idle.info.passages


def test_nothing_is_made_where_it_costs_something_or_is_not_wished(idle: Idle) -> None:
    idle.battery = True
    wait_for(lambda: not idle.maker.free)  # the machine is looked at now and then
    idle.ahead.start()
    idle.wait_for_turns()
    idle.indexing, idle.battery = True, False
    wait_for(lambda: idle.maker.free)
    idle.wait_for_turns()
    idle.maker.wish(m.Pace(in_advance=False))
    idle.indexing = False
    idle.wait_for_turns()
    assert idle.made() == []
    idle.maker.wish(m.Pace())
    wait_for(lambda: len(idle.made()) > 0)


def test_the_engine_ends_at_once_while_it_goes_on(idle: Idle) -> None:
    idle.ahead.start()
    wait_for(lambda: idle.info.ready > 0)
    began = time.monotonic()
    idle.ahead.close()
    assert time.monotonic() - began < 1.0


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


def test_a_search_calls_off_a_former_one_and_it_is_asked_later(idle: Idle) -> None:
    (library,) = idle.engine.parts.libraries.all()
    with library.lease(Token()) as opened:
        searcher, catalogue = opened.searcher, opened.index.catalogue
        likely = Likely(searcher, catalogue, idle.reranker)
        steps = likely.steps(Wishing(['"town 3"'], ()))
        for _ in range(FILES):
            assert next(steps) == []
        likely.token.cancel()
        assert next(steps) == []
        likely.token = Token()
        assert set(next(steps)) == set(idle.texts("03.txt"))


def test_a_library_that_was_removed_is_let_go(idle: Idle) -> None:
    idle.ahead.start()
    wait_for(lambda: len(idle.made()) > 0)
    idle.battery = True
    wait_for(lambda: not idle.maker.free)
    idle.wait_for_turns()
    assert idle.info.ready < idle.info.passages  # its plan is not at its end
    reranker = weakref.ref(idle.reranker)
    idle.engine.last(m.RemoveLibrary(library=idle.info.name))
    idle.battery = False

    def gone() -> bool:
        gc.collect()
        return reranker() is None

    wait_for(gone)
