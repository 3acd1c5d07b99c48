"""Completion scripts, manual page and docs/command-line.md are what the program is today."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import cast

import pytest
import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from engine.cli.main import program

ROOT = Path(__file__).parents[2]
MAN = ROOT / "packaging/man/findling.1"
PAGE = ROOT / "docs/command-line.md"
SCRIPTS = sorted((ROOT / "resources/completion").iterdir())


def _walk(command: TyperCommand | TyperGroup, name: str) -> dict[str, set[str]]:
    """Return every command with its options, read from the program and from nothing made of it."""
    told = [item for item in command.params if isinstance(item, TyperOption) and not item.hidden]
    found = {name: {option for item in told for option in item.opts}}
    if isinstance(command, TyperGroup):
        for key, below in command.commands.items():
            if not below.hidden:
                found |= _walk(cast("TyperCommand", below), f"{name} {key}")
    return found


COMMANDS = _walk(cast("TyperGroup", typer.main.get_command(program)), "findling")


def test_what_is_made_of_the_commands_is_as_the_program_is_now() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "packaging/commands/make.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"run packaging/commands/make.py: {done.stdout}{done.stderr}"


def test_there_are_as_many_commands_as_people_were_told_of() -> None:
    assert {"findling search", "findling models add", "findling mcp"} <= set(COMMANDS)
    assert len(COMMANDS) > 30


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_in_the_reference_and_the_manual_page(name: str) -> None:
    manual = re.sub(r"\\f[BIR]", "", MAN.read_text()).replace("\\-", "-")
    if name != "findling":
        manual = manual.split(f"\n.SS {name}", 1)[1].split("\n.SS ", 1)[0]
    section = PAGE.read_text().split(f"# {name}\n", 1)[1].split("\n#", 1)[0]
    for option in COMMANDS[name]:
        assert f"`{option}`" in section
        assert re.search(rf"(^|\s){re.escape(option)}\b", manual)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_every_command_and_option_is_in_every_completion_script(script: Path) -> None:
    text = script.read_text()
    for name, options in COMMANDS.items():
        assert name.rpartition(" ")[2] in text
        for option in options:
            bare = option.lstrip("-") if script.suffix == ".fish" else option
            assert bare in text, f"{option} of {name}"


def test_the_manual_page_is_well_formed() -> None:
    if shutil.which("mandoc") is None:
        pytest.skip("mandoc is not installed")
    done = subprocess.run(["mandoc", "-Tlint", MAN], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_no_other_command_waits_for_what_assistants_need() -> None:
    """The SDK takes a second of processor time to import, and nobody who searches needs it."""
    heavy = "{'mcp', 'pydantic', 'anyio'}"
    code = f"import sys, engine.cli.main; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
