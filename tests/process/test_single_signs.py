# ruff: noqa: RUF001 - letters of many scripts
"""Queries of a single character find the passages that hold it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.search.searcher import Searcher
from tests.process.search_examples import searching

TEXTS = {
    "a": "所得税の申告は三月十五日までに税務署へ提出する。",
    "b": "うちの猫は三毛で、毎朝六時にえさを食べる。",
    "c": "租房合同为期一年，押金是两个月的租金。",
    "d": "이 집은 남향이라 겨울에도 따뜻하다.",
    "e": "겨울 산행은 해가 지기 전에 마친다.",
    "f": "The refund is paid in spring.",
    "g": "旅",
}


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    with searching(tmp_path_factory.mktemp("signs"), TEXTS) as searcher:
        yield searcher


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("税", "a"),
        ("猫", "b"),
        ("金", "c"),
        ("猫 毛", "b"),
        ("租 合同", "c"),
        ("집", "d"),
        ("산", "e"),
        ("旅", "g"),
        ("税?", "a"),
    ],
)
def test_a_character_finds_what_holds_it(searcher: Searcher, query: str, text: str):
    answer = searcher.search(query)
    assert [hit.title or hit.path for hit in answer.hits][:1]
    best = answer.hits[0]
    assert best.path.endswith(f"{text}.txt")
    assert best.score >= 0.5
    letters = set(query) - {" ", "?"}
    marked = {best.text[start:end] for start, end in best.marks}
    assert letters & set("".join(marked))


def test_the_character_alone_is_marked(searcher: Searcher):
    best = searcher.search("税").hits[0]
    assert [best.text[start:end] for start, end in best.marks] == ["税", "税"]
    assert best.terms == ("税",)


@pytest.mark.parametrize("query", ["龍", "龍 鳳", "뷁"])
def test_a_character_that_is_nowhere_finds_nothing(searcher: Searcher, query: str):
    assert all(hit.score < 0.5 for hit in searcher.search(query).hits)


def test_what_excludes_a_character_finds_nothing_with_it(searcher: Searcher):
    assert not any("税" in hit.text for hit in searcher.search("申告 -税").hits)
