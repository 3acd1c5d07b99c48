"""What the service does by itself: it follows the disk, rests when it is to, and mends."""

from __future__ import annotations

import contextlib
import queue
import sqlite3
from pathlib import Path

import pytest

from engine.host.paths import DataFolder
from engine.host.power import PaceMaker
from engine.protocol import messages as m
from engine.service.pacing import Pacing
from engine.store.catalogue_states import State
from engine.store.integrity import MARK_FILE
from tests.unit.service_engine import PATIENCE, Engine, add, names, wait_for


def test_a_paused_library_is_searched_and_not_indexed_until_it_goes_on(
    engine: Engine, data: DataFolder, documents: Path
) -> None:
    add(engine, documents)
    engine.last(m.Index())
    assert engine.last(m.SetPaused(paused=True)) == m.Done()
    (documents / "stars.txt").write_text("A telescope shows the moons of Jupiter.\n")
    failed = engine.last(m.Index())
    assert isinstance(failed, m.Failed)
    assert failed.code == "paused"
    assert engine.libraries()["Default"].paused
    assert engine.search("honey").hits
    engine.close()
    again = Engine(data)  # it outlasts the engine
    assert again.libraries()["Default"].paused
    assert again.last(m.SetPaused(paused=False)) == m.Done()
    assert isinstance(again.last(m.Index()), m.IndexFinished)
    assert Path(again.search("telescope").hits[0].path).name == "stars.txt"
    again.close()


def test_pausing_ends_a_run_and_tells_who_waits_for_it(engine: Engine, documents: Path) -> None:
    for number in range(300):
        (documents / f"{number}.txt").write_text(f"Document number {number}.\n" * 50)
    add(engine, documents)
    events: queue.SimpleQueue[m.Event] = queue.SimpleQueue()
    engine.parts.service.handle(m.Index(), events.put)
    events.get(timeout=PATIENCE)  # it runs
    assert engine.last(m.SetPaused(paused=True)) == m.Done()
    closing = events.get(timeout=PATIENCE)
    while not isinstance(closing, m.CLOSING):
        closing = events.get(timeout=PATIENCE)
    assert isinstance(closing, m.Failed)
    assert closing.code == "paused"


def test_on_battery_what_nobody_waits_for_is_held_and_the_rest_goes_on(
    engine: Engine, documents: Path
) -> None:
    battery = True
    wishes = m.Pace(on_battery="stop")
    engine.parts.indexing.pacing = Pacing(PaceMaker(wishes, battery=lambda: battery))
    assert engine.last(m.AddFolders(paths=(str(documents),))) == m.Done()
    wait_for(lambda: engine.libraries()["Default"].progress.phase == "holding")
    assert engine.libraries()["Default"].files == 0
    assert isinstance(engine.last(m.Index()), m.IndexFinished)  # a person asked for it
    assert engine.libraries()["Default"].files == 2
    (documents / "stars.txt").write_text("A telescope shows the moons of Jupiter.\n")
    wait_for(lambda: engine.libraries()["Default"].waiting == 1)
    assert "stars.txt" not in names(engine.search("telescope"))
    battery = False
    wait_for(lambda: "stars.txt" in names(engine.search("telescope")))


def test_a_folder_removed_while_paused_leaves_the_index(engine: Engine, documents: Path) -> None:
    add(engine, documents / "sea", documents / "bees.txt")
    engine.last(m.Index())
    engine.last(m.SetPaused(paused=True))
    (documents / "sea" / "tides.txt").write_text("The moon pulls the tides.\n")
    assert engine.last(m.RemoveFolders(paths=(str(documents / "bees.txt"),))) == m.Done()
    wait_for(lambda: engine.libraries()["Default"].files == 1)
    assert names(engine.search("honey tides")) <= {"ships.md"}


def test_small_changes_of_one_library_pass_a_long_run_of_another(
    engine: Engine, documents: Path, tmp_path: Path
) -> None:
    many = tmp_path / "many"
    many.mkdir()
    for number in range(1500):
        (many / f"{number}.txt").write_text(f"Document number {number} of many.\n" * 100)
    add(engine, documents, library="Small")
    engine.last(m.Index())
    add(engine, many, library="Large")
    events: queue.SimpleQueue[m.Event] = queue.SimpleQueue()
    engine.parts.service.handle(m.Index(library="Large"), events.put)
    wait_for(lambda: engine.libraries()["Large"].progress.phase == "indexing")
    (documents / "stars.txt").write_text("A telescope shows the moons of Jupiter.\n")
    wait_for(lambda: "stars.txt" in names(engine.search("telescope", "Small")))
    assert engine.last(m.RemoveLibrary(library="Small")) == m.Done()
    assert engine.libraries()["Large"].progress.running
    assert engine.last(m.RemoveLibrary(library="Large")) == m.Done()


def test_the_pace_is_chosen_told_and_remembered(engine: Engine, data: DataFolder) -> None:
    assert engine.last(m.SetPace(on_battery="stop")) == m.Done()
    assert engine.last(m.SetPace(while_working="full")) == m.Done()
    status = engine.last(m.GetStatus())
    assert isinstance(status, m.StatusReported)
    assert (status.pace.on_battery, status.pace.while_working) == ("stop", "full")
    engine.close()
    again = Engine(data)
    status = again.last(m.GetStatus())
    assert isinstance(status, m.StatusReported)
    assert (status.pace.on_battery, status.pace.while_working) == ("stop", "full")
    again.close()


def test_single_paths_are_indexed_and_strange_ones_refused(engine: Engine, documents: Path) -> None:
    add(engine, documents)
    engine.last(m.Index())
    (documents / "stars.txt").write_text("A telescope shows the moons of Jupiter.\n")
    finished = engine.last(m.Index(paths=(str(documents / "stars.txt"),)))
    assert isinstance(finished, m.IndexFinished)
    assert engine.search("telescope").hits
    failed = engine.last(m.Index(paths=("/somewhere/else",)))
    assert isinstance(failed, m.Failed)
    assert failed.code == "unknown-folder"
    engine.last(m.SetPaused(paused=True))
    paused = engine.last(m.Index(paths=(str(documents / "stars.txt"),), retry_failed=True))
    assert isinstance(paused, m.Failed)
    assert paused.code == "paused"


def test_what_changes_on_the_disk_is_found_without_a_command(
    engine: Engine, documents: Path
) -> None:
    add(engine, documents)
    engine.last(m.Index())
    (documents / "deep" / "er").mkdir(parents=True)
    (documents / "deep" / "er" / "stars.txt").write_text("A telescope shows Jupiter's moons.\n")
    wait_for(lambda: "stars.txt" in names(engine.search("telescope")))
    (documents / "bees.txt").write_text("Bees gather pollen.\n")
    wait_for(lambda: "bees.txt" in names(engine.search("pollen")))
    (documents / "deep").rename(documents / "sky")
    moved = str(documents / "sky" / "er" / "stars.txt")
    wait_for(lambda: [hit.path for hit in engine.search("telescope").hits][:1] == [moved])
    (documents / "sky" / "er" / "stars.txt").unlink()
    wait_for(lambda: "stars.txt" not in names(engine.search("telescope")))


def test_rules_choose_what_is_indexed_and_say_what_is_not(engine: Engine, documents: Path) -> None:
    add(engine, documents)
    engine.last(m.Index())
    assert engine.last(m.SetRules(rules=m.Rules(exclude=("bees.*",)))) == m.Done()
    wait_for(lambda: "bees.txt" not in names(engine.search("honey")))
    checked = engine.last(m.CheckPaths(paths=(str(documents / "bees.txt"),)))
    assert isinstance(checked, m.PathsChecked)
    (bees,) = checked.paths
    assert (bees.code, bees.detail, bees.source) == ("ignored", "bees.*", "library")
    assert engine.libraries()["Default"].rules == m.Rules(exclude=("bees.*",))
    assert engine.last(m.SetRules(rules=m.Rules())) == m.Done()
    wait_for(lambda: "bees.txt" in names(engine.search("honey")))


def test_a_folder_that_is_away_keeps_its_passages_marked(
    engine: Engine, documents: Path, tmp_path: Path
) -> None:
    add(engine, documents)
    engine.last(m.Index())
    documents.rename(tmp_path / "elsewhere")  # as if its drive was pulled out
    wait_for(lambda: all(hit.away for hit in engine.search("honey").hits))
    assert names(engine.search("honey")) >= {"bees.txt"}
    (notice,) = engine.libraries()["Default"].notices
    assert (notice.code, notice.path) == ("away", str(documents))
    (tmp_path / "elsewhere").rename(documents)
    wait_for(lambda: not engine.libraries()["Default"].notices)
    assert not any(hit.away for hit in engine.search("honey").hits)


def test_a_path_is_told_whether_it_is_indexed(engine: Engine, documents: Path) -> None:
    add(engine, documents)
    engine.last(m.Index())
    names = ("bees.txt", "sea/broken.pdf", "nothing.txt", "sea")
    asked = (*(str(documents / name) for name in names), "/somewhere/else.txt")
    checked = engine.last(m.CheckPaths(paths=asked))
    assert isinstance(checked, m.PathsChecked)
    codes = ["indexed", "failed", "missing", "folder", "outside"]
    assert [item.code for item in checked.paths] == codes
    assert [item.indexed for item in checked.paths] == [True, False, False, False, False]
    assert checked.paths[1].detail


@pytest.mark.logs
def test_a_library_damaged_under_the_engine_mends_itself_and_says_so(
    engine: Engine, data: DataFolder, documents: Path
) -> None:
    add(engine, documents)
    engine.last(m.Index())
    library = engine.parts.libraries.find("")
    for file in data.library(library.settings.id).glob("catalogue.sqlite*"):
        file.write_bytes(b"no database" * 10_000)
    engine.last(m.Index())  # it meets the damage, or comes after the one that did
    wait_for(lambda: engine.libraries()["Default"].files == 2)
    assert "bees.txt" in names(engine.search("honey"))
    codes = {notice.code for notice in engine.libraries()["Default"].notices}
    assert "healed" in codes


@pytest.mark.logs
def test_a_search_that_meets_damage_has_it_mended(
    engine: Engine, data: DataFolder, documents: Path
) -> None:
    for number in range(300):
        (documents / f"{number}.txt").write_text(f"Document {number} about tides.\n" * 20)
    add(engine, documents)
    engine.last(m.Index())
    engine.close()
    folder = data.library(engine.parts.libraries.find("").settings.id)
    with (folder / "catalogue.sqlite").open("r+b") as file:  # after an end in order: unsuspected
        pages = (folder / "catalogue.sqlite").stat().st_size // 4096
        file.seek(pages // 3 * 4096)
        file.write(bytes(pages // 3 * 4096))
    again = Engine(data)
    failed = again.last(m.Search(query="tides", rerank=False))
    assert isinstance(failed, m.Failed)
    assert failed.code == "catalogue-damaged"
    assert "by itself" in failed.hint
    wait_for(lambda: again.libraries()["Default"].files == 302)
    finished = again.last(m.Search(query="tides", rerank=False, patience=PATIENCE))
    assert isinstance(finished, m.SearchFinished)
    assert len(finished.hits) == 20
    again.close()


@pytest.mark.logs
def test_what_a_killed_engine_left_unfinished_is_told_as_that(
    engine: Engine, data: DataFolder, documents: Path
) -> None:
    add(engine, documents)
    engine.last(m.Index())
    engine.close()
    folder = data.library(engine.parts.libraries.find("").settings.id)
    with contextlib.closing(sqlite3.connect(folder / "catalogue.sqlite")) as catalogue:
        catalogue.execute("UPDATE files SET state = ? WHERE code = ''", (State.SEEN,))
        catalogue.commit()
    (folder / MARK_FILE).touch()
    again = Engine(data)
    again.last(m.Index())
    told = [
        (notice.code, "2 files" in notice.message)
        for notice in again.libraries()["Default"].notices
    ]
    assert told == [("unfinished", True)]
    again.close()
