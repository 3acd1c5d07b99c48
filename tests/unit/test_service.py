"""The service as a function from commands to events, with real libraries behind it."""

from __future__ import annotations

import queue
from pathlib import Path

import pytest

from engine.host.cancellation import Token
from engine.host.paths import DataFolder
from engine.protocol import messages as m
from engine.service.runs import Agenda
from tests.unit.service_engine import PATIENCE, Engine, add, make_too_new


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


def test_a_run_is_joined_by_who_wants_the_same_folders_only(
    engine: Engine, documents: Path
) -> None:
    add(engine, documents / "sea")
    (library,) = engine.parts.libraries.all()
    agenda = Agenda()
    agenda.queue(library)
    run = agenda.begin()
    assert agenda.join(library, None, retry_failed=False) is run
    add(engine, documents / "bees.txt")  # the run may have listed its folders before
    other = agenda.join(library, None, retry_failed=False)
    assert agenda.waiting == [other]
    assert agenda.join(library, None, retry_failed=False) is other


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
        (m.AddFolders(paths=("/",), library="x", must_exist=True), "unknown-library"),
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
    for limit in (0, 10_001):
        failed = engine.last(m.Search(query="x", limit=limit))
        assert isinstance(failed, m.Failed)
        assert failed.code == "usage"


@pytest.mark.parametrize(
    ("name", "store"),
    [
        (" ", ""),
        ("Sea", "/a/file.db"),
        ("Sea", "http://"),
        ("Sea", "http://[::1"),
        ("Sea", "http://localhost:99999"),
    ],
)
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
