"""Commands on when and how hard to index: pause, resume, pace."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from engine.cli import show, show_state
from engine.cli.options import (
    AnyLibraryOption,
    DataOption,
    JsonOption,
    connect,
    list_libraries,
    write_json,
)
from engine.protocol import messages as m


def register(program: typer.Typer) -> None:
    """Put the commands of this module into the program."""
    for command in (pause, resume, pace):
        program.command()(command)


def pause(
    context: typer.Context,
    library: AnyLibraryOption = "",
    data: DataOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Stop indexing until told to go on, even after a restart. Searching goes on."""
    _set_paused(context, library, data, paused=True, as_json=as_json)


def resume(
    context: typer.Context,
    library: AnyLibraryOption = "",
    data: DataOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Go on with indexing that was paused."""
    _set_paused(context, library, data, paused=False, as_json=as_json)


def _set_paused(
    context: typer.Context, library: str, data: str | None, *, paused: bool, as_json: bool
) -> None:
    with connect(context, data) as client:
        client.request(m.SetPaused(paused=paused, library=library))
        list_libraries(client, as_json=as_json)
    if not as_json:
        show.say(
            "Paused. What was indexed stays findable; [b]findling resume[/b] goes on."
            if paused
            else "Indexing goes on in the background."
        )


def pace(
    context: typer.Context,
    on_battery: Annotated[
        Literal["full", "gentle", "stop"] | None,
        typer.Option("--on-battery", help="How to work while no mains power is there."),
    ] = None,
    while_working: Annotated[
        Literal["full", "gentle"] | None,
        typer.Option("--while-working", help="How to work while other programs are busy."),
    ] = None,
    in_advance: Annotated[
        bool | None,
        typer.Option(
            "--in-advance/--not-in-advance",
            help="Whether idle time makes what refines the order of searches to come.",
        ),
    ] = None,
    data: DataOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Choose how hard is worked in the background; without an option: show it."""
    with connect(context, data) as client:
        if on_battery or while_working or in_advance is not None:
            client.request(
                m.SetPace(
                    on_battery=on_battery or "",
                    while_working=while_working or "",
                    in_advance=in_advance,
                )
            )
        answer = client.request(m.GetStatus())
    if isinstance(answer, m.StatusReported):
        if as_json:
            write_json(answer.pace)
        else:
            show_state.pace(answer.pace)
