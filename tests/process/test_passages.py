"""Passages by their keys, and searches in some libraries, through a whole service."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.host.paths import DataFolder
from engine.protocol import messages as m
from tests.unit.service_engine import Engine

NOTES = {
    "Canals": "# Sluices\n\nA sluice gate controls the flow of water.\n",
    "Bread": "# Baking\n\nA sourdough loaf rises while the water warms.\n",
    "Hills": "# Walks\n\nThe path follows the water down to the valley.\n",
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("passages")
    data = DataFolder(folder / "data")
    data.root.mkdir()
    engine = Engine(data)
    for name, text in NOTES.items():
        (folder / name).mkdir()
        (folder / name / "note.md").write_text(text)
        engine.last(m.AddFolders(paths=(str(folder / name),), library=name, index=False))
    engine.last(m.Index())
    yield engine
    engine.close()


def test_a_passage_is_found_by_its_key_in_whichever_library_has_it(engine: Engine) -> None:
    for name in NOTES:
        (hit,) = engine.search("water", name).hits
        read = engine.last(m.ReadPassage(passage=hit.passage))
        assert isinstance(read, m.PassageRead), read
        for said in ("library", "path", "title", "modified", "page", "line", "heading", "text"):
            assert getattr(read, said) == getattr(hit, said)


def test_a_key_that_no_library_has_is_told_as_such(engine: Engine) -> None:
    for key in (0, 1, 2**63 - 1, -1):
        failed = engine.last(m.ReadPassage(passage=key))
        assert isinstance(failed, m.Failed)
        assert failed.code == "unknown-passage"


def test_some_libraries_are_searched_together(engine: Engine) -> None:
    command = m.Search(query="water", libraries=("Canals", "Hills", "Canals"), rerank=False)
    finished = engine.last(command)
    assert isinstance(finished, m.SearchFinished)
    assert sorted(hit.library for hit in finished.hits) == ["Canals", "Hills"]


def test_a_search_names_the_library_that_is_not_there(engine: Engine) -> None:
    failed = engine.last(m.Search(query="water", libraries=("Canals", "Nowhere")))
    assert isinstance(failed, m.Failed)
    assert (failed.code, failed.facts["library"]) == ("unknown-library", "Nowhere")


def test_a_passage_of_a_file_that_was_removed_is_not_found(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "gone.md").write_text("Ephemeral words about mayflies.")
    engine.last(m.AddFolders(paths=(str(tmp_path),), library="Gone", index=False))
    engine.last(m.Index(library="Gone"))
    (hit,) = engine.search("mayflies", "Gone").hits
    (tmp_path / "gone.md").unlink()
    engine.last(m.Index(library="Gone"))
    failed = engine.last(m.ReadPassage(passage=hit.passage))
    assert isinstance(failed, m.Failed)
    assert failed.code == "unknown-passage"
