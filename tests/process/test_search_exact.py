"""What was asked for to the letter counts in full where it stands, and is marked as one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.protocol.messages import WEAK_SCORE
from engine.search.searcher import Searcher
from tests.process.search_examples import indexed, models, write_files


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    root = tmp_path_factory.mktemp("files")
    write_files(root)
    (root / "boiler.txt").write_text(
        "Top it up until the gauge reads 1.4 bar. Fault F.28 means that no flame was detec-\nted: "
        "press the button for three seconds.",
        "utf-8",
    )
    (root / "lease.txt").write_text(
        "The flat is let for two years. \u00a7\u00a09 The tenant pays the repairs of small things.",
        "utf-8",
    )
    pages = (f"Line 9 9 9, column {number}." for number in range(1, 120))
    (root / "list.txt").write_text("\f".join(pages), "utf-8")
    with indexed(tmp_path_factory.mktemp("state"), root) as library:
        searcher = Searcher(library, models())
        yield searcher
        searcher.close()


def test_a_phrase_across_a_hyphenated_line_break_is_an_answer_and_marked_whole(
    searcher: Searcher,
) -> None:
    answer = searcher.search('"no flame was detected"')
    hit = answer.hits[0]
    assert hit.score > 3 * WEAK_SCORE
    assert [hit.text[start:end] for start, end in hit.marks] == ["no flame was detec-\nted"]
    assert "detected" in {weight.word for weight in hit.parts.words}


@pytest.mark.parametrize("query", ["\u00a7 9", "\u00a79", "\u00a7\u00a09"])
def test_a_number_behind_a_sign_is_found_among_many_without_it(
    query: str, searcher: Searcher
) -> None:
    first, *others = searcher.search(query).hits
    assert Path(first.path).name == "lease.txt"
    assert first.score > 3 * WEAK_SCORE
    assert "\u00a7\u00a09" in {first.text[start:end] for start, end in first.marks}
    assert others
    assert max(hit.score for hit in others) < 1.5 * WEAK_SCORE


def test_a_number_by_itself_is_a_word_like_others(searcher: Searcher) -> None:
    assert Path(searcher.search("9").hits[0].path).name.startswith("list")
