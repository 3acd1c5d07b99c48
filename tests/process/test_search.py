"""Searches in a real library: real files, real Milvus Lite, real models."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from engine.host.cancellation import Token
from engine.jobs.index import LibraryIndex
from engine.jobs.indexing import Indexer
from engine.protocol.errors import Cancelled
from engine.search.hits import Answer
from engine.search.searcher import Searcher
from tests.process.search_examples import FILES, OLD, indexed, models, write_files


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    write_files(folder)
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


BY_MEANING = [
    ("trouble sleeping", "health/insomnia.md"),
    ("first aid for insect bites", "health/sting.txt"),
    ("home loan", "money/mortgage.md"),
    ("eruption", "nature/volcano.txt"),
]


@pytest.mark.parametrize(("query", "expected"), BY_MEANING)
def test_a_query_that_shares_no_word_finds_its_answer(
    searcher: Searcher, root: Path, query: str, expected: str
):
    answer = searcher.search(query)
    assert found(answer, root)[0] == expected
    assert answer.hits[0].parts.dense is not None
    assert answer.hits[0].parts.rerank is None
    assert not answer.reranked


BY_WORD = [
    ("foo_bar", "code/parser.py"),
    ("1.0.21", "code/release.txt"),
    ("ledger", OLD),
    ("생계급여 신청", "한국/복지.txt"),
    ("김장", "한국/김치.txt"),
    ("여권 분실 신고", "한국/여권.txt"),
]


@pytest.mark.parametrize(("query", "expected"), BY_WORD)
def test_words_and_identifiers_are_found(searcher: Searcher, root: Path, query: str, expected: str):
    answer = searcher.search(query)
    best = answer.hits[0]
    assert found(answer, root)[0] == expected
    assert best.parts.sparse is not None
    assert best.parts.sparse > 0
    assert best.terms
    assert all(best.text[start:end] for start, end in best.marks)


def test_korean_is_never_scored_by_a_model_that_does_not_know_it(searcher: Searcher):
    answer = searcher.search("사회복지제도")
    assert all(hit.language == "ko" for hit in answer.hits)
    assert all(hit.parts.dense is None for hit in answer.hits)


def test_passages_without_a_common_word_or_meaning_are_left_out(searcher: Searcher):
    hits = searcher.search("xyzzyqwrt").hits
    assert all(hit.parts.dense is not None and hit.parts.dense > 0 for hit in hits)
    korean = [hit for hit in searcher.search("trouble sleeping").hits if hit.language == "ko"]
    assert korean == []


def test_hits_say_where_they_stand(searcher: Searcher, root: Path):
    hit = searcher.search("percent of the value of the property").hits[0]
    assert hit.path == str(root / "money" / "mortgage.md")
    assert hit.heading == "Borrowing for a house"
    assert hit.library == "Examples"
    assert hit.rank == 1
    assert hit.size == (root / "money" / "mortgage.md").stat().st_size
    assert hit.end - hit.start == len(hit.text)


def test_scores_fall_with_the_rank_and_lie_between_0_and_1(searcher: Searcher):
    hits = searcher.search("broken goods and lost passports").hits
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))


PHRASES: list[tuple[str, list[str]]] = [
    ('"full amount"', ["money/refund.txt"]),
    ('"amount full"', []),
    ('"open question"', ["nature/whales.txt"]),
    ('"marine biology"', ["nature/whales.txt"]),
    ('"foo_bar"', ["code/parser.py", "code/release.txt"]),
    ('"foo_ba"', []),
    ('"사회복지"', ["한국/복지.txt"]),
    ('"소금에 절인" 배추', ["한국/김치.txt"]),
    ('"the" "lava and ash"', ["nature/volcano.txt"]),
]


@pytest.mark.parametrize(("query", "expected"), PHRASES)
def test_exact_phrases_are_exact(searcher: Searcher, root: Path, query: str, expected: list[str]):
    assert sorted(found(searcher.search(query), root)) == expected


def test_where_no_passage_has_the_phrase_the_other_words_still_find(searcher: Searcher, root: Path):
    answer = searcher.search('marine biology whales "amount full"')
    assert "nature/whales.txt" in found(answer, root)
    assert [note.code for note in answer.notes] == ["phrase-not-found"]


def test_what_is_excluded_is_not_there(searcher: Searcher, root: Path):
    everything = set(found(searcher.search("foo_baz file", limit=100), root))
    assert {"code/notes.txt", "code/release.txt"} <= everything
    without = set(found(searcher.search("foo_baz file -draft", limit=100), root))
    assert without == everything - {"code/notes.txt"}
    without = set(found(searcher.search('foo_baz file -"the old parser"', limit=100), root))
    assert without == everything - {"code/release.txt"}


FILTERS = [
    ("the ext:md", {"health/insomnia.md", "money/mortgage.md"}),
    ("foo_bar type:code", {"code/parser.py"}),
    ("pay the rent in:money ext:txt", {"money/refund.txt", OLD}),
    ("rent in:Old", {OLD}),
    ("rent in:money/old", {OLD}),
    ("rent before:2011", {OLD}),
    ("rent after:2010-06-15 before:2010-06-16", {OLD}),
    ("rent after:2010-06-16 in:old", set[str]()),
    ("the name:whale", {"nature/whales.txt"}),
    ("배추 lang:ko name:김치", {"한국/김치.txt"}),
    ("배추 in:한국 -name:김치", {"한국/복지.txt", "한국/여권.txt"}),
    ("rent size<46", {OLD}),
    ("rent in:nowhere", set[str]()),
]


@pytest.mark.parametrize(("query", "expected"), FILTERS)
def test_operators_narrow_the_search(
    searcher: Searcher, root: Path, query: str, expected: set[str]
):
    files = set(found(searcher.search(query, limit=100), root))
    if "한국" in query:  # without a word in common nothing is found in Korean
        assert files <= expected
    else:
        assert files == expected


def test_operators_alone_list_files_newest_first(searcher: Searcher, root: Path):
    answer = searcher.search("in:money", limit=100)
    files = found(answer, root)
    assert set(files) == {name for name in FILES if name.startswith("money/")}
    assert files[-1] == OLD
    times = [hit.modified for hit in answer.hits]
    assert times == sorted(times, reverse=True)
    assert found(searcher.search("type:code"), root) == ["code/parser.py"]
    assert OLD not in found(searcher.search("in:money -coal"), root)


def test_an_absolute_folder_narrows_too(searcher: Searcher, root: Path):
    answer = searcher.search(f'the in:"{root / "nature"}"')
    assert set(found(answer, root)) == {"nature/whales.txt", "nature/volcano.txt"}


NOTED = [
    ("", "nothing-to-find"),
    ("-lava", "nothing-to-find"),
    ("-", "nothing-to-find"),
    ("((", "nothing-to-find"),
    ("*", "nothing-to-find"),
    ("- … »", "nothing-to-find"),
    ("lava OR whales", "foreign-operator"),
    ("type:nonsense lava", "unknown-type"),
    ("lava in:nowhere", "unknown-folder"),
    ('"lava', "unclosed-quote"),
]


@pytest.mark.parametrize(("query", "code"), NOTED)
def test_what_a_query_cannot_mean_is_noted(searcher: Searcher, query: str, code: str):
    assert code in {note.code for note in searcher.search(query).notes}


@pytest.mark.parametrize("query", ["-", "((", "*", "?!", "- in:nature -"])
def test_signs_alone_find_no_passage_and_leave_filters_as_they_are(searcher: Searcher, query: str):
    listed = searcher.search("in:nature") if "in:" in query else searcher.search("")
    assert searcher.search(query).hits == listed.hits


def test_operators_of_other_programs_take_nothing_from_the_score(searcher: Searcher):
    plain, other = searcher.search("lava whales"), searcher.search("lava OR whales")
    assert [(hit.path, hit.score) for hit in other.hits] == [
        (hit.path, hit.score) for hit in plain.hits
    ]


@pytest.mark.parametrize(
    "query", ["?!", "...", "«»", "\x00", "🦊", "\ud800", "a" * 5000, "' OR 1=1"]
)
def test_strange_queries_are_answered(searcher: Searcher, query: str):
    searcher.search(query)


def test_a_search_that_was_called_off_stops(searcher: Searcher):
    token = Token()
    token.cancel()
    with pytest.raises(Cancelled):
        searcher.search("lava", token=token)


def test_many_threads_search_at_once(searcher: Searcher, root: Path):
    answers: dict[str, list[str]] = {}

    def search(query: str) -> None:
        answers[query] = found(searcher.search(query), root)

    threads = [threading.Thread(target=search, args=(query,)) for query, _ in BY_MEANING + BY_WORD]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(answers[query][0] == expected for query, expected in BY_MEANING + BY_WORD)


def test_a_library_that_is_loading_or_empty_says_so(tmp_path: Path):
    empty = LibraryIndex.open(tmp_path / "state", "empty", [str(tmp_path)], name="Empty")
    try:
        searcher = Searcher(empty, models())
        assert [note.code for note in searcher.search("lava").notes] == ["library-empty"]
        assert searcher.search("type:pdf").hits == ()
        searcher.close()
    finally:
        empty.close()


def test_searching_goes_on_while_files_are_indexed_changed_and_removed(tmp_path: Path):
    root = tmp_path / "files"
    write_files(root)
    with indexed(tmp_path / "state", root) as library:
        searcher = Searcher(library, models())
        for number in range(60):
            text = f"Note {number} about lava and the volcano near the harbour."
            (root / f"note{number}.txt").write_text(text, encoding="utf-8")
        (root / "nature" / "volcano.txt").write_text("It rained all day.", encoding="utf-8")
        (root / "nature" / "whales.txt").unlink()
        indexer = Indexer(library, workers=1)
        with ThreadPoolExecutor(1) as pool:
            run = pool.submit(indexer.run, Token(), lambda _: None)
            while not run.done():
                hits = searcher.search("lava volcano", limit=100).hits
                assert len({hit.passage for hit in hits}) == len(hits)
                assert all("lava" in hit.text for hit in hits if hit.terms)
            assert run.result().files == 61
        files = found(searcher.search('"lava and the volcano"', limit=100), root)
        assert sorted(files) == sorted(f"note{number}.txt" for number in range(60))
        assert searcher.search('"feeding grounds"').hits == ()
        searcher.close()


def test_small_words_are_not_marked_beside_others(searcher: Searcher):
    hits = searcher.search("the marine biology of a coast").hits
    assert "marine" in {term for hit in hits for term in hit.terms}
    assert not {"the", "of", "a"} & {term for hit in hits for term in hit.terms}
