"""Where the words of wildcards and corrections come from, and go to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from engine.host.cancellation import Token
from engine.jobs.index import CATALOGUE_FILE, LibraryIndex
from engine.jobs.indexing import Indexer
from engine.search.hits import Answer
from engine.search.likeness import Aim
from engine.search.searcher import Searcher
from tests.process.search_examples import indexed, models

TEXTS = {
    "a": "The tax refund is paid in spring.",
    "b": "A formal request needs a stamp.",
    "c": "Stations are built by nations.",
}


def write(folder: Path) -> Path:
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "files")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LibraryIndex]:
    folder = tmp_path_factory.mktemp("unchanged")
    with indexed(folder / "state", write(folder / "files")) as opened:
        yield opened


def nothing(_: Answer) -> None:
    """What comes first is not looked at."""


def ask(library: LibraryIndex, query: str, *, typing: bool = False) -> Answer:
    searcher = Searcher(library, models())
    try:
        interim = nothing if typing else None
        return searcher.search(query, aim=Aim(typing=typing), interim=interim)
    finally:
        searcher.close()


def names(answer: Answer) -> list[str]:
    return [Path(hit.path).stem for hit in answer.hits]


def codes(answer: Answer) -> list[str]:
    return [note.code for note in answer.notes]


def test_a_library_of_an_earlier_version_gets_its_words_when_it_is_encoded_again(
    root: Path, tmp_path: Path
):
    state = tmp_path / "state"
    with indexed(state, root):
        pass
    with closing(sqlite3.connect(state / CATALOGUE_FILE)) as connection, connection:
        connection.execute("DELETE FROM words")
        connection.execute("UPDATE meta SET value = '1' WHERE key = 'tokenizer'")
    with indexed(state, root) as library:
        assert library.catalogue.words_since(0).keys() >= {"tax", "formal", "stations"}
        assert names(ask(library, "form*")) == ["b"]


def test_a_wildcard_in_a_library_without_words_finds_among_candidates_and_says_so(
    root: Path, tmp_path: Path
):
    with indexed(tmp_path / "state", root) as library:
        with (
            closing(sqlite3.connect(tmp_path / "state" / CATALOGUE_FILE)) as connection,
            connection,
        ):
            connection.execute("DELETE FROM words")
        answer = ask(library, "form*")
        assert names(answer) == ["b"]
        assert codes(answer) == ["wildcard-unlisted"]


def test_words_of_files_that_changed_come_and_those_that_went_are_not_suggested(
    root: Path, tmp_path: Path
):
    with indexed(tmp_path / "state", root) as library:
        searcher = Searcher(library, models())
        (note,) = searcher.search("refnud").notes
        assert (note.code, note.meant) == ("did-you-mean", "refund")
        (root / "a.txt").write_text("The kangaroo jumps.", encoding="utf-8")
        Indexer(library, workers=1).run(Token(), lambda _: None)
        (note,) = searcher.search("refnud").notes
        assert note.code == "word-nowhere"
        (note,) = searcher.search("kangraoo").notes
        assert note.meant == "kangaroo"
        searcher.close()


MEANT = [
    ("tax refnud", "tax refund", (4, 10)),
    ("Refnud, tax", "Refund, tax", (0, 6)),
    ("type:txt REFNUD -draft", "type:txt REFUND -draft", (9, 15)),
    ("statoins refnud tax", "stations refund tax", (0, 8)),
    ("refnud NEAR/3 tax", "refund NEAR/3 tax", (0, 6)),
    ('refnud "tax refund"', 'refund "tax refund"', (0, 6)),
]


@pytest.mark.parametrize(("query", "meant", "place"), MEANT)
def test_a_correction_keeps_the_rest_of_the_query(
    library: LibraryIndex, query: str, meant: str, place: tuple[int, int]
):
    (note,) = [n for n in ask(library, query).notes if n.code == "did-you-mean"]
    assert note.meant == meant
    assert (note.start, note.end) == place


def test_a_word_that_is_still_typed_is_not_corrected_while_a_word_begins_so(library: LibraryIndex):
    assert codes(ask(library, "statio", typing=True)) == []
    assert codes(ask(library, "refnud", typing=True)) == ["did-you-mean"]


def test_what_has_the_very_words_is_neither_hidden_nor_displaced(library: LibraryIndex):
    exact = ask(library, "formal request")
    with_error = ask(library, "formal request refnud")
    assert names(with_error)[0] == names(exact)[0] == "b"
    assert codes(with_error) == ["did-you-mean"]


@pytest.fixture(scope="module")
def formal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LibraryIndex]:
    folder = tmp_path_factory.mktemp("formal")
    texts = {"formula": "The formula is simple.", "formal": "Formal dress only."}
    texts["both"] = "Formal or formula."
    (folder / "files").mkdir()
    for name, text in texts.items():
        (folder / "files" / f"{name}.txt").write_text(text, encoding="utf-8")
    with indexed(folder / "state", folder / "files") as opened:
        yield opened


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("form*", ("form*",)),
        ("FORM*, simple", ("FORM*", "simple")),
        ("simple form*", ("simple", "form*")),
        ("form* formula", ("form*", "formula")),
        ("form* form*la", ("form*", "form*la")),
    ],
)
def test_a_passage_has_the_pattern_and_no_word_that_it_lacks(
    formal: LibraryIndex, query: str, terms: tuple[str, ...]
):
    hits = {Path(hit.path).stem: hit for hit in ask(formal, query).hits}
    assert hits["formula"].terms == terms
    assert {one.word for one in hits["formula"].parts.words} <= set(terms)


@pytest.mark.parametrize("query", ["form* forma*", "form* form*", "forma* *orm*", "form* *ormal"])
def test_patterns_that_share_words_do_not_spoil_each_other(formal: LibraryIndex, query: str):
    alone = {Path(hit.path).stem: hit.score for hit in ask(formal, "form*").hits}
    together = {Path(hit.path).stem: hit.score for hit in ask(formal, query).hits}
    assert together["formal"] >= alone["formal"] - 0.1
    assert together["both"] >= alone["both"] - 0.1


def test_a_word_counts_beside_a_pattern_that_has_it(formal: LibraryIndex):
    assert names(ask(formal, "form* formula"))[-1] == "formal"


def test_of_very_many_patterns_each_is_demanded(formal: LibraryIndex):
    many = [f"{start}*{middle}*" for start in ("fo", "for", "form", "*or") for middle in "mal"]
    many += ["fo*", "for*", "form*", "*orm*", "fo*m*a*", "fo*m*l*", "fo*r*a*", "fo*r*l*"]
    many = [pattern for pattern in many if pattern != "form*m*"]
    assert set(names(ask(formal, " ".join(many)))) == {"formal", "formula", "both"}
    assert set(names(ask(formal, " ".join((*many, "*mula"))))) == {"formula", "both"}
