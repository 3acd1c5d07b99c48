"""Entry point: dispatches to the commands; without one, opens the window."""

from __future__ import annotations

import importlib
import io
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from engine.cli import (
    assistants,
    completing,
    demo,
    desktop,
    duplicates,
    failing,
    failures,
    libraries,
    library,
    models,
    pacing,
    rules,
    searching,
    system,
)
from engine.cli.options import DataOption, named_folder
from engine.cli.shortcuts import Commands
from engine.host.built import version_line
from engine.protocol.errors import FindlingError

program = typer.Typer(
    name="findling",
    cls=Commands,
    help="Find passages in your own files by meaning and by word, on your own machine.",
    add_completion=False,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
for commands in (
    libraries,
    library,
    searching,
    duplicates,
    failures,
    pacing,
    rules,
    models,
    system,
    assistants,
    completing,
    desktop,
    demo,
):
    commands.register(program)


def _version(wanted: bool) -> None:  # noqa: FBT001 - typer hands a flag over like this
    if wanted:
        sys.stdout.write(f"findling {version_line()}\n")
        raise typer.Exit


@program.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    data: DataOption = None,
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Tell the version.")
    ] = False,
) -> None:
    """Find passages in your own files. Without a command: open the window."""
    del version
    if context.invoked_subcommand is None:
        raise typer.Exit(open_window(named_folder(context, data)))


@program.command(
    add_help_option=False,
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
)
def window(context: typer.Context) -> None:
    """Open the window, or bring the one that is open; ``--help`` tells its options."""
    raise typer.Exit(open_window(named_folder(context), context.args))


def open_window(data: str | None, arguments: Sequence[str] = ()) -> int:
    """Run the window in this process; its absence (no Qt installed) is the user's world."""
    try:
        module = importlib.import_module("app.__main__")  # by name: the engine never imports app
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"app", "PySide6", "shiboken6"}:
            raise
        raise failing.WindowMissingError("The window is not installed here.") from error
    return module.main([*(("--data", data) if data else ()), *arguments])


def main() -> int:
    """Run one command; returns or exits with its code, and never raises for the user's world."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a pipe of Windows takes no Korean otherwise
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")
    try:
        program(prog_name="findling")
    except FindlingError as error:
        return failing.tell(error)
    except SystemExit as end:
        if isinstance(end.__context__, typer.TyperException):  # people were told by typer
            failing.tell_misuse(end.__context__.format_message())
        raise
    return 0
