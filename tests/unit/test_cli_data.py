"""A `--data` that is typed, wherever it stands, wins over FINDLING_DATA."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from engine.cli.main import program
from engine.cli.options import named_folder
from engine.host.paths import ENVIRONMENT

ROOT: Any = typer.main.get_command(program)


def commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:  # noqa: ANN401
    """Yield the names that lead to every command, to the program itself none."""
    yield path
    for name, below in getattr(command, "commands", {}).items():
        yield from commands(below, (*path, name))


EVERY = list(commands(ROOT))


def parsed(path: tuple[str, ...], typed: dict[int, str]) -> typer.Context:
    """Return the context of a command.

    Args:
        path: its names.
        typed: the folders that `--data` names, by the level that it is typed at; 0 is the program.
    """
    command, context = ROOT, typer.Context(ROOT)
    for level in range(len(path) + 1):
        name = path[level - 1] if level else "findling"
        command = command.commands[name] if level else ROOT
        arguments = ["--data", typed[level]] if level in typed else []
        if level < len(path):
            arguments.append(path[level])
        context = command.make_context(
            name, arguments, parent=context if level else None, resilient_parsing=True
        )
    return context


def takes_it(path: tuple[str, ...]) -> list[int]:
    """Return the levels of a command that have the option."""
    levels: list[int] = []
    command = ROOT
    for level in range(len(path) + 1):
        command = command.commands[path[level - 1]] if level else ROOT
        if any(item.name == "data" for item in command.params):
            levels.append(level)
    return levels


def test_all_but_those_without_a_state_are_in_the_table() -> None:
    own = {" ".join(path) for path in EVERY if len(path) in takes_it(path)}
    assert {"", "status", "search", "mcp", "completion", "desktop-search", "models add"} <= own
    without = {" ".join(path) for path in EVERY} - own
    assert without == {"window", "library", "demo"}


@pytest.mark.parametrize("path", EVERY, ids=" ".join)
def test_what_is_typed_wins_over_the_variable(
    path: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ENVIRONMENT, "/of/the/variable")
    levels = takes_it(path)
    for level in levels:
        context = parsed(path, {level: f"/at/{level}"})
        assert named_folder(context, context.params.get("data")) == f"/at/{level}"
    context = parsed(path, {level: f"/at/{level}" for level in levels})
    assert named_folder(context, context.params.get("data")) == f"/at/{levels[-1]}"
    context = parsed(path, {})
    assert named_folder(context, context.params.get("data")) == "/of/the/variable"
    monkeypatch.delenv(ENVIRONMENT)
    context = parsed(path, {})
    assert named_folder(context, context.params.get("data")) is None


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command where the variable names another folder, without display and session bus."""
    unset = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_SESSION_TYPE"}
    environment = {name: value for name, value in os.environ.items() if name not in unset}
    environment |= {ENVIRONMENT: str(folder / "variable"), "XDG_RUNTIME_DIR": str(folder)}
    environment["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={folder}/none"
    return subprocess.run(
        [sys.executable, "-m", "engine.cli", *arguments],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        text=True,
        timeout=60,
        env=environment,
        check=False,
    )


def test_the_state_is_that_of_the_folder_that_was_typed(tmp_path: Path) -> None:
    typed = tmp_path / "typed"
    try:
        done = run(tmp_path, "--data", str(typed), "status")
        assert f"Statein{typed}" in "".join(done.stdout.split())  # a long line is broken anywhere
    finally:
        run(tmp_path, "--data", str(typed), "quit")
    assert not (tmp_path / "variable").exists()


LINUX = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it stays")


@pytest.mark.parametrize(
    "command",
    ["mcp", pytest.param("desktop-search", marks=LINUX), pytest.param("window", marks=LINUX)],
)
def test_nothing_is_made_where_the_variable_points(command: str, tmp_path: Path) -> None:
    run(tmp_path, "--data", str(tmp_path / "typed"), command)
    assert (tmp_path / "typed").is_dir()
    assert not (tmp_path / "variable").exists()
