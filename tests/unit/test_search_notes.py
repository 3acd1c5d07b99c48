"""What an answer says of the libraries that it comes from."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.host.paths import DataFolder
from engine.protocol import messages as m
from engine.protocol.errors import ModelError
from engine.search.refining import why
from tests.unit.service_engine import Engine, add, names, wait_for


def codes(finished: m.SearchFinished) -> list[str]:
    return [note.code for note in finished.notes]


def patient(engine: Engine, query: str, seconds: float = 60.0) -> m.SearchFinished:
    finished = engine.last(m.Search(query=query, rerank=False, patience=seconds))
    assert isinstance(finished, m.SearchFinished)
    return finished


def test_the_first_search_after_a_start_knows_what_changed_before_it(
    engine: Engine, data: DataFolder, documents: Path
) -> None:
    add(engine, documents)
    engine.last(m.Index())
    engine.close()
    (documents / "stars.txt").write_text("A telescope shows the moons of Jupiter.\n")
    (documents / "bees.txt").unlink()
    again = Engine(data)
    again.parts.service.refresh_all()
    finished = patient(again, "telescope honey")
    assert "catching-up" not in codes(finished)
    assert {"stars.txt"} <= names(finished) <= {"stars.txt", "ships.md"}
    again.close()


def test_an_answer_from_before_the_end_of_the_first_look_says_so(
    engine: Engine, documents: Path
) -> None:
    add(engine, documents)
    engine.last(m.Index())
    library = engine.parts.libraries.find("")
    library.upkeep.first_look.expect()
    assert codes(engine.search("honey")) == ["catching-up"]
    assert codes(patient(engine, "honey", 0.2)) == ["catching-up"]
    engine.last(m.Index())
    assert codes(patient(engine, "honey")) == []


def test_a_first_look_that_nobody_waits_for_is_told_to_the_window(
    engine: Engine, documents: Path
) -> None:
    add(engine, documents)
    engine.parts.service.refresh_all()
    said: list[m.Event] = []

    def ended() -> bool:
        while not engine.news.empty():
            said.append(engine.news.get())
        runs = [event.progress.running for event in said if isinstance(event, m.ProgressChanged)]
        return True in runs and not runs[-1]

    wait_for(ended)


@pytest.mark.logs
def test_a_first_look_that_fails_is_not_waited_for(engine: Engine, documents: Path) -> None:
    add(engine, documents)
    engine.last(m.Index())
    upkeep = engine.parts.libraries.find("").upkeep
    upkeep.first_look.expect()
    upkeep.failed(OSError("no room"))
    assert codes(patient(engine, "honey")) == ["catching-up"]


def test_a_paused_library_says_that_changes_are_not_in_it(
    engine: Engine, data: DataFolder, documents: Path
) -> None:
    add(engine, documents)
    engine.last(m.Index())
    engine.last(m.SetPaused(paused=True))
    assert codes(engine.search("honey")) == []
    (documents / "stars.txt").write_text("A telescope shows the moons of Jupiter.\n")
    wait_for(lambda: codes(engine.search("honey")) == ["paused"])
    engine.close()
    again = Engine(data)
    again.parts.service.refresh_all()
    assert codes(patient(again, "honey")) == ["paused"]  # at once: nothing looks at it
    again.close()


def test_what_waits_is_counted_once(engine: Engine, documents: Path) -> None:
    add(engine, documents)
    engine.last(m.Index())
    engine.last(m.SetPaused(paused=True))
    (documents / "stars.txt").write_text("A telescope shows the moons of Jupiter.\n")
    wait_for(lambda: engine.libraries()["Default"].waiting == 1)


def test_notes_on_one_of_several_libraries_name_it_and_yield_to_hits(
    engine: Engine, documents: Path, tmp_path: Path
) -> None:
    (tmp_path / "nothing").mkdir()
    add(engine, documents, library="Land")
    add(engine, tmp_path / "nothing", library="Void")
    engine.last(m.Index(library="Void"))
    empty = "Nothing is indexed in this library yet."
    said = [note.message for note in engine.search("honey").notes]
    assert said == [f"Land: {empty}", f"Void: {empty}"]
    assert [note.message for note in engine.search("honey", "Void").notes] == [empty]
    engine.last(m.Index())
    assert engine.search("honey").notes == ()
    assert engine.search("hull in:sea").notes == ()
    unknown = [note.message for note in engine.search("honey in:nowhere").notes]
    assert unknown.count("No folder here is called “nowhere”.") == 1


def test_as_many_fail_as_are_listed(engine: Engine, documents: Path, tmp_path: Path) -> None:
    add(engine, documents)
    engine.last(m.Index())
    documents.rename(tmp_path / "elsewhere")

    def counted() -> tuple[int, int]:
        listed = engine.last(m.ListFailures())
        assert isinstance(listed, m.FailuresListed)
        return engine.libraries()["Default"].failed, len(listed.failures)

    wait_for(lambda: counted() == (2, 2))  # a broken file, and the folder that is away


def test_why_something_was_not_done_names_the_model_and_ends_without_a_full_stop():
    assert why(ModelError("The key is invalid."), "judge-1") == "judge-1: The key is invalid"
    assert why(ModelError("Judge-1 is damaged"), "judge-1") == "Judge-1 is damaged"
    assert why(ModelError("no answer")) == "no answer"
