"""Options that many commands share, and what they lead to."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import msgspec
import typer

from engine.cli import show
from engine.client import Client
from engine.host.paths import ENVIRONMENT, data_folder
from engine.protocol import messages as m

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.host.paths import DataFolder

DataOption = Annotated[
    str | None,
    typer.Option(
        "--data",
        metavar="DIR",
        envvar=ENVIRONMENT,
        help="An isolated state folder in place of the usual one.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON document, for programs.")]
LibraryOption = Annotated[
    str, typer.Option("--library", metavar="NAME", help="One library, in place of all.")
]
"""Of `search`, whose words may begin with -l."""
AnyLibraryOption = Annotated[
    str, typer.Option("--library", "-l", metavar="NAME", help="One library, in place of all.")
]
OneLibraryOption = Annotated[
    str, typer.Option("--library", "-l", metavar="NAME", help="The library; else the first one.")
]
PathsArgument = Annotated[
    list[str] | None, typer.Argument(metavar="PATH", help="Files and folders; none means all.")
]


def absolute(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the paths as the engine needs them: its working folder is not the person's.

    Raises:
        BadParameter: one is empty (an unset variable of a script, say): it names nothing.
    """
    paths = tuple(paths)
    if not all(paths):
        raise typer.BadParameter("a path is empty")
    # a Path would fail where somebody names a home that is nobody's
    return tuple(str(Path(os.path.expanduser(path)).absolute()) for path in paths)  # noqa: PTH111


def named_folder(context: typer.Context, data: str | None = None) -> str | None:
    """Return the state folder that is named: by the nearest ``--data``, else by FINDLING_DATA.

    The variable fills every level's option that was not typed, a command's own as well: it may not
    hide what was typed before the command.

    Args:
        context: of the command; those of the commands above it belong to it.
        data: the value of the command's own option, wherever it comes from.
    """
    level: typer.Context | None = context
    while level is not None:
        source = level.get_parameter_source("data")
        typed = level.params.get("data")
        if typed and source is not None and source.name == "COMMANDLINE":
            return str(typed)
        level = cast("typer.Context | None", level.parent)
    return data or os.environ.get(ENVIRONMENT) or None


def state_folder(context: typer.Context, data: str | None) -> DataFolder:
    """Return the state folder of a command; see `named_folder`."""
    return data_folder(named_folder(context, data))


def connect(context: typer.Context, data: str | None) -> Client:
    """Return a client of the engine on this state folder, starting the engine if need be."""
    return Client.connect(state_folder(context, data))


def write_json(value: msgspec.Struct | Mapping[str, object]) -> None:
    """Print one JSON document on one line, text as it is (not escaped)."""
    plain: dict[str, object] = msgspec.to_builtins(value)
    for wiring in ("type", "ticket"):
        plain.pop(wiring, None)
    sys.stdout.write(json.dumps(plain, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def list_libraries(
    client: Client, *, as_json: bool, besides: Mapping[str, object] | None = None
) -> None:
    """Print the libraries as they are now.

    Args:
        client: of the engine that has them.
        as_json: for programs.
        besides: what else these are told.
    """
    answer = client.ask(m.ListLibraries(), m.LibrariesListed)
    if as_json:
        write_json({**msgspec.to_builtins(answer), **(besides or {})})
    else:
        show.libraries(answer.libraries)
