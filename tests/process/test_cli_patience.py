"""A search on the command line that starts the engine waits for its first look at the folders."""

from __future__ import annotations

from pathlib import Path

from tests.process.cli_program import Program


def test_what_changed_while_no_engine_ran_is_found_by_the_first_search(tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "bees.md").write_text("Bees make honey of nectar.\n", encoding="utf-8")
    program = Program(tmp_path / "state")
    program.json("add", str(folder))
    program.json("index", "--wait")
    program.run("quit")
    (folder / "wasps.md").write_text("Wasps chew wood to paper.\n", encoding="utf-8")
    try:
        found = program.json("search", "wasps paper")
    finally:
        program.run("quit")
    assert Path(found["hits"][0]["path"]).name == "wasps.md"
    assert "catching-up" not in {note["code"] for note in found["notes"]}
