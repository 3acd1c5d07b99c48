"""Searches through the service for what is like something, over several libraries."""

from __future__ import annotations

from pathlib import Path

from engine.protocol import messages as m
from tests.unit.service_engine import Engine, add, names


def like(engine: Engine, similar: m.Similar, library: str = "") -> m.Event:
    return engine.last(m.Search(query="", similar=similar, library=library, rerank=False))


def test_what_is_like_a_passage_is_found_in_other_libraries_too(
    engine: Engine, documents: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "hive.txt").write_text("In the hive the bees turn nectar into honey.\n")
    add(engine, documents, library="Land")
    add(engine, other, library="Hives")
    engine.last(m.Index())
    hit = engine.search("honey nectar", "Land").hits[0]
    assert Path(hit.path).name == "bees.txt"
    similar = m.Similar(library="Land", passage=hit.passage)
    finished = like(engine, similar)
    assert isinstance(finished, m.SearchFinished)
    assert names(finished) >= {"hive.txt"}
    assert "bees.txt" not in names(finished)
    elsewhere = like(engine, similar, "Hives")
    assert isinstance(elsewhere, m.SearchFinished)
    assert names(elsewhere) == {"hive.txt"}
    text = like(engine, m.Similar(text="Bees and their honey"))
    assert isinstance(text, m.SearchFinished)
    assert names(text) >= {"hive.txt", "bees.txt"}


def test_what_is_not_there_any_more_is_like_nothing(engine: Engine, documents: Path) -> None:
    add(engine, documents)
    engine.last(m.Index())
    for similar in (m.Similar(passage=77), m.Similar(path="/absent"), m.Similar(text=" ")):
        failed = like(engine, similar)
        assert isinstance(failed, m.Failed)
        assert failed.code == "nothing-to-compare"


def test_a_search_in_chosen_files_goes_through_the_service(engine: Engine, documents: Path) -> None:
    add(engine, documents)
    engine.last(m.Index())
    chosen = (str(documents / "sea" / "ships.md"),)
    finished = engine.last(m.Search(query="honey hull", paths=chosen, rerank=False))
    assert isinstance(finished, m.SearchFinished)
    assert names(finished) == {"ships.md"}
