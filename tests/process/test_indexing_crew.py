import signal
import threading
from collections.abc import Generator
from pathlib import Path

import psutil
import pytest

from engine.files.places import Places
from engine.host.cancellation import Token
from engine.host.launch import python_command
from engine.jobs import crew as crews
from engine.jobs.crew import Crew, Reader, UnwantedError
from engine.jobs.index import LibraryIndex
from engine.jobs.indexing import Indexer, IndexOutcome
from engine.jobs.pulse import STANDSTILL, Pulse
from tests.process.indexing_parts import content, fill, opened, run

PATIENCE = 30.0


@pytest.fixture
def crew() -> Generator[Crew]:
    crew = Crew(2)
    yield crew
    crew.close()
    assert workers() == []
    assert not [t for t in threading.enumerate() if t.name.startswith(("crew", "reader-"))]


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    fill(folder, 6, 3)
    return folder


def workers() -> list[psutil.Process]:
    children = psutil.Process().children()
    return [child for child in children if "engine.jobs.reading" in child.cmdline()]


def lent(crew: Crew, dense_model: str = "") -> Reader:
    return crew.lend(dense_model, lambda: False)


def wait_until_gone(pid: int) -> None:
    psutil.Process(pid).wait(PATIENCE)


def again(index: LibraryIndex, crew: Crew, path: Path, text: str) -> IndexOutcome:
    path.write_text(text, encoding="utf-8")
    indexer = Indexer(index, crew=crew)
    return indexer.run(Token(), lambda _: None, places=Places((str(path),)))


def test_a_worker_outlives_the_run(tmp_path: Path, documents: Path, crew: Crew):
    new = documents / "new.md"
    with opened(tmp_path / "state", documents) as index:
        Indexer(index, crew=crew, workers=1).run(Token(), lambda _: None)
        (first,) = workers()
        assert again(index, crew, new, "Zebras.").files == 1
        assert [worker.pid for worker in workers()] == [first.pid]


def test_a_worker_that_died_idle_is_replaced_and_no_file_blamed(
    tmp_path: Path, documents: Path, crew: Crew
):
    with opened(tmp_path / "state", documents) as index:
        Indexer(index, crew=crew, workers=1).run(Token(), lambda _: None)
        (first,) = workers()
        first.send_signal(signal.SIGKILL)
        wait_until_gone(first.pid)
        assert again(index, crew, documents / "new.md", "Zebras.").files == 1
        assert index.failures() == ([], [])
        assert first.pid not in [worker.pid for worker in workers()]


def test_an_idle_worker_ends_after_a_while(crew: Crew, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(crews, "IDLE_SECONDS", 0.1)
    reader = lent(crew)
    crew.take_back(reader)
    wait_until_gone(reader.worker.pid)


def test_a_worker_that_grew_is_not_used_again(crew: Crew, monkeypatch: pytest.MonkeyPatch):
    reader = lent(crew)
    crew.take_back(reader)
    assert lent(crew) is reader
    monkeypatch.setattr(crews, "GROWN", 0)
    crew.take_back(reader)
    assert not reader.worker.alive


def test_a_worker_serves_the_model_that_it_has_loaded(crew: Crew):
    one, other = lent(crew), lent(crew)
    crew.take_back(one)
    crew.take_back(other)
    third = lent(crew, "static-minilm-256")
    assert third not in (one, other)
    assert not one.worker.alive, "the crew would have grown without bound"
    assert lent(crew) is other
    for reader in (other, third):
        crew.take_back(reader)


def test_nobody_waits_for_an_unwanted_worker(crew: Crew, monkeypatch: pytest.MonkeyPatch):
    def hanging(module: str) -> list[str]:
        del module
        return [*python_command("tests.process.worker_examples"), "hang"]

    monkeypatch.setattr(crews, "python_command", hanging)
    with pytest.raises(UnwantedError):
        crew.lend("", lambda: True)


def test_what_comes_back_to_a_closed_crew_ends(crew: Crew):
    reader = lent(crew)
    crew.close()
    crew.take_back(reader)
    assert not reader.worker.alive


def test_a_reader_that_hangs_at_its_memory_limit_is_ended_long_before_its_time(
    tmp_path: Path, documents: Path, monkeypatch: pytest.MonkeyPatch
):
    def fragile(module: str) -> list[str]:
        del module
        return python_command("tests.process.reading_worse")

    monkeypatch.setattr(crews, "python_command", fragile)
    monkeypatch.setattr(crews, "MEMORY", 300 * 2**20)
    monkeypatch.setattr("engine.jobs.pulse.STANDSTILL", 1.0)
    (documents / "hoard.md").write_text("harmless to look at", encoding="utf-8")
    with opened(tmp_path / "state", documents) as index:
        outcome = run(index)
        assert (outcome.files, outcome.failed) == (6, 1)
        assert list(content(index).failures.values()) == ["reader-memory"]
        assert outcome.seconds < 30


def test_only_a_standstill_with_much_memory_is_one():
    now = 0.0
    process = psutil.Process()
    mine = process.memory_info()
    pulses = [Pulse(process.pid, limit, lambda: now) for limit in (mine.vms * 10, 1)]
    assert [pulse.stopped() for pulse in pulses] == [False, False]
    now = STANDSTILL * 2
    deadline = process.cpu_times().user + 0.05
    while process.cpu_times().user < deadline:
        pass
    assert [pulse.stopped() for pulse in pulses] == [False, False], "it worked meanwhile"
