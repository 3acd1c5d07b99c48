"""Libraries as a whole on the command line."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.process.cli_program import Program


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    program = Program(tmp_path / "state")
    yield program
    program.run("quit")


@pytest.mark.timeout(180)
def test_a_library_is_made_filled_counted_renamed_and_removed(
    program: Program, tmp_path: Path
) -> None:
    (tmp_path / "bees.txt").write_text("Bees gather nectar and make honey of it.\n")
    (tmp_path / "hive.md").write_text("# Hives\n\nA hive has frames.\n")
    made = program.json("library", "make", "Land")["libraries"]
    assert [(info["name"], info["folders"]) for info in made] == [("Land", [])]
    again = program.run("library", "make", "Land")
    assert again.returncode == 1
    assert "already" in again.stderr
    for name in ("bees.txt", "hive.md"):
        program.json("add", "-l", "Land", str(tmp_path / name))
    program.json("index", "--wait")
    counted = program.json("stats", "--library", "Land")
    assert {kind["ext"]: kind["files"] for kind in counted["kinds"]} == {"md": 1, "txt": 1}
    said = program.run("stats").stdout
    assert "2 files" in said
    assert "md" in said
    assert "█" in said
    renamed = program.json("library", "rename", "Land", "Farm")["libraries"]
    assert [info["name"] for info in renamed] == ["Farm"]
    assert program.json("library", "list")["libraries"][0]["files"] == 2
    assert program.json("library", "remove", "Farm")["libraries"] == []
    assert (tmp_path / "bees.txt").exists()


@pytest.mark.parametrize("command", [("library", "remove"), ("remove", "--library")])
def test_a_library_whose_server_is_gone_is_removed_and_what_stays_there_is_told(
    program: Program, command: tuple[str, ...]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        uri = f"http://127.0.0.1:{taken.getsockname()[1]}"  # nobody answers once it is closed
    for name in ("Far", "Away"):
        program.json("library", "make", name, "--store", uri)
    removed = program.run(*command, "Far")
    assert removed.returncode == 0
    assert "Far is removed" in removed.stderr
    assert uri in removed.stderr
    assert 'library == "' in removed.stderr
    told = program.json(*command, "Away")
    assert told["libraries"] == []
    assert told["left"]["server"] == uri
    assert told["left"]["code"] == "store-unreachable"
