"""Searches for what is like a passage, a file or a text, and searches in chosen files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.jobs.index import LibraryIndex
from engine.protocol.messages import WEAK_SCORE, Similar
from engine.search.hits import Answer
from engine.search.likeness import Aim, Likeness, NothingToCompareError, given
from engine.search.searcher import Searcher
from tests.process.search_examples import FILES, indexed, models, write_files

MORE = {
    "nature/etna.txt": "Lava and ash burst out of the mountain and buried two villages on the "
    "slope; molten rock still rises through the crust.",
    "한국/장학금.txt": "소득이 적은 가구의 학생은 주민센터가 아니라 학교에 장학금을 신청한다.",
    "backup/volcano.txt": FILES["nature/volcano.txt"],
    "old/volcano (1).txt": FILES["nature/volcano.txt"],
    "health/stings.md": "# Stings\n\nA bee that stung leaves a barb in the skin. Ice cools.\n\n"
    "# Swelling\n\nWatch the throat of the one who was stung, and call a doctor.",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    write_files(folder)
    for name, text in MORE.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def library(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LibraryIndex]:
    with indexed(tmp_path_factory.mktemp("state"), root) as opened:
        yield opened


@pytest.fixture(scope="module")
def searcher(library: LibraryIndex) -> Iterator[Searcher]:
    searcher = Searcher(library, models())
    yield searcher
    searcher.close()


def found(answer: Answer, root: Path) -> list[str]:
    return [Path(hit.path).relative_to(root).as_posix() for hit in answer.hits]


def like_file(searcher: Searcher, path: Path) -> Likeness:
    likeness = searcher.likeness(Similar(path=str(path)))
    assert likeness is not None
    return likeness


def test_what_is_like_a_file_comes_without_the_file_itself(searcher: Searcher, root: Path):
    like = like_file(searcher, root / "nature/volcano.txt")
    files = found(searcher.search("", aim=Aim(like)), root)
    assert files[1] == "nature/etna.txt"
    assert "nature/volcano.txt" not in files


def test_copies_of_a_file_are_one_hit_before_what_is_like_it(searcher: Searcher, root: Path):
    like = like_file(searcher, root / "nature/volcano.txt")
    answer = searcher.search("", aim=Aim(like), limit=4)
    copy, *rest = answer.hits
    others = {copy.path, *(other.path for other in copy.copies)}
    assert others == {str(root / "backup/volcano.txt"), str(root / "old/volcano (1).txt")}
    assert copy.score == 1
    assert all(other.same for other in copy.copies)
    assert not others & {hit.path for hit in rest}
    assert [hit.rank for hit in answer.hits] == [1, 2, 3, 4]
    only = searcher.search("in:backup", aim=Aim(like))
    assert found(only, root) == ["backup/volcano.txt"]
    assert not only.hits[0].copies
    apart = found(searcher.search("", aim=Aim(like, fold=False)), root)
    assert set(apart[:2]) == {"backup/volcano.txt", "old/volcano (1).txt"}


def test_what_is_like_a_passage_comes_without_the_passage(searcher: Searcher, root: Path):
    hit = searcher.search("bee sting barb", limit=1).hits[0]
    like = searcher.likeness(Similar(library="Examples", passage=hit.passage))
    assert like is not None
    assert like.vector is not None
    answer = searcher.search("", aim=Aim(like))
    assert hit.passage not in {other.passage for other in answer.hits}
    assert {"health/sting.txt", "health/stings.md"} & set(found(answer, root)[:1])
    best = answer.hits[0]
    assert best.parts.words
    assert best.parts.dense is not None
    assert best.terms


def test_a_language_that_no_model_knows_is_compared_by_words(searcher: Searcher, root: Path):
    answer = searcher.search("", aim=Aim(like_file(searcher, root / "한국/복지.txt")))
    assert found(answer, root)[0] == "한국/장학금.txt"
    assert answer.hits[0].parts.dense is None


def test_what_is_like_a_text_is_found(searcher: Searcher, root: Path):
    text = "My night was short again: I lay awake and looked at a bright screen until dawn."
    assert found(searcher.search("", aim=Aim(given(text))), root)[0] == "health/insomnia.md"
    with pytest.raises(NothingToCompareError):
        given("  \n ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('type:pdf in:nowhere -lava "no such phrase" molten rock of the crust', "nature/"),
        ("size>1MB NEAR/2 before:2001 the bee stung me, and the skin swells", "health/sting"),
        ("zzqx " * 50 + "foo_bar was renamed to foo_baz", "code/"),
        ("소득이 적은 학생이 장학금을 신청하는 방법", "한국/장학금"),
        ("\ud800 lava and molten rock", "nature/"),
    ],
)
def test_a_text_with_operators_in_it_is_text(
    searcher: Searcher, root: Path, text: str, expected: str
):
    answer = searcher.search("", aim=Aim(given(text)))
    assert found(answer, root)[0].startswith(expected) or "volcano" in answer.hits[0].path
    assert answer.notes == ()


def test_a_long_text_is_taken_as_a_whole(searcher: Searcher, root: Path):
    """What it is about stands neither at its beginning nor at its end."""
    other = "Here is what I wanted to write to you about for a long time, dear friend. " * 200
    about = " ".join(
        f"{FILES['health/insomnia.md']} In the {n}th night I lay awake until dawn again."
        for n in range(60)
    )
    like = given(other + about + other)
    assert 1 < len(like.samples) <= 3
    assert any("dawn" in sample for sample in like.samples[:1])
    assert len(like.text) < 30_000
    assert found(searcher.search("", aim=Aim(like)), root)[0] == "health/insomnia.md"


def test_filters_of_the_query_count_and_its_words_do_not(searcher: Searcher, root: Path):
    like = like_file(searcher, root / "nature/volcano.txt")
    answer = searcher.search('zeppelin "no such words" ext:md', aim=Aim(like), limit=50)
    assert answer.hits
    assert {Path(hit.path).suffix for hit in answer.hits} == {".md"}
    without = searcher.search("-villages", aim=Aim(like), limit=50)
    assert "nature/etna.txt" not in found(without, root)


def test_what_is_not_indexed_is_like_nothing(searcher: Searcher, root: Path):
    assert searcher.likeness(Similar(path=str(root / "absent.txt"))) is None
    assert searcher.likeness(Similar(passage=12345)) is None


def test_a_search_in_chosen_files_finds_nothing_elsewhere(searcher: Searcher, root: Path):
    chosen = (str(root / "code/release.txt"), str(root / "code/notes.txt"), str(root / "absent"))
    files = found(searcher.search("foo_bar foo_baz lava", aim=Aim(paths=chosen), limit=50), root)
    assert set(files) == {"code/release.txt", "code/notes.txt"}
    assert searcher.search("lava", aim=Aim(paths=(str(root / "absent"),))).hits == ()


def test_chosen_files_are_listed_where_nothing_is_asked(searcher: Searcher, root: Path):
    chosen = tuple(str(root / name) for name in FILES if name.startswith("code/"))
    assert set(found(searcher.search("", aim=Aim(paths=chosen)), root)) == {
        "code/release.txt",
        "code/parser.py",
        "code/notes.txt",
    }
    assert found(searcher.search("ext:py", aim=Aim(paths=chosen)), root) == ["code/parser.py"]


def test_thousands_of_chosen_files_are_no_trouble(searcher: Searcher, root: Path):
    chosen = tuple(str(root / f"absent {n}") for n in range(20_000))
    chosen += (str(root / "nature/volcano.txt"),)
    assert found(searcher.search("lava", aim=Aim(paths=chosen)), root) == ["nature/volcano.txt"]


@pytest.mark.parametrize(
    ("text", "near"),
    [
        (FILES["nature/volcano.txt"], "nature/etna.txt"),
        (FILES["한국/복지.txt"], "한국/장학금.txt"),
        (FILES["health/sting.txt"], "health/stings.md"),
    ],
)
def test_what_is_like_a_text_is_no_weak_match_and_what_is_not_is_one(
    searcher: Searcher, root: Path, text: str, near: str
):
    """Of a text's forty words hardly a passage has most: as an answer to them none would do."""
    answer = searcher.search("", aim=Aim(given(text)), limit=50)
    scores = {Path(hit.path).relative_to(root).as_posix(): hit.score for hit in answer.hits}
    assert answer.hits[0].score > 0.9, "the text itself"
    assert scores[near] > WEAK_SCORE
    others = [score for name, score in scores.items() if name.startswith(("code/", "money/"))]
    assert max(others, default=0) < WEAK_SCORE
