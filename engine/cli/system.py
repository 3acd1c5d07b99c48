"""Commands on the program itself: doctor, quit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer  # noqa: TC002 - typer evaluates annotations

from engine.cli import show
from engine.cli.options import DataOption, JsonOption, connect, state_folder, write_json
from engine.client import Client
from engine.protocol import messages as m
from engine.protocol.errors import EngineUnavailableError, FindlingError

if TYPE_CHECKING:
    from engine.host.paths import DataFolder


def register(program: typer.Typer) -> None:
    """Put the commands of this module into the program."""
    for command in (doctor, quit_engine):
        program.command("quit" if command is quit_engine else None)(command)


def doctor(context: typer.Context, data: DataOption = None, *, as_json: JsonOption = False) -> None:
    """Check versions, paths and parts; tell what is missing and how to get it."""
    try:
        with connect(context, data) as client:
            answer = client.request(m.Diagnose())
    except FindlingError as error:
        answer = _diagnosed_here(state_folder(context, data), error)
    if as_json:
        write_json(answer)
    elif isinstance(answer, m.Diagnosed):
        show.checks(answer.checks)


def _diagnosed_here(folder: DataFolder, error: FindlingError) -> m.Diagnosed:
    """Diagnose in this process: the engine itself is what is broken."""
    from engine.service.diagnosis import diagnose

    broken = m.Check(name="engine", ok=False, value=str(error), hint=error.hint)
    return m.Diagnosed(checks=(broken, *diagnose(folder)))


def quit_engine(
    context: typer.Context, data: DataOption = None, *, as_json: JsonOption = False
) -> None:
    """End the engine of this state folder."""
    try:
        client = Client.connect(state_folder(context, data), start=False)
    except EngineUnavailableError:
        running = False
    else:
        running = True
        with client:
            client.request(m.Quit())
    if as_json:
        write_json({"was_running": running})
    else:
        show.say("The engine has ended." if running else "No engine was running.")
