"""What a person took out leaves the index, whatever else happens meanwhile."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.host.paths import DataFolder
from engine.jobs.indexing import IndexOutcome
from engine.protocol import messages as m
from engine.service.leftovers import mark_removed
from engine.service.runs import Run
from tests.unit.service_engine import PATIENCE, Engine, add, names, wait_for


class Gate:
    """Holds all runs back until it is opened, as a long run of another library would."""

    def __init__(self, engine: Engine) -> None:
        self.opened = threading.Event()
        self.reached = threading.Event()
        self._carrier = engine.parts.indexing._carrier
        self._carry_out = self._carrier.carry_out
        self._carrier.carry_out = self._wait

    def _wait(
        self, run: Run, make_way: Callable[[], None], interrupted: Callable[[], bool]
    ) -> IndexOutcome | Exception:
        self.reached.set()
        self.opened.wait(PATIENCE)
        return self._carry_out(run, make_way, interrupted)


def test_a_folder_that_is_removed_and_then_paused_leaves_the_index(
    engine: Engine, documents: Path
) -> None:
    add(engine, documents / "sea", documents / "bees.txt")
    engine.last(m.Index())
    gate = Gate(engine)
    engine.last(m.RemoveFolders(paths=(str(documents / "bees.txt"),)))
    assert gate.reached.wait(PATIENCE)
    assert engine.last(m.SetPaused(paused=True)) == m.Done()
    gate.opened.set()
    wait_for(lambda: engine.libraries()["Default"].files == 1)
    assert names(engine.search("honey")) <= {"ships.md"}


def test_what_new_rules_of_a_paused_library_leave_out_leaves_the_index(
    engine: Engine, documents: Path
) -> None:
    add(engine, documents)
    engine.last(m.Index())
    (documents / "bees.txt").write_text("Bees gather pollen.\n")
    engine.last(m.SetPaused(paused=True))
    assert engine.last(m.SetRules(rules=m.Rules(exclude=("sea/",)))) == m.Done()
    wait_for(lambda: engine.libraries()["Default"].files == 1)
    assert names(engine.search("honey")) == {"bees.txt"}  # its change waits


def test_a_removal_that_the_engine_s_end_cut_short_is_made_up_for(
    engine: Engine, data: DataFolder, documents: Path
) -> None:
    add(engine, documents / "sea", library="Paused")
    add(engine, documents / "bees.txt", library="Empty")
    engine.last(m.Index())
    engine.close()
    again = Engine(data)
    again.parts.indexing.close()  # what is removed now has nobody to carry it out
    again.last(m.RemoveFolders(paths=(str(documents / "bees.txt"),), library="Empty"))
    again.last(m.SetRules(rules=m.Rules(include=("*.pdf",)), library="Paused"))
    again.last(m.SetPaused(paused=True, library="Paused"))
    again.close()
    last = Engine(data)
    assert [library.files for library in last.libraries().values()] == [1, 1]
    last.parts.service.refresh_all()
    wait_for(lambda: [library.files for library in last.libraries().values()] == [0, 0])
    last.close()


def test_a_library_removed_before_the_end_is_erased(
    engine: Engine, data: DataFolder, documents: Path
) -> None:
    add(engine, documents)
    engine.last(m.Index())
    gate = Gate(engine)
    engine.parts.service.handle(m.Index(), lambda _: None)
    assert gate.reached.wait(PATIENCE)
    said: queue.SimpleQueue[m.Event] = queue.SimpleQueue()
    engine.parts.service.handle(m.RemoveLibrary(library="Default"), said.put)
    threading.Timer(0.2, gate.opened.set).start()
    engine.close()
    assert said.get(timeout=PATIENCE) == m.Done()
    assert not list((data.root / "libraries").iterdir())


def test_a_library_removed_at_the_end_is_erased(
    engine: Engine, data: DataFolder, documents: Path
) -> None:
    add(engine, documents)
    engine.last(m.Index())
    engine.parts.indexing.close()
    assert engine.last(m.RemoveLibrary(library="Default")) == m.Done()
    assert not list((data.root / "libraries").iterdir())


def test_what_a_killed_engine_left_of_a_removed_library_is_erased(
    engine: Engine, data: DataFolder, documents: Path
) -> None:
    add(engine, documents)
    engine.last(m.Index())
    engine.close()
    left = data.made_library("0123456789ab")
    (left / "catalogue.sqlite").write_bytes(b"what was there")
    mark_removed(left)
    Engine(data).close()
    assert [path.name for path in data.state_folders()] != [left.name]
    assert len(data.state_folders()) == 1


def test_what_is_no_library_or_may_come_back_is_not_erased(
    engine: Engine, data: DataFolder, documents: Path
) -> None:
    add(engine, documents)
    engine.last(m.Index())
    engine.close()
    (data.root / "libraries" / "a note.txt").write_text("mine")
    (data.root / "libraries" / "link").symlink_to(documents)
    before = sorted((data.root / "libraries").iterdir())
    moved = data.settings_file.rename(data.root / "moved away")
    Engine(data).close()
    assert sorted((data.root / "libraries").iterdir()) == before
    for older in ("", "version = 1\n"):
        data.settings_file.write_text(older)
        Engine(data).close()
        assert sorted((data.root / "libraries").iterdir()) == before
    moved.replace(data.settings_file)
    Engine(data).close()
    assert sorted((data.root / "libraries").iterdir()) == before
    assert (documents / "bees.txt").exists()


@pytest.mark.logs
def test_a_library_that_the_disk_refused_is_not_there(
    engine: Engine, data: DataFolder, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("engine.store.settings.write_whole", refuse)
        assert isinstance(add(engine, documents), m.Failed)
    assert engine.libraries() == {}
    assert not (data.root / "libraries").exists()
    assert add(engine, documents) == m.Done()
    with monkeypatch.context() as patch:
        patch.setattr("engine.store.settings.write_whole", refuse)
        assert isinstance(engine.last(m.RemoveLibrary(library="Default")), m.Failed)
    engine.last(m.SetPace(on_battery="stop"))
    engine.close()
    again = Engine(data)
    assert set(again.libraries()) == {"Default"}
    again.close()
