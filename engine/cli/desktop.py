"""The command for desktops: desktop-search."""

from __future__ import annotations

from typing import Annotated

import typer

from engine.cli.options import DataOption, named_folder, state_folder

IDLE = 60.0


def register(program: typer.Typer) -> None:
    """Put the command of this module into the program."""
    program.command()(desktop_search)


def desktop_search(
    context: typer.Context,
    data: DataOption = None,
    idle: Annotated[
        float, typer.Option(metavar="SECONDS", min=0.1, help="End after so long without a call.")
    ] = IDLE,
) -> None:
    """Show results in the search of GNOME and KDE (over D-Bus); the desktop starts this itself."""
    from engine.desktop.process import serve  # other commands need none of it

    named = named_folder(context, data) is not None
    serve(str(state_folder(context, data).root) if named else None, idle=idle)
