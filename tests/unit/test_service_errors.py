"""What goes wrong in the indexing thread is said, and the thread goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.protocol import messages as m
from engine.service import upkeep
from engine.service.pacing import Pacing
from engine.store.milvus_errors import StoreFullError
from engine.store.milvus_store import MilvusVectors
from tests.process.indexing_parts import document
from tests.unit.service_engine import Engine, add, names, wait_for

pytestmark = pytest.mark.logs


def test_an_error_outside_of_a_run_does_not_end_the_indexing(
    engine: Engine, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(engine, documents)
    asked: list[str] = []

    def refuse(_: Pacing) -> bool:
        asked.append("held")
        raise OSError(24, "Too many open files")

    with monkeypatch.context() as patch:
        patch.setattr(Pacing, "held", property(refuse))
        engine.parts.indexing._bell.set()
        wait_for(lambda: bool(asked))
    assert isinstance(engine.last(m.Index()), m.IndexFinished)


def test_an_error_after_a_run_is_no_end_of_the_indexing(
    engine: Engine, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(engine, documents)

    def refuse(_: upkeep.Upkeep) -> None:
        raise OSError(24, "Too many open files")

    with monkeypatch.context() as patch:
        patch.setattr(upkeep.Upkeep, "succeeded", refuse)
        failed = engine.last(m.Index())
        assert isinstance(failed, m.Failed)
    assert isinstance(engine.last(m.Index()), m.IndexFinished)


def test_a_library_that_cannot_tell_what_is_due_rests_and_the_others_go_on(
    engine: Engine, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(engine, documents / "sea", library="Sea")
    add(engine, documents, library="All")
    engine.last(m.Index())
    sea = engine.parts.libraries.find("Sea")

    def refuse() -> None:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr(sea.upkeep, "_changed", refuse)
    (documents / "stars.txt").write_text("A telescope shows the moons of Jupiter.\n")
    (documents / "sea" / "stars.txt").write_text("A telescope shows the moons of Mars.\n")
    wait_for(lambda: "stars.txt" in names(engine.search("telescope", "All")))
    wait_for(lambda: [note.code for note in sea.upkeep.notices] == ["bug"])


def test_a_store_that_fails_while_files_are_weighed_anew_loses_no_text(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "RESTS", (0.5,))
    notes = tmp_path / "notes"
    notes.mkdir()
    for number in range(40):
        (notes / f"{number}.txt").write_text(f"note{number} short text about zebras {number}")
    add(engine, notes)
    engine.last(m.Index())
    real, calls = MilvusVectors.insert, list[int]()

    def insert(self: MilvusVectors, batch: object) -> None:
        calls.append(1)
        if len(calls) == 2:
            raise StoreFullError("full")
        real(self, batch)  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(MilvusVectors, "insert", insert)
    text = "\n\n".join(document(number, 3) for number in range(60))
    (notes / "big.txt").write_text(text)  # it makes the mean passage longer
    wait_for(lambda: len(calls) > 2 and not engine.parts.indexing.busy)
    wait_for(lambda: engine.libraries()["Default"].files == 41)
    assert engine.search("zebras").hits
