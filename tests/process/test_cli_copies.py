"""Copies on the command line: under a hit, one by one, as hits of their own, and as files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.process.cli_program import Program
from tests.unit.test_wording import MAIL, QUOTED


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mails")
    texts = {"pump.txt": MAIL, "again.txt": MAIL, "re.txt": QUOTED, "tea.txt": "A pump for tea."}
    for name, text in texts.items():
        (folder / name).write_text(text)
    return folder


@pytest.fixture(scope="module")
def program(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    program = Program(tmp_path_factory.mktemp("state"))
    program.json("add", str(folder))
    program.json("index", "--wait")
    yield program
    program.run("quit")


def names(hits: list[dict[str, str]]) -> set[str]:
    return {Path(hit["path"]).name for hit in hits}


def test_copies_are_told_under_a_hit(program: Program) -> None:
    best, *rest = program.json("search", "pump cellar float switch")["hits"]
    assert len(best["copies"]) == 2
    assert names([best, *best["copies"]]) == {"pump.txt", "again.txt", "re.txt"}
    assert names(rest) == {"tea.txt"}
    shown = program.run("search", "pump cellar float switch").stdout
    assert "2 copies (" in shown
    assert "re.txt" not in shown or "again.txt" not in shown
    explained = program.run("search", "pump cellar float switch", "--explain").stdout
    assert all(name in explained for name in ("pump.txt", "again.txt", "re.txt"))


def test_all_copies_are_hits_if_that_is_wanted(program: Program) -> None:
    hits = program.json("search", "pump cellar float switch", "--all-copies")["hits"]
    assert len(hits) == 4
    assert not any(hit["copies"] for hit in hits)


def test_copies_are_listed(program: Program, folder: Path) -> None:
    (group,) = program.json("duplicates")["groups"]
    assert {Path(file["path"]).name for file in group["files"]} == {"pump.txt", "again.txt"}
    near = program.json("duplicates", str(folder), "--near")["groups"]
    assert [group["same"] for group in near] == [True, False]
    assert len(near[1]["files"]) == 3
    shown = program.run("duplicates", "--near").stdout
    assert "2 files, the same" in shown
    assert "3 files, nearly the same" in shown


def test_nothing_twice_is_said(program: Program, folder: Path) -> None:
    assert "twice" in program.run("duplicates", str(folder / "tea.txt")).stdout
