"""Questions of small words alone find something, and call none of it an answer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.protocol.messages import WEAK_SCORE
from engine.search.searcher import Searcher
from tests.process.search_examples import indexed, models, write_files


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    root = tmp_path_factory.mktemp("files")
    write_files(root)
    (root / "hamlet.txt").write_text("To be or not to be, that is the question.", "utf-8")
    with indexed(tmp_path_factory.mktemp("state"), root) as library:
        searcher = Searcher(library, models())
        yield searcher
        searcher.close()


@pytest.mark.parametrize("query", ["and", "a", "through the over", "the", "or not"])
def test_small_words_find_and_are_weak(query: str, searcher: Searcher) -> None:
    hits = searcher.search(query).hits
    assert hits
    assert all(hit.score < WEAK_SCORE for hit in hits)


@pytest.mark.parametrize("query", ["to be or not to be", '"to be or not to be"', "the mountain"])
def test_a_saying_of_small_words_is_an_answer_where_it_stands(
    query: str, searcher: Searcher
) -> None:
    hits = searcher.search(query).hits
    assert hits[0].score > WEAK_SCORE


@pytest.mark.parametrize("query", ["what time", "what is it", "how long", "wie viel Uhr"])
def test_what_only_asks_is_weak(query: str, searcher: Searcher) -> None:
    assert all(hit.score < WEAK_SCORE for hit in searcher.search(query).hits)


@pytest.mark.parametrize("query", ["ice", "Humpbacks", "foo_bar", "the ice", "refund"])
def test_a_single_word_that_says_something_is_none_of_these(query: str, searcher: Searcher) -> None:
    assert searcher.search(query).hits[0].score > WEAK_SCORE
