"""The command for assistants: mcp."""

from __future__ import annotations

import sys

import typer

from engine.cli.options import DataOption, state_folder


def register(program: typer.Typer) -> None:
    """Put the commands of this module into the program."""
    program.command()(mcp)


def mcp(context: typer.Context, data: DataOption = None) -> None:
    """Serve assistants over standard input and output (Model Context Protocol); they start it."""
    folder = state_folder(context, data)
    if sys.stdin.isatty():
        typer.echo(
            "This speaks the Model Context Protocol, with an assistant that starts it: see "
            "docs/mcp.md. Ctrl-D ends it.",
            err=True,
        )
    from engine.mcp.server import serve  # heavy: the SDK

    serve(str(folder.root))
