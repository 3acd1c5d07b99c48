"""Hits of several libraries in one order."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.host.paths import DataFolder
from engine.protocol import messages as m
from engine.search.hits import Answer
from engine.service.merging import merged
from tests.unit.service_engine import Engine, add, names, wait_for

STATIC, NONE = ("static", ""), ("", "")


def hits(library: str, *scores: float) -> tuple[m.Hit, ...]:
    return tuple(
        m.Hit(
            rank=rank,
            passage=rank,
            library=library,
            path=f"/{library}/{rank}",
            title="",
            media_type="text/plain",
            modified=0.0,
            size=1,
            page=0,
            start=0,
            end=0,
            heading="",
            language="",
            text="",
            score=score,
            parts=m.Parts(),
            terms=(),
            marks=(),
        )
        for rank, score in enumerate(scores, 1)
    )


def order(found: tuple[m.Hit, ...]) -> list[tuple[int, str, float]]:
    return [(hit.rank, hit.path, hit.score) for hit in found]


def test_scores_of_the_same_models_compare():
    answers = (
        Answer(hits=hits("a", 0.9, 0.8), models=STATIC),
        Answer(hits=hits("b", 0.85, 0.1), models=STATIC),
    )
    assert order(merged(answers, 3)) == [(1, "/a/1", 0.9), (2, "/b/1", 0.85), (3, "/a/2", 0.8)]


def test_of_different_models_the_ranks_decide_and_each_hit_keeps_its_own_score():
    answers = (
        Answer(hits=hits("a", 0.9, 0.8, 0.7), models=STATIC),
        Answer(hits=hits("b", 0.5, 0.4), models=NONE),
    )
    assert order(merged(answers, 4)) == [
        (1, "/a/1", 0.9),
        (2, "/b/1", 0.5),
        (3, "/a/2", 0.8),
        (4, "/b/2", 0.4),
    ]


def test_a_library_that_has_nothing_does_not_count():
    answers = (
        Answer(hits=hits("a", 0.9, 0.8), models=STATIC),
        Answer(hits=hits("b", 0.85), models=STATIC),
        Answer(models=NONE),
    )
    assert [hit.score for hit in merged(answers, 9)] == [0.9, 0.85, 0.8]


def test_libraries_of_different_models_are_searched_together(tmp_path: Path):
    (tmp_path / "data").mkdir()
    engine = Engine(DataFolder(tmp_path / "data"))
    try:
        for name in ("One", "Two"):
            (tmp_path / name).mkdir()
            for number in range(3):
                text = f"A kitten of {name} naps. {'It purrs. ' * number}"
                (tmp_path / name / f"{name}{number}.txt").write_text(text)
            add(engine, tmp_path / name, library=name)
        engine.last(m.Index())
        engine.last(m.SetModels(library="Two", dense_model="none", reranker=""))
        wait_for(lambda: engine.libraries()["Two"].dense_model == "none")
        found = engine.search("kitten")
        assert len(names(found)) == 6
        libraries = [hit.library for hit in found.hits]
        assert [set(libraries[place : place + 2]) for place in (0, 2, 4)] == [{"One", "Two"}] * 3
    finally:
        engine.close()


PUMP = (
    "The pump in the cellar has stopped again and the water stands a hand high. Bring the spare "
    "float switch; the key is with the neighbours on the second floor."
)


@pytest.fixture
def libraries(tmp_path: Path) -> Iterator[Engine]:
    """Two, with copies in both and a folder that both have."""
    (tmp_path / "data").mkdir()
    engine = Engine(DataFolder(tmp_path / "data"))
    for place, day in {"one": 3, "two": 2, "both": 1}.items():
        (tmp_path / place).mkdir()
        for name in ("pump", "spare pump") if place != "both" else ("shared",):
            path = tmp_path / place / f"{name} of {place}.txt"
            path.write_text(PUMP if name != "spare pump" else f"A spare pump of number {place}.")
            written = 1.6e9 - 86_400 * day
            os.utime(path, (written, written))
    for name in ("One", "Two"):
        add(engine, tmp_path / name.lower(), tmp_path / "both", library=name)
    engine.last(m.Index())
    yield engine
    engine.close()


def test_what_several_libraries_have_is_one_hit(libraries: Engine):
    found = libraries.search("pump cellar float switch")
    best, *rest = found.hits
    assert Path(best.path).name == "shared of both.txt", "the newest"
    copies = {(copy.library, Path(copy.path).name, copy.same) for copy in best.copies}
    assert copies == {
        ("One", "pump of one.txt", True),
        ("Two", "pump of two.txt", True),
    }, "and the same file in the other library is no copy of itself"
    assert names(found) == {"shared of both.txt", "spare pump of one.txt", "spare pump of two.txt"}
    assert [hit.rank for hit in found.hits] == [1, 2, 3]
    assert not any(hit.copies for hit in rest)


def test_what_several_libraries_have_is_shown_apart_if_that_is_wanted(libraries: Engine):
    command = m.Search(query="pump cellar float switch", fold=False, interim=False)
    found = libraries.last(command)
    assert isinstance(found, m.SearchFinished)
    assert len(found.hits) == 6
    assert not any(hit.copies for hit in found.hits)


def test_a_passage_is_not_like_itself_in_another_library(libraries: Engine):
    pump = libraries.search("pump cellar float switch").hits[0]
    similar = m.Similar(library=pump.library, passage=pump.passage)
    found = libraries.last(m.Search(query="", similar=similar, rerank=False, interim=False))
    assert isinstance(found, m.SearchFinished)
    best = found.hits[0]
    assert {Path(item.path).name for item in (best, *best.copies)} == {
        "pump of one.txt",
        "pump of two.txt",
    }
    assert "shared of both.txt" not in names(found)
