"""What is like a file, from the command line."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.cli.demo import SAMPLES
from tests.process.cli_program import Program


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    program = Program(tmp_path_factory.mktemp("state"))
    program.json("add", str(SAMPLES))
    program.json("index", "--wait")
    yield program
    program.run("quit")


def names(answer: dict[str, list[dict[str, str]]]) -> list[str]:
    return [Path(hit["path"]).name for hit in answer["hits"]]


def sample(name: str) -> str:
    return str(next(SAMPLES.rglob(name)))


def test_what_is_like_an_indexed_file_comes_without_it(program: Program) -> None:
    found = names(program.json("search", "--similar", sample("insomnia.md"), "--limit", "50"))
    assert found
    assert "insomnia.md" not in found


def test_a_file_that_is_not_indexed_is_compared_by_its_text(
    program: Program, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("I lie awake at night and cannot sleep before dawn.", encoding="utf-8")
    assert names(program.json("search", "--similar", str(letter)))[0] == "insomnia.md"
    filtered = names(program.json("search", "ext:rst", "--similar", str(letter)))
    assert {Path(name).suffix for name in filtered} <= {".rst"}


def test_what_is_neither_indexed_nor_text_is_refused(program: Program, tmp_path: Path) -> None:
    (tmp_path / "odd.bin").write_bytes(b"\xff\xfe\x00\x81")
    for path in (str(tmp_path / "odd.bin"), str(tmp_path / "absent")):
        done: subprocess.CompletedProcess[str] = program.run("search", "--similar", path)
        assert done.returncode == 1
        assert "neither indexed nor text" in done.stderr


def test_a_file_that_could_not_be_read_is_like_nothing(program: Program, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "note.txt").write_text("Insomnia is what a bad night leaves behind.", encoding="utf-8")
    bad = own / "bad.pdf"
    bad.write_bytes(b"%PDF-1.4 broken")
    program.json("add", str(own), "--library", "Own")
    program.json("index", "--wait")
    (failure,) = program.json("failures", str(bad))["failures"]
    done = program.run("search", "--similar", str(bad), "--json")
    assert done.returncode == 1
    told = json.loads(done.stdout)["error"]
    assert told["code"] == failure["code"]
    assert told["hint"] == failure["hint"]
    assert failure["reason"] in told["message"]


@pytest.mark.parametrize("name", ["bad.pdf", "bad.txt", "bad.docx"])
def test_what_needs_a_reader_and_is_not_indexed_is_not_taken_for_text(
    program: Program, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_bytes(b"night" if name == "bad.docx" else b"%PDF-1.4 broken night")
    done = program.run("search", "--similar", str(tmp_path / name))
    assert done.returncode == 1
    assert "neither indexed nor text" in done.stderr
    assert "findling add" in done.stderr


def test_an_explanation_weighs_each_word(program: Program) -> None:
    done = program.run("search", "chocolate puppy", "--explain", "--limit", "1")
    assert done.returncode == 0
    assert "chocolate " in done.stdout
    assert "(" in done.stdout
