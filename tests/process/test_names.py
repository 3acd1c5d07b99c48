"""Files that are asked for by their names: first, likely, and found at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.host.cancellation import Token
from engine.jobs.index import LibraryIndex
from engine.jobs.indexing import Indexer
from engine.protocol.messages import WEAK_SCORE
from engine.search.searcher import Searcher
from tests.process.search_examples import indexed, models, write_files

MORE = {
    "papers/contract-müller-2021.docx.txt": "The parties agree on what follows.",
    "papers/ReleaseNotes3.md": "Nothing of note happened.",
    "papers/contract-meier-2019.txt": "The tenant pays by the third of each month.",
    "papers/2024 월간보고서.txt": "이번 달 매출은 지난달보다 늘었다.",
    "papers/release.log.txt": "A release of the parser; the release of foo, release by release.",
    "papers/00012.txt": "Twelve is the number.",
}
FIRST = {
    "insomnia.md": "insomnia.md",
    "insomnia": "insomnia.md",
    "volcano.txt": "volcano.txt",
    "VOLCANO": "volcano.txt",
    "release": "release.txt",
    "the release": "release.txt",
    "contract muller 2021": "contract-müller-2021.docx.txt",
    "müller contract": "contract-müller-2021.docx.txt",
    "contract_Müller 2021": "contract-müller-2021.docx.txt",
    "release notes": "ReleaseNotes3.md",
    "releasenotes3": "ReleaseNotes3.md",
    "월간보고서": "2024 월간보고서.txt",
    "월간보고서를": "2024 월간보고서.txt",
    "여권": "여권.txt",
    "what does volcano.txt say": "volcano.txt",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LibraryIndex]:
    root = tmp_path_factory.mktemp("named")
    write_files(root)
    for name, text in MORE.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    with indexed(tmp_path_factory.mktemp("state"), root) as library:
        yield library


@pytest.fixture(scope="module")
def searcher(library: LibraryIndex) -> Iterator[Searcher]:
    searcher = Searcher(library, models())
    yield searcher
    searcher.close()


@pytest.mark.parametrize(("query", "name"), FIRST.items())
def test_a_file_comes_first_and_is_likely_by_its_name(
    query: str, name: str, searcher: Searcher
) -> None:
    first = searcher.search(query).hits[0]
    assert Path(first.path).name == name
    assert first.score >= 0.6


@pytest.mark.parametrize("query", ["meier", "보고서를", "보고서"])
def test_a_file_is_found_by_one_word_of_its_name_alone(query: str, searcher: Searcher) -> None:
    names = [
        hit for hit in searcher.search(query).hits if "meier" in hit.path or "월간" in hit.path
    ]
    assert names[0].score > WEAK_SCORE


def test_a_word_of_a_question_that_is_a_name_changes_no_order(searcher: Searcher) -> None:
    asked = "when must foo_baz not be called, before which file of the release is open"
    assert Path(searcher.search(asked).hits[0].path).name == "notes.txt"


def test_a_filter_and_a_phrase_leave_named_files_out(searcher: Searcher) -> None:
    assert all(hit.path.endswith(".md") for hit in searcher.search("volcano ext:md").hits)
    found = [Path(hit.path).name for hit in searcher.search("volcano -lava").hits]
    assert "volcano.txt" not in found


def test_a_number_is_part_of_no_longer_number(searcher: Searcher) -> None:
    assert searcher.search("00012").hits[0].path.endswith("00012.txt")
    assert not any(hit.path.endswith("00012.txt") for hit in searcher.search("12").hits[:1])


def test_a_file_is_found_by_its_new_name(tmp_path: Path) -> None:
    root = tmp_path / "files"
    write_files(root)
    with indexed(tmp_path / "state", root) as library:
        searcher = Searcher(library, models())
        assert _first(searcher, "volcano") == "volcano.txt"
        os.rename(root / "nature/volcano.txt", root / "nature/etna777.txt")  # noqa: PTH104
        Indexer(library, workers=1).run(Token(), lambda _: None)
        assert _first(searcher, "etna777") == "etna777.txt"
        searcher.close()


def _first(searcher: Searcher, query: str) -> str:
    return Path(searcher.search(query).hits[0].path).name
