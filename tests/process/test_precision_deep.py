"""Exact tools in a library of five thousand passages: nothing that is there is missed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.search.searcher import Searcher
from tests.process.search_examples import indexed, models

FILES, PARAGRAPHS = 50, 100
COMMON = (  # noqa: SIM905 - it is read more easily
    "tax refund office letter notice week month year payment account form request answer bank "
    "house street city number person family reason question member service paper table house "
    "report budget income insurance pension school teacher garden window river bridge train"
).split()
EVERY = 250
"""Of so many passages one has each of the rare things."""
RARE = {
    "phrase": "the quiet tax refund clause",
    "broken": "a reim-\nbursement was asked",
    "near": "refund of their zonal tax",
    "wild": "the formulaic words",
    "sign": "a =>> b",
}


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    root = tmp_path_factory.mktemp("files")
    write(root)
    with indexed(tmp_path_factory.mktemp("state"), root) as library:
        assert library.catalogue.totals().passages >= FILES * PARAGRAPHS
        searcher = Searcher(library, models())
        yield searcher
        searcher.close()


def write(root: Path) -> None:
    chance = random.Random(6)
    for file in range(FILES):
        parts: list[str] = []
        for paragraph in range(PARAGRAPHS):
            words: list[str] = [*chance.choices(COMMON, k=110)]
            rare = list(RARE.values())
            place = (file * PARAGRAPHS + paragraph) % EVERY
            if place < len(rare):
                words[chance.randrange(100)] = rare[place]
            text = " ".join(words).replace("tax refund", "tax, not refund")
            parts.append(text.replace("quiet tax, not refund", "quiet tax refund"))
        (root / f"{file}.txt").write_text("\n\n".join(parts), encoding="utf-8")


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ('"quiet tax refund clause"', "quiet"),
        ('"tax refund clause"', "quiet"),
        ('"tax refund" letter office', "quiet"),
        ('"a reimbursement was asked"', "reim-"),
        ("formul*", "formulaic"),
        ('"the formul* words"', "formulaic"),
        ("zonal NEAR/2 tax", "zonal"),
        ("tax NEAR/3 zonal NEAR/5 refund", "zonal"),
        ('"=>>"', "=>>"),
    ],
)
def test_all_passages_are_found_that_have_something_rare_of_common_words(
    searcher: Searcher, query: str, marked: str
):
    answer = searcher.search(query, limit=100)
    assert len(answer.hits) == FILES * PARAGRAPHS // EVERY
    assert all(marked in hit.text for hit in answer.hits)
