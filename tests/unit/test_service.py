"""The service as a function from commands to events, with real libraries behind it."""

from __future__ import annotations

import contextlib
import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from engine.host.cancellation import Token
from engine.host.paths import DataFolder
from engine.host.power import PaceMaker
from engine.protocol import messages as m
from engine.protocol.errors import UsageError
from engine.service.assembly import Parts, assemble
from engine.service.folders import NoSuchPathError, with_folders, without_folders
from engine.service.pacing import Pacing

PATIENCE = 60


class Engine:
    """A service and what it said."""

    def __init__(self, data: DataFolder) -> None:
        self.quit = threading.Event()
        self.parts: Parts = assemble(data, self.quit.set)
        self.news: queue.SimpleQueue[m.Event] = queue.SimpleQueue()
        self.parts.news.tell(self.news.put)

    def ask(self, command: m.Command, token: Token | None = None) -> list[m.Event]:
        """Return all events of a command."""
        events: queue.SimpleQueue[m.Event] = queue.SimpleQueue()
        self.parts.service.handle(command, events.put, token)
        said = [events.get(timeout=PATIENCE)]
        while not isinstance(said[-1], m.CLOSING):
            said.append(events.get(timeout=PATIENCE))
        return said

    def last(self, command: m.Command) -> m.Event:
        """Return the closing event of a command."""
        return self.ask(command)[-1]

    def libraries(self) -> dict[str, m.LibraryInfo]:
        """Return the libraries by name."""
        listed = self.last(m.ListLibraries())
        assert isinstance(listed, m.LibrariesListed)
        return {library.name: library for library in listed.libraries}

    def search(self, query: str, library: str = "") -> m.SearchFinished:
        """Return the answer without reranking."""
        finished = self.last(m.Search(query=query, library=library, rerank=False))
        assert isinstance(finished, m.SearchFinished)
        return finished

    def close(self) -> None:
        """End as the process does."""
        self.parts.indexing.close()
        self.parts.searches.close()
        self.parts.libraries.close()


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    folder = DataFolder(tmp_path / "data")
    folder.root.mkdir()
    return folder


@pytest.fixture
def engine(data: DataFolder) -> Generator[Engine]:
    engine = Engine(data)
    yield engine
    engine.close()


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    (folder / "sea").mkdir(parents=True)
    (folder / "bees.txt").write_text("Bees gather nectar and make honey of it.\n")
    (folder / "sea" / "ships.md").write_text("# Ships\n\nA hull displaces water and floats.\n")
    (folder / "sea" / "broken.pdf").write_bytes(b"%PDF-1.7 nothing more")
    return folder


def names(finished: m.SearchFinished) -> set[str]:
    """Return the names of the files that were found."""
    return {Path(hit.path).name for hit in finished.hits}


def wait_for(fact: Callable[[], bool]) -> None:
    """Wait until something is so."""
    ends = time.monotonic() + PATIENCE
    while not fact():
        assert time.monotonic() < ends, "it did not come true"
        threading.Event().wait(0.05)


def make_too_new(folder: Path) -> None:
    """Have a catalogue there that a newer version wrote."""
    folder.mkdir(parents=True, exist_ok=True)
    with contextlib.closing(sqlite3.connect(folder / "catalogue.sqlite")) as connection:
        connection.execute("PRAGMA user_version = 99")


def add(engine: Engine, *paths: Path, library: str = "") -> m.Event:
    named = tuple(str(path) for path in paths)
    return engine.last(m.AddFolders(paths=named, library=library, index=False))


def test_a_folder_is_added_indexed_found_and_taken_away(engine: Engine, documents: Path) -> None:
    assert add(engine, documents) == m.Done()
    *interim, finished = engine.ask(m.Index(ticket=7))
    assert isinstance(finished, m.IndexFinished)
    assert (finished.files, finished.failed, finished.passages) == (2, 1, 2)
    assert {event.ticket for event in (*interim, finished)} == {7}
    hits = engine.search("honey").hits
    assert [(hit.rank, Path(hit.path).name) for hit in hits[:1]] == [(1, "bees.txt")]
    listed = engine.last(m.ListFailures())
    assert isinstance(listed, m.FailuresListed)
    assert [Path(failure.path).name for failure in listed.failures] == ["broken.pdf"]
    assert listed.failures[0].code
    assert engine.last(m.RemoveFolders(paths=(str(documents),))) == m.Done()
    assert isinstance(engine.last(m.Index()), m.IndexFinished)
    assert engine.search("honey").hits == ()
    assert (documents / "bees.txt").exists()


def test_counts_are_known_before_a_library_is_opened(
    engine: Engine, data: DataFolder, documents: Path
) -> None:
    add(engine, documents)
    engine.last(m.Index())
    engine.close()
    again = Engine(data)
    library = again.libraries()["Default"]
    assert (library.files, library.passages, library.failed, library.waiting) == (2, 2, 1, 0)
    assert again.search("honey").hits
    again.close()


def test_two_libraries_are_searched_together_in_one_order(engine: Engine, documents: Path) -> None:
    add(engine, documents / "bees.txt", library="Land")
    add(engine, documents / "sea", library="Sea")
    finished = engine.last(m.Index())
    assert isinstance(finished, m.IndexFinished)
    assert finished.files == 2
    hits = engine.search("honey floats").hits
    assert {hit.library for hit in hits} == {"Land", "Sea"}
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert {hit.library for hit in engine.search("honey", "Sea").hits} <= {"Sea"}


def test_a_removed_library_leaves_nothing_but_the_documents(
    engine: Engine, data: DataFolder, documents: Path
) -> None:
    add(engine, documents)
    engine.last(m.Index())
    assert engine.last(m.RemoveLibrary(library="Default")) == m.Done()
    assert engine.libraries() == {}
    assert not list((data.root / "libraries").iterdir())
    assert (documents / "bees.txt").exists()
    failed = engine.last(m.Search(query="honey"))
    assert isinstance(failed, m.Failed)
    assert failed.code == "unknown-library"


def test_a_library_removed_while_it_is_indexed_ends_the_run(
    engine: Engine, documents: Path
) -> None:
    for number in range(200):
        (documents / f"{number}.txt").write_text(f"Document number {number}.\n" * 50)
    add(engine, documents)
    events: queue.SimpleQueue[m.Event] = queue.SimpleQueue()
    engine.parts.service.handle(m.Index(), events.put)
    events.get(timeout=PATIENCE)  # it runs
    assert engine.last(m.RemoveLibrary(library="Default")) == m.Done()
    closing = events.get(timeout=PATIENCE)
    while not isinstance(closing, m.CLOSING):
        closing = events.get(timeout=PATIENCE)
    assert isinstance(closing, m.Failed | m.IndexFinished)


def test_a_called_off_index_closes_with_cancelled_and_the_next_one_works(
    engine: Engine, documents: Path
) -> None:
    add(engine, documents)
    token = Token()
    token.cancel()
    last = engine.ask(m.Index(), token)[-1]
    assert isinstance(last, m.Failed)
    assert last.code == "cancelled"
    finished = engine.last(m.Index())
    assert isinstance(finished, m.IndexFinished)
    assert finished.files + finished.unchanged == 2


def test_clients_that_ask_at_once_share_a_run(engine: Engine, documents: Path) -> None:
    add(engine, documents)
    answers: queue.SimpleQueue[m.Event] = queue.SimpleQueue()
    for ticket in (1, 2):
        engine.parts.service.handle(m.Index(ticket=ticket), answers.put)
    closing: dict[int, m.Event] = {}
    while len(closing) < 2:
        event = answers.get(timeout=PATIENCE)
        if isinstance(event, m.CLOSING):
            closing[event.ticket] = event
    finished = [event for event in closing.values() if isinstance(event, m.IndexFinished)]
    assert [event.files for event in finished] == [2, 2]


def test_a_subscriber_hears_the_present_state_before_its_answer(
    engine: Engine, documents: Path
) -> None:
    add(engine, documents)
    first, second, last = engine_events = engine.ask(m.Subscribe(ticket=9))[:3]
    assert isinstance(first, m.LibrariesChanged)
    assert isinstance(second, m.ProgressChanged)
    assert last == m.Done(ticket=9)
    assert [event.ticket for event in engine_events] == [0, 0, 9]


@pytest.mark.logs
def test_an_index_that_cannot_be_opened_is_reported_listed_and_can_be_removed(
    engine: Engine, data: DataFolder, documents: Path
) -> None:
    add(engine, documents / "bees.txt", library="Good")
    add(engine, documents / "sea", library="Bad")
    engine.last(m.Index(library="Good"))
    bad = next(item for item in engine.parts.libraries.all() if item.settings.name == "Bad")
    make_too_new(data.library(bad.settings.id))
    failed = engine.last(m.Index())
    assert isinstance(failed, m.Failed)
    assert failed.code.startswith("catalogue-")
    assert engine.libraries()["Bad"].files == 0
    finished = engine.search("honey")  # the other library answers all the same
    assert [hit.library for hit in finished.hits[:1]] == ["Good"]
    assert [note.message[:5] for note in finished.notes if note.code == failed.code] == ["Bad: "]
    alone = engine.last(m.Search(query="honey", library="Bad"))
    assert isinstance(alone, m.Failed)
    assert engine.last(m.RemoveLibrary(library="Bad")) == m.Done()
    assert set(engine.libraries()) == {"Good"}


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
def test_an_error_in_the_background_is_news(
    engine: Engine, data: DataFolder, documents: Path
) -> None:
    add(engine, documents)
    library = engine.parts.libraries.find("")
    make_too_new(data.library(library.settings.id))
    engine.parts.service.refresh_all()
    event = engine.news.get(timeout=PATIENCE)
    while not isinstance(event, m.Failed):
        event = engine.news.get(timeout=PATIENCE)
    assert (event.ticket, event.code[:10]) == (0, "catalogue-")


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
    names = ("bees.txt", "sea/broken.pdf", "nothing.txt")
    asked = (*(str(documents / name) for name in names), "/somewhere/else.txt")
    checked = engine.last(m.CheckPaths(paths=asked))
    assert isinstance(checked, m.PathsChecked)
    assert [item.code for item in checked.paths] == ["indexed", "failed", "missing", "outside"]
    assert [item.indexed for item in checked.paths] == [True, False, False, False]
    assert checked.paths[1].detail


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (m.SetPaused(paused=True, library="x"), "unknown-library"),
        (m.SetPace(on_battery="fast"), "usage"),
        (m.SetPace(while_working="stop"), "usage"),
        (m.SetRules(rules=m.Rules(exclude=("",))), "usage"),
        (m.SetRules(rules=m.Rules(most_bytes=-1)), "usage"),
        (m.SetRules(rules=m.Rules(exclude=("*.log",))), "unknown-library"),
        (m.AddFolders(paths=()), "usage"),
        (m.AddFolders(paths=("relative",)), "no-such-path"),
        (m.AddFolders(paths=("/nowhere/at/all",)), "no-such-path"),
        (m.RemoveFolders(paths=("/x",)), "unknown-library"),
        (m.RemoveLibrary(library=""), "usage"),
        (m.RemoveLibrary(library="x"), "unknown-library"),
        (m.Index(library="x"), "unknown-library"),
        (m.Search(query="x"), "unknown-library"),
        (m.Search(query="x", library="y"), "unknown-library"),
    ],
)
def test_what_makes_no_sense_fails_with_its_code_and_changes_nothing(
    engine: Engine, data: DataFolder, command: m.Command, code: str
) -> None:
    failed = engine.last(command)
    assert isinstance(failed, m.Failed)
    assert failed.code == code
    assert not data.settings_file.exists()


def test_a_limit_beyond_reason_is_refused(engine: Engine, documents: Path) -> None:
    add(engine, documents)
    for limit in (0, 1001):
        failed = engine.last(m.Search(query="x", limit=limit))
        assert isinstance(failed, m.Failed)
        assert failed.code == "usage"


@pytest.mark.parametrize(("name", "store"), [(" ", ""), ("Sea", "/a/file.db")])
def test_a_library_needs_a_name_and_a_server_an_address(
    engine: Engine, documents: Path, name: str, store: str
) -> None:
    failed = engine.last(m.AddFolders(paths=(str(documents),), library=name, store_uri=store))
    assert isinstance(failed, m.Failed)
    assert failed.code == "usage"
    assert not engine.libraries()


def test_a_library_keeps_its_store(engine: Engine, documents: Path) -> None:
    add(engine, documents)
    failed = engine.last(m.AddFolders(paths=(str(documents),), store_uri="http://localhost:1"))
    assert isinstance(failed, m.Failed)
    assert failed.code == "usage"


@pytest.mark.logs
def test_a_bug_is_logged_and_closes_the_command(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(engine.parts.libraries, "describe", fail)
    failed = engine.last(m.ListLibraries(ticket=3))
    assert isinstance(failed, m.Failed)
    assert (failed.ticket, failed.code) == (3, "bug")
    assert "a bug" in caplog.text


def test_quit_is_answered_before_the_end_begins(engine: Engine) -> None:
    assert engine.last(m.Quit(ticket=1)) == m.Done(ticket=1)
    assert engine.quit.is_set()


def test_a_diagnosis_loads_every_part(engine: Engine) -> None:
    diagnosed = engine.last(m.Diagnose())
    assert isinstance(diagnosed, m.Diagnosed)
    checks = {check.name: check for check in diagnosed.checks}
    for part in ("milvus-lite", "onnxruntime", "kreuzberg", "model static-minilm-256"):
        assert checks[part].ok, checks[part]
    assert checks["data folder"].ok


def test_models_are_listed_with_the_bundled_ones_installed(engine: Engine) -> None:
    listed = engine.last(m.ListModels())
    assert isinstance(listed, m.ModelsListed)
    bundled = {model.id for model in listed.models if model.bundled and model.installed}
    assert {"static-minilm-256", "minilm-l6-int8"} <= bundled


def test_a_folder_inside_another_is_covered_by_it(tmp_path: Path) -> None:
    inner, beside = tmp_path / "a" / "b", tmp_path / "ab"
    inner.mkdir(parents=True)
    beside.mkdir()
    outer = str(tmp_path / "a")
    assert with_folders([], [outer, str(inner)]) == (outer,)
    assert with_folders([str(inner)], [outer, str(beside)]) == (outer, str(beside))
    assert with_folders([outer], [f"{outer}/../a/"]) == (outer,)


def test_a_folder_that_is_not_there_can_be_removed_but_not_added(tmp_path: Path) -> None:
    gone = str(tmp_path / "gone")
    assert without_folders([gone], [gone]) == ()
    with pytest.raises(NoSuchPathError):
        with_folders([], [gone])
    with pytest.raises(UsageError):
        without_folders([gone], ["/other"])
