"""A library whose files are suspected is opened anew, once, and by whoever comes next."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from engine.host.cancellation import Token
from engine.host.paths import data_folder
from engine.protocol import messages as m
from engine.protocol.errors import Cancelled, StoreError
from engine.service.library import Library
from engine.service.opening import OpenLibrary
from engine.store.milvus_errors import StoreBrokenError, StoreClosedError
from engine.store.settings import LibrarySettings
from tests.unit.service_engine import Engine, add, names, wait_for


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A service with one indexed library."""
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "apple.txt").write_text("an apple is a fruit")
    opened = Engine(data_folder(str(tmp_path / "data")))
    add(opened, documents)
    opened.last(m.Index())
    yield opened
    opened.close()


class Gate:
    """Opens a library when it is let through, and counts."""

    def __init__(self, opener: Callable[[LibrarySettings], OpenLibrary]) -> None:
        self.let_through = threading.Event()
        self.entered = threading.Event()
        self.opened: list[OpenLibrary] = []
        self.begun = 0
        self._opener = opener

    def __call__(self, settings: LibrarySettings) -> OpenLibrary:
        self.begun += 1
        self.entered.set()
        assert self.let_through.wait(30)
        self.opened.append(self._opener(settings))
        return self.opened[-1]


@pytest.fixture
def gated(engine: Engine) -> tuple[Library, Gate]:
    """The library, closed, and what its next opening has to pass."""
    library = engine.parts.libraries.all()[0]
    former = library.take()
    assert former is not None
    former.close()
    gate = Gate(library._opener)  # pyright: ignore[reportPrivateUsage]
    return Library(library.settings, gate, library.upkeep, library.watch), gate


def begin_and_give_up(library: Library, gate: Gate) -> None:
    """Begin an opening as a search does that is called off at once."""
    token = Token()

    def use() -> None:
        with library.lease(token):
            pass

    with ThreadPoolExecutor(1) as pool:
        searching = pool.submit(use)
        assert gate.entered.wait(30)
        token.cancel()
        with pytest.raises(Cancelled):
            searching.result(30)


def test_an_opening_under_way_is_not_begun_again(gated: tuple[Library, Gate]) -> None:
    library, gate = gated
    begin_and_give_up(library, gate)
    library.suspect()
    library.mend()
    gate.let_through.set()
    with library.lease(Token()) as opened:
        assert gate.opened == [opened]
    assert gate.begun == 1
    taken = library.take()
    assert taken is not None
    taken.close()


def test_taking_a_library_does_not_wait_for_its_opening_and_closes_it_later(
    gated: tuple[Library, Gate],
) -> None:
    library, gate = gated
    begin_and_give_up(library, gate)
    began = time.monotonic()
    assert library.take(0.1) is None
    assert time.monotonic() - began < 10
    gate.let_through.set()

    def closed() -> bool:
        try:
            return not gate.opened or gate.opened[0].index.store.count() < 0
        except StoreClosedError:
            return True

    wait_for(lambda: bool(gate.opened) and closed())


def replaced(library: Library) -> OpenLibrary:
    """Have a library opened anew although somebody uses it."""
    library.suspect()
    library.mend(0.05)
    with library.lease(Token()) as new:
        return new


@pytest.mark.parametrize("failure", [StoreClosedError, StoreBrokenError])
def test_a_search_that_is_slower_than_the_mending_casts_no_doubt_on_the_new_opening(
    engine: Engine, failure: type[StoreError]
) -> None:
    library = engine.parts.libraries.all()[0]
    engine.last(m.SetPaused(library="", paused=True))  # no run of its own comes between
    new: list[OpenLibrary] = []

    def search_slowly() -> None:
        with library.lease(Token()) as former:
            new.append(replaced(library))
            assert new[0] is not former
            if failure is StoreBrokenError:
                raise failure("of the former opening")
            former.index.store.count()

    with pytest.raises(failure):
        search_slowly()
    with library.lease(Token()) as still:
        assert new == [still]


def test_a_paused_library_is_mended_by_the_next_search(engine: Engine) -> None:
    library = engine.parts.libraries.all()[0]
    engine.last(m.SetPaused(library="", paused=True))
    with pytest.raises(StoreBrokenError), library.lease(Token()) as failing:
        raise StoreBrokenError("it failed")
    assert names(engine.search("fruit")) == {"apple.txt"}
    with library.lease(Token()) as mended:
        assert mended is not failing
