"""Files made to exhaust their reader fail alone, with a reason, or do no harm."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.jobs import crew, exchange
from engine.jobs.index import LibraryIndex
from engine.store.catalogue_rows import FileRow
from engine.store.catalogue_states import State
from tests.process import attacks
from tests.process.indexing_parts import fill, opened, run

FAILURES = {
    "too-large": """bomb.docx bomb.odt bomb.epub bomb.hwpx bomb.xlsx bomb old.pages
        many bombs.pptx many parts.docx many letters.txt spaces.txt the log.log""",
    "reader-memory": "bomb that lies.xlsx bomb.pdf",
    "damaged": """bomb that lies.docx laughs.docx laughs.odt deep.docx deep.rtf deep.ipynb
        endless tag.docx deep archive.docx""",
    "not-text": "high bytes.txt",
}
HARMLESS = """laughs.xml laughs.svg laughs.opml laughs.xlsx blown up.xml far cell.xlsx deep.xml
    deep.json deep.md brackets.md deep mail.eml deep parts.eml header.eml open tags.html
    comments.html binary.rtf"""
GOOD = 20


def named(text: str) -> list[str]:
    """Tell the names apart, some of which are of several words."""
    names: list[str] = []
    begun = ""
    for word in text.split():
        begun = f"{begun} {word}".strip()
        if "." in begun:
            names.append(begun)
            begun = ""
    return names


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    fill(folder, GOOD, 6)
    return folder


@pytest.fixture(autouse=True)
def _limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "MEMORY", 2**30)
    monkeypatch.setattr(exchange, "SECONDS", 30.0)


def write(folder: Path, names: list[str]) -> None:
    for name in names:
        if name == "the log.log":
            attacks.write_sparse(folder / name)
        else:
            (folder / name).write_bytes(attacks.ATTACKS[name]())


def failed(index: LibraryIndex) -> Iterator[FileRow]:
    rows, troubles = index.failures()
    assert troubles == []
    yield from rows


@pytest.mark.timeout(300)
def test_files_made_to_exhaust_their_reader_fail_alone_and_say_why(tmp_path: Path, documents: Path):
    expected = {name: code for code, names in FAILURES.items() for name in named(names)}
    write(documents, list(expected))
    with opened(tmp_path / "state", documents) as index:
        outcome = run(index)
        assert {Path(row.path).name: row.code for row in failed(index)} == expected
        assert outcome.files == GOOD
        for row in failed(index):
            assert row.hint, row.path
            assert " " in row.reason, row.path


def test_what_only_looks_dangerous_is_read_without_harm(tmp_path: Path, documents: Path):
    names = named(HARMLESS)
    write(documents, names)
    with opened(tmp_path / "state", documents) as index:
        run(index)
        assert not list(failed(index))
        assert len(index.catalogue.files_in(State.INDEXED)) == GOOD + len(names)
        # Entities were not multiplied, nor the empty cells between two far ones.
        sizes = {Path(row.path).name: row.passages for row in index.catalogue.files_in()}
        for name in ("laughs.xml", "laughs.svg", "laughs.opml", "far cell.xlsx"):
            assert sizes[name] <= 2
