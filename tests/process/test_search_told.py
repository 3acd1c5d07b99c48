"""What hits tell besides their place: the words' weights and the sentence that answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.jobs.index import LibraryIndex
from engine.protocol.messages import Hit
from engine.search.best_sentences import MOST
from engine.search.searcher import Searcher
from tests.process.search_examples import indexed, models

SLEEP = (
    "Most adults go to bed at eleven. Bright screens in the evening keep the brain awake for "
    "hours and are the usual reason for lying sleepless. The window should be open. Curtains of "
    "wool are warmer than those of cotton."
)
BEES = "Bees gather nectar. The queen lays eggs all summer long. Drones leave the hive in autumn."
KOREAN = (
    "구청은 아침 아홉 시에 문을 연다. 여권을 잃어버리면 가까운 경찰서에 먼저 신고해야 한다. "
    "점심시간에는 창구가 닫힌다."
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LibraryIndex]:
    root = tmp_path_factory.mktemp("files")
    for name, text in {
        "sleep": SLEEP,
        "bees": BEES,
        "passport": KOREAN,
        "one": "Bees sting.",
    }.items():
        (root / f"{name}.txt").write_text(text, encoding="utf-8")
    with indexed(tmp_path_factory.mktemp("state"), root) as opened:
        yield opened


@pytest.fixture(scope="module")
def searcher(library: LibraryIndex) -> Iterator[Searcher]:
    searcher = Searcher(library, models())
    yield searcher
    searcher.close()


def hit_of(searcher: Searcher, query: str, name: str) -> Hit:
    return next(h for h in searcher.search(query).hits if Path(h.path).stem == name)


def best(searcher: Searcher, query: str, name: str) -> str:
    hit = hit_of(searcher, query, name)
    return hit.text[slice(*hit.best)]


def test_the_sentence_that_answers_is_marked_by_word_and_by_meaning(searcher: Searcher):
    assert best(searcher, "eggs of the queen", "bees").startswith("The queen lays")
    assert best(searcher, "why can I not fall asleep", "sleep").startswith("Bright screens")


def test_in_a_language_that_no_model_knows_words_alone_decide(searcher: Searcher):
    assert best(searcher, "여권 분실 신고", "passport").startswith("여권을 잃어버리면")


def test_a_passage_of_one_sentence_has_no_better_one(searcher: Searcher):
    assert hit_of(searcher, "bees", "one").best == (0, 0)


def test_words_have_weights_that_sum_to_the_part_of_words(searcher: Searcher):
    hit = hit_of(searcher, "queen eggs zeppelin Bees", "bees")
    weights = [word.weight for word in hit.parts.words]
    assert {word.word for word in hit.parts.words} == {"queen", "eggs", "Bees"}
    assert weights == sorted(weights, reverse=True)
    assert sum(weights) == pytest.approx(hit.parts.sparse)


def test_a_hit_by_meaning_alone_has_no_weights(searcher: Searcher):
    hit = hit_of(searcher, "insomnia remedies", "sleep")
    assert hit.parts.words == ()
    assert not hit.parts.sparse


def test_listed_files_have_neither(searcher: Searcher):
    hits = searcher.search("ext:txt").hits
    assert all(hit.best == (0, 0) and hit.parts.words == () for hit in hits)
    assert len(hits) < MOST
