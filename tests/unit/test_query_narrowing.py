"""Operators as filters, with names looked up in a real catalogue, and lists of files."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from engine.host.cancellation import Token
from engine.search.listing import newest, predicate_of
from engine.search.narrowing import Narrowing, matching_folders
from engine.search.phrases import Phrase
from engine.search.query import parse_query
from engine.store.catalogue import Catalogue
from engine.store.catalogue_rows import (
    FoundFile,
    IndexedFile,
    PassageRow,
    Signature,
    TermChange,
)
from engine.store.filters import FileIn, Filter, Under, expression

ROOT = os.path.normpath("/home/me")

FILES = {
    "Docs/Invoices/2023/march.pdf": ("en", 1_500, "2023-03-05"),
    "Docs/Invoices/2024/May Report.pdf": ("en", 2_500_000, "2024-05-17"),
    "Docs/Old invoices/1999.txt": ("de", 90, "1999-12-31"),
    unicodedata.normalize("NFD", "Docs/보고서/연간 보고서.hwp"): ("ko", 40_000, "2024-05-18"),
    "code/src/main.py": ("", 700, "2024-01-02"),
    "code/lib/src/util.py": ("", 800, "2022-01-02"),
}


def full(name: str) -> str:
    return os.path.normpath(f"{ROOT}/{name}")


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    catalogue = Catalogue(tmp_path_factory.mktemp("state") / "catalogue.sqlite")
    found = [
        FoundFile(full(name), Signature(size, int(_noon(day) * 1e9), 1, number))
        for number, (name, (_, size, day)) in enumerate(FILES.items())
    ]
    catalogue.record_scan(added=found)
    known = catalogue.files_at([one.path for one in found])
    catalogue.begin([file.id for file in known.values()])
    change = TermChange(np.empty(0, np.uint32), np.empty(0, np.int64))
    catalogue.finish(
        [_indexed(known[full(name)].id, lang, name) for name, (lang, _, _) in FILES.items()],
        {},
        change,
    )
    yield catalogue
    catalogue.close()


def _noon(day: str) -> float:
    return datetime.fromisoformat(f"{day}T12:00").timestamp()


def _indexed(file: int, lang: str, name: str) -> IndexedFile:
    signature = Signature(FILES[name][1], int(_noon(FILES[name][2]) * 1e9), 1, file)
    text = f"Text of {name.rsplit('/', maxsplit=1)[-1]}"
    passage = PassageRow(file, file, 0, 0, len(text), 0, "", lang, text)
    return IndexedFile(file, signature, b"h", "text/plain", "", lang, 3, 3.0, [passage])


def filter_of(catalogue: Catalogue, query: str) -> Filter | None:
    narrowing = Narrowing(catalogue, [full("Docs"), full("code")])
    return narrowing.filter_of(parse_query(query).conditions)


CASES = [
    ("type:pdf", {"march.pdf", "May Report.pdf"}),
    ("-type:pdf", {"1999.txt", "연간 보고서.hwp", "main.py", "util.py"}),
    ("type:word", {"연간 보고서.hwp"}),
    ("ext:txt,py", {"1999.txt", "main.py", "util.py"}),
    ("in:invoices", {"march.pdf", "May Report.pdf"}),
    ("in:2024", {"May Report.pdf"}),
    ("in:invoices/2023", {"march.pdf"}),
    ("in:20*", {"march.pdf", "May Report.pdf"}),
    ("in:old", {"1999.txt"}),
    ("in:src", {"main.py", "util.py"}),
    ("in:보고서", {"연간 보고서.hwp"}),
    ("in:code in:old", {"main.py", "util.py", "1999.txt"}),
    ("in:code -in:lib", {"main.py"}),
    ("in:me", set[str]()),
    ("in:nowhere", set[str]()),
    ("in:~no-such-user/a", set[str]()),
    (f"in:{ROOT}/code/lib", {"util.py"}),
    (f"in:{ROOT}/Docs/보고서", {"연간 보고서.hwp"}),
    (unicodedata.normalize("NFD", f"in:{ROOT}/Docs/보고서"), {"연간 보고서.hwp"}),
    (unicodedata.normalize("NFD", "in:보고서"), {"연간 보고서.hwp"}),
    (unicodedata.normalize("NFD", "name:보고서"), {"연간 보고서.hwp"}),
    (f"-in:{ROOT}/Docs/보고서 in:docs -type:pdf", {"1999.txt"}),
    ("name:report", {"May Report.pdf"}),
    ("name:보고서", {"연간 보고서.hwp"}),
    ("name:*.py", {"main.py", "util.py"}),
    ("name:ma", {"march.pdf", "May Report.pdf", "main.py"}),
    ("name:ma -name:may", {"march.pdf", "main.py"}),
    ("before:2000", {"1999.txt"}),
    ("after:2024-05-17 before:2024-05-18", {"May Report.pdf"}),
    ("after:2024-05-18", {"연간 보고서.hwp"}),
    ("size>1MB", {"May Report.pdf"}),
    ("size<=90", {"1999.txt"}),
    ("lang:ko", {"연간 보고서.hwp"}),
    ("lang:en,de before:2024", {"march.pdf", "1999.txt"}),
    ("in:nowhere in:2023", {"march.pdf"}),
]


@pytest.mark.parametrize(("query", "expected"), CASES)
def test_operators_choose_files(catalogue: Catalogue, query: str, expected: set[str]):
    where = filter_of(catalogue, query)
    found = newest(catalogue, where, (), 100, Token())
    names = {unicodedata.normalize("NFC", Path(file.path).name) for file, _ in found}
    assert names == expected
    assert (expression(where) is None) == (not expected)


def test_no_operator_makes_no_filter(catalogue: Catalogue):
    assert filter_of(catalogue, "words only") is None
    assert len(newest(catalogue, None, (), 100, Token())) == len(FILES)


def test_files_are_listed_newest_first_up_to_a_limit(catalogue: Catalogue):
    found = newest(catalogue, None, (), 2, Token())
    assert [file.size for file, _ in found] == [40_000, 2_500_000]


def test_files_with_an_excluded_word_are_not_listed(catalogue: Catalogue):
    where = filter_of(catalogue, "type:code")
    found = newest(catalogue, where, [Phrase("main")], 100, Token())
    assert [Path(file.path).name for file, _ in found] == ["util.py"]


def test_a_folder_that_is_not_there_is_noted(catalogue: Catalogue):
    narrowing = Narrowing(catalogue, [full("Docs")])
    narrowing.filter_of(parse_query("in:nowhere x").conditions)
    assert [note.code for note in narrowing.notes] == ["unknown-folder"]


def test_many_folders_of_one_name_become_a_list_of_files(tmp_path: Path):
    catalogue = Catalogue(tmp_path / "catalogue.sqlite")
    found = [FoundFile(full(f"code/p{n}/src/a.py"), Signature(1, 1, 1, n)) for n in range(150)]
    catalogue.record_scan(added=found)
    where = filter_of(catalogue, "in:src")
    assert "FileIn" in repr(where)
    assert "Under" not in repr(where)
    catalogue.close()


def test_the_outermost_of_nested_folders_is_enough():
    folders = [full(name) for name in ("a", "a/src", "a/src/b/src", "c/src")]
    assert matching_folders("src", folders) == [full("a/src"), full("c/src")]
    assert matching_folders("/", folders) == []


def test_a_filter_can_be_tested_on_a_file(catalogue: Catalogue):
    file = next(iter(catalogue.files([1]).values()))
    assert predicate_of(FileIn((1,)))(file)
    assert not predicate_of(FileIn(()))(file)
    assert predicate_of(Under(ROOT))(file)
    assert not predicate_of(Under(ROOT + "x"))(file)
