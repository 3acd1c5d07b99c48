"""Files that there are more than once, on the command line."""

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
