"""Maps of real libraries, made by a real worker."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest

from engine.host.cancellation import Token
from engine.host.paths import data_folder
from engine.maps.client import MapFailedError, made_map
from engine.maps.record import MAP_FILE
from engine.protocol import messages as m
from engine.protocol.errors import Cancelled
from engine.store.open import CATALOGUE_FILE
from tests.process.search_examples import FILES, write_files
from tests.unit.service_engine import Engine, add

pytestmark = pytest.mark.timeout(180)


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documents of all tests; the last one changes them."""
    root = tmp_path_factory.mktemp("documents")
    write_files(root)
    return root


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, documents: Path) -> Iterator[Engine]:
    engine = Engine(data_folder(str(tmp_path_factory.mktemp("home") / "data")))
    add(engine, documents, library="Examples")
    assert isinstance(engine.last(m.Index(library="Examples")), m.IndexFinished)
    yield engine
    engine.close()


def _map(engine: Engine, *, anew: bool = False) -> m.MapMade:
    made = engine.last(m.MakeMap(library="Examples", anew=anew))
    assert isinstance(made, m.MapMade), made
    return made


def _say_nothing(_phase: str, _done: int, _total: int) -> None:
    pass


def _state(engine: Engine) -> Path:
    return engine.parts.libraries.folder(engine.parts.libraries.find("Examples"))


def test_every_document_has_a_place_and_progress_is_told(engine: Engine) -> None:
    *steps, made = engine.ask(m.MakeMap(library="Examples", anew=True))
    assert isinstance(made, m.MapMade)
    assert {Path(path).name for path in made.paths} == {Path(name).name for name in FILES}
    for axis in (made.xs, made.ys):
        places = np.frombuffer(axis, "<f4")
        assert len(places) == len(FILES)
        assert ((places >= 0) & (places <= 1)).all()
    assert len(np.frombuffer(made.clusters_of, "<i2")) == len(FILES)
    assert sum(cluster.documents for cluster in made.clusters) <= len(FILES)
    assert not made.stale
    phases = [step.phase for step in steps if isinstance(step, m.MapAdvanced)]
    assert set(phases) == {"reading", "placing", "naming"}


def test_a_map_is_taken_from_the_disk_and_is_the_same_when_made_again(engine: Engine) -> None:
    first = _map(engine)
    assert engine.ask(m.MakeMap(library="Examples")) == [first]
    again = _map(engine, anew=True)
    assert again.made > first.made
    assert (again.xs, again.ys) == (first.xs, first.ys)


def test_a_library_without_documents_has_an_empty_map(tmp_path: Path) -> None:
    engine = Engine(data_folder(str(tmp_path / "data")))
    (tmp_path / "empty").mkdir()
    add(engine, tmp_path / "empty", library="Examples")
    try:
        assert _map(engine).paths == ()
    finally:
        engine.close()


def test_a_kept_map_that_makes_no_sense_is_made_anew(engine: Engine) -> None:
    first = _map(engine)
    (_state(engine) / MAP_FILE).write_bytes(b"nonsense")
    assert _map(engine).paths == first.paths


def test_the_beginning_of_a_known_document_is_read_and_of_no_other(
    engine: Engine, documents: Path, tmp_path: Path
) -> None:
    known, other = documents / "nature/volcano.txt", tmp_path / "other.txt"
    other.write_text("secret")
    begun = engine.last(m.ReadBeginning(library="Examples", path=str(known)))
    assert isinstance(begun, m.BeginningRead)
    assert begun.text.startswith("Molten rock rises")
    unknown = engine.last(m.ReadBeginning(library="Examples", path=str(other)))
    assert unknown == m.BeginningRead(path=str(other), text="")


def test_a_map_is_called_off_and_its_worker_ends(engine: Engine) -> None:
    token, workers = Token(), set(psutil.Process().children())

    def stop(_phase: str, _done: int, _total: int) -> None:
        token.cancel()

    with pytest.raises(Cancelled):
        made_map(_state(engine) / CATALOGUE_FILE, "", stop, token)
    assert set(psutil.Process().children()) <= workers


def test_the_latest_request_wins(engine: Engine) -> None:
    events: queue.SimpleQueue[m.Event] = queue.SimpleQueue()
    begun = threading.Event()

    def take(event: m.Event) -> None:
        events.put(event)
        begun.set()

    command = m.MakeMap(library="Examples", anew=True)
    first = threading.Thread(target=engine.parts.service.handle, args=(command, take))
    first.start()
    assert begun.wait(60)
    assert _map(engine, anew=True).paths
    first.join()
    last = [events.get() for _ in range(events.qsize())][-1]
    assert isinstance(last, m.MapMade) or (isinstance(last, m.Failed) and last.code == "cancelled")


def test_a_catalogue_that_is_none_is_an_expected_failure(tmp_path: Path) -> None:
    (tmp_path / CATALOGUE_FILE).write_bytes(b"no database" * 1000)
    with pytest.raises(MapFailedError) as failed:
        made_map(tmp_path / CATALOGUE_FILE, "", _say_nothing, Token())
    assert failed.value.code == "catalogue-damaged"


def test_a_worker_that_dies_is_an_expected_failure(tmp_path: Path) -> None:
    with pytest.raises(MapFailedError):
        made_map(tmp_path / "x", "", _say_nothing, Token(), command=["/bin/false"])


def test_what_changes_makes_it_stale_and_what_is_gone_leaves_it(
    engine: Engine, documents: Path
) -> None:
    before = _map(engine)
    (documents / "money/refund.txt").unlink()
    (documents / "money/mortgage.md").rename(documents / "money/loan.md")
    (documents / "new.txt").write_text("Tides follow the moon, twice a day, in every harbour.")
    engine.last(m.Index(library="Examples"))
    after = _map(engine)
    assert after.stale
    assert after.changed == 2
    assert len(after.paths) == len(before.paths) - 1
    assert str(documents / "money/loan.md") in after.paths
    assert str(documents / "new.txt") not in after.paths
    assert str(documents / "new.txt") in _map(engine, anew=True).paths
