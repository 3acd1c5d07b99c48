"""Idle time fills the reranker's cache: with the likeliest first, bounded, and never felt."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from engine.host.cancellation import Token
from engine.protocol import messages as m
from engine.search.completing import Asked
from engine.service.likely import Likely
from tests.process.idle_engine import FILES, Idle, write_notes
from tests.unit.service_engine import wait_for


class Wishing(NamedTuple):
    queries: list[str]
    paths: tuple[str, ...]


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    return write_notes(tmp_path / "notes")


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
    idle.ahead.close()
    wait_for(lambda: all(thread.name != "ahead" for thread in threading.enumerate()))
    assert len(idle.made()) < idle.info.passages


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
