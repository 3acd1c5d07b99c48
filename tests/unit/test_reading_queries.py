"""What the service says of a query that is being typed, and of former ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.host.paths import DataFolder
from engine.protocol import messages as m
from tests.unit.service_engine import Engine, add, make_too_new, wait_for


def read(engine: Engine, query: str, library: str = "") -> m.QueryRead:
    said = engine.last(m.ReadQuery(query=query, cursor=len(query), library=library))
    assert isinstance(said, m.QueryRead)
    return said


def offered(engine: Engine, query: str, library: str = "") -> list[str]:
    return [completion.text for completion in read(engine, query, library).completions]


def listed(event: m.Event) -> m.SearchesListed:
    assert isinstance(event, m.SearchesListed)
    return event


def test_a_query_is_read_without_a_library(engine: Engine):
    said = read(engine, "tax type:nonsense")
    assert [piece.kind for piece in said.pieces] == ["word", "bad"]
    assert [note.code for note in said.notes] == ["unknown-type"]
    assert offered(engine, "ty") == ["type:"]


def test_what_the_libraries_have_is_offered_by_the_catalogue(engine: Engine, documents: Path):
    (documents / "여행").mkdir()
    (documents / "여행" / "표.csv").write_text("서울,부산\n기차,버스\n")
    add(engine, documents)
    assert offered(engine, "type:") == []
    engine.last(m.Index())
    wait_for(lambda: "ext:txt" in offered(engine, "ext:"))
    assert set(offered(engine, "ext:")) == {"ext:txt", "ext:md", "ext:csv"}
    assert offered(engine, "in:여") == ["in:여행"]
    assert offered(engine, "in:se") == ["in:sea"]
    assert "type:markdown" in offered(engine, "type:")
    wait_for(lambda: offered(engine, "name:be") == ["name:bees"])
    year = offered(engine, "after:20")
    assert len(year) == 1
    assert read(engine, "after:20").completions[0].count == 3


def test_offers_of_one_library_are_its_own(engine: Engine, documents: Path):
    add(engine, documents / "bees.txt", library="Land")
    add(engine, documents / "sea", library="Sea")
    engine.last(m.Index())
    wait_for(lambda: offered(engine, "ext:", "Sea") == ["ext:md"])
    assert isinstance(engine.last(m.ReadQuery(query="x", cursor=1, library="None")), m.Failed)


def test_former_searches_outlast_the_engine_and_are_offered(engine: Engine, data: DataFolder):
    engine.last(m.RememberSearch(query="  tax   form "))
    engine.last(m.RememberSearch(query="  "))
    engine.last(m.RememberSearch(query="x" * 2_000))
    engine.last(m.SaveSearch(search=m.SavedSearch(name="Bills", query="type:pdf")))
    engine.close()
    again = Engine(data)
    said = listed(again.last(m.ListSearches()))
    assert [past.query for past in said.recent] == ["tax form"]
    assert said.saved == (m.SavedSearch(name="Bills", query="type:pdf"),)
    assert offered(again, "") == ["type:pdf", "tax form"]
    listed(again.last(m.ForgetSearches(saved=("Bills",), history=True)))
    assert offered(again, "") == []
    again.close()


def test_a_saved_search_needs_a_name_and_a_query(engine: Engine):
    for search in (m.SavedSearch(name=" ", query="x"), m.SavedSearch(name="x", query="")):
        assert isinstance(engine.last(m.SaveSearch(search=search)), m.Failed)


@pytest.mark.logs
def test_a_library_of_a_newer_version_offers_nothing(engine: Engine, documents: Path):
    add(engine, documents)
    library = engine.parts.libraries.find("")
    make_too_new(engine.parts.libraries.folder(library))
    assert offered(engine, "ext:") == []
    assert offered(engine, "ty") == ["type:"]


@pytest.mark.logs
def test_damaged_former_searches_are_told_and_offer_nothing(engine: Engine, data: DataFolder):
    data.searches_file.write_bytes(b"no database at all, and long enough to be one" * 40)
    failed = engine.last(m.ListSearches())
    assert isinstance(failed, m.Failed)
    assert failed.code == "searches-damaged"
    assert offered(engine, "ty") == ["type:"]
