"""Exact tools in a real library, case by case: phrases, exclusions, nearness, wildcards, names."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.search.hits import Answer
from engine.search.searcher import Searcher
from tests.process.precision_examples import CASES, ONLY, Case
from tests.process.precision_texts import FILES, write_files
from tests.process.search_examples import indexed, models

MANY = 150
SCRIPTS = 8


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    write_files(folder)
    return folder


@pytest.fixture(scope="module")
def searcher(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    with indexed(tmp_path_factory.mktemp("state"), root) as library:
        searcher = Searcher(library, models())
        yield searcher
        searcher.close()


def found(answer: Answer, root: Path) -> list[str]:
    return [Path(hit.path).relative_to(root).with_suffix("").as_posix() for hit in answer.hits]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.query)
def test_a_query_finds_what_it_must_and_nothing_that_it_must_not(
    searcher: Searcher, root: Path, case: Case
):
    answer = searcher.search(case.query, limit=len(FILES))
    names = found(answer, root)
    wanted = case.found.split()
    assert set(wanted) <= set(names)
    if case.first:
        assert names[: len(wanted)] == wanted
    unwanted = FILES.keys() - set(wanted) if case.absent == ONLY else set(case.absent.split())
    assert not unwanted & set(names)
    codes = {note.code for note in answer.notes}
    assert set(case.notes.split()) <= codes
    if "did-you-mean" not in case.notes.split():
        assert "did-you-mean" not in codes


def test_a_phrase_with_punctuation_in_it_is_marked_as_a_whole(searcher: Searcher):
    (hit,) = searcher.search('"ahead in advance or at noon"').hits
    ((start, end),) = hit.marks
    assert hit.text[start:end] == "ahead (in advance) – or “at noon"


def test_there_are_many_cases_in_many_scripts():
    assert len(CASES) >= MANY
    letters = "".join(case.query for case in CASES)
    names = (unicodedata.name(letter, "") for letter in letters if letter.isalpha())
    scripts = {name.split()[0].split("-")[0] for name in names}
    assert len(scripts - {"", "FULLWIDTH", "HALFWIDTH", "MODIFIER"}) >= SCRIPTS
