"""Pausing, the pace, the rules and single paths: the command line against a real engine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.process.cli_program import Program


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    (folder / "node_modules").mkdir(parents=True)
    (folder / "canal.md").write_text("A sluice gate controls the flow of water.\n", "utf-8")
    (folder / "draft.md").write_text("A sluice gate, unfinished.\n", "utf-8")
    (folder / "식물.txt").write_text("장미는 햇빛이 잘 드는 곳에서 잘 자란다.\n", "utf-8")
    (folder / "node_modules" / "index.md").write_text("A package.\n", "utf-8")
    return folder


@pytest.fixture
def program(tmp_path: Path, notes: Path) -> Iterator[Program]:
    program = Program(tmp_path / "state")
    program.json("add", str(notes))
    program.json("index", "--wait")
    yield program
    program.run("quit")


def _found(program: Program, query: str) -> set[str]:
    return {Path(hit["path"]).name for hit in program.json("search", query)["hits"]}


def test_a_pause_outlasts_the_engine_and_ends_when_told(program: Program, notes: Path) -> None:
    assert program.json("pause")["libraries"][0]["paused"] is True
    program.run("quit")
    (notes / "late.md").write_text("A zyzzyva is a weevil.\n", "utf-8")
    refused = program.run("index", "--wait", "--json")
    assert refused.returncode == 1
    assert json.loads(refused.stdout)["error"]["code"] == "paused"
    assert "findling resume" in refused.stderr
    assert "paused" in program.run("status").stdout
    assert "canal.md" in _found(program, "sluice")  # what was indexed stays findable
    assert "late.md" not in _found(program, "zyzzyva")
    assert program.json("resume", "-l", "Default")["libraries"][0]["paused"] is False
    program.json("index", "--wait")
    assert "late.md" in _found(program, "zyzzyva")


def test_the_pace_is_kept(program: Program) -> None:
    program.json("pace", "--on-battery", "stop")
    changed = program.json("pace", "--while-working", "full")
    assert (changed["on_battery"], changed["while_working"]) == ("stop", "full")
    assert changed["in_advance"] is True
    program.json("pace", "--not-in-advance")
    program.run("quit")
    assert program.json("pace")["in_advance"] is False
    assert program.json("pace")["on_battery"] == "stop"
    assert program.json("status")["pace"]["while_working"] == "full"
    assert "On battery: stop" in program.run("pace").stdout


def test_a_rule_takes_files_out_and_dropping_it_brings_them_back(program: Program) -> None:
    assert "draft.md" in _found(program, "sluice")
    shown = program.json("rules", "--exclude", "draft*", "--max-size", "5MB")
    assert shown["rules"] == {"include": [], "exclude": ["draft*"], "most_bytes": 5_000_000}
    assert "node_modules/" in shown["built_in"]
    program.json("index", "--wait")
    assert _found(program, "sluice") == {"canal.md"}
    assert "draft*" in program.run("rules").stdout
    program.json("rules", "--drop", "draft*")
    program.json("index", "--wait")
    assert "draft.md" in _found(program, "sluice")


def test_a_check_tells_why_a_file_is_not_indexed(program: Program, notes: Path) -> None:
    program.json("rules", "--exclude", "draft*")
    program.json("index", "--wait")
    names = ("canal.md", "식물.txt", "draft.md", "node_modules/index.md", "none.md")
    paths = [str(notes / name) for name in names]
    rows = program.json("rules", "--check", *paths, "/")["paths"]
    assert [row["path"] for row in rows] == [*paths, "/"]
    told = [(row["code"], row["detail"], row["source"]) for row in rows]
    assert told[:2] == [("indexed", "", "")] * 2
    assert told[2:4] == [
        ("ignored", "draft*", "library"),
        ("ignored", "node_modules/", "built-in"),
    ]
    assert [code for code, _, _ in told[4:]] == ["missing", "outside"]
    said = program.run("rules", "--check", paths[2]).stdout
    assert said == f"{paths[2]}  is left out by draft* (a rule of the library)\n"


def test_single_files_are_brought_up_to_date(program: Program, notes: Path) -> None:
    (notes / "new.md").write_text("A zyzzyva is a weevil.\n", "utf-8")
    program.json("index", str(notes / "new.md"), "--wait")
    assert "new.md" in _found(program, "zyzzyva")


def test_paths_without_a_check_are_a_mistake(tmp_path: Path) -> None:
    done = Program(tmp_path / "state").run("rules", "somewhere.md", "--json")
    assert done.returncode == 2
    assert "--check" in json.loads(done.stdout)["error"]["message"]
