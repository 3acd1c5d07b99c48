"""``findling failures``: what could not be indexed, and trying it again."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from engine.cli import show_state
from engine.cli.options import (
    AnyLibraryOption,
    DataOption,
    JsonOption,
    PathsArgument,
    absolute,
    connect,
    write_json,
)
from engine.cli.progress import show_progress
from engine.protocol import messages as m

if TYPE_CHECKING:
    from engine.client import Client


def register(program: typer.Typer) -> None:
    """Put the command of this module into the program."""
    program.command()(failures)


def failures(
    context: typer.Context,
    paths: PathsArgument = None,
    library: AnyLibraryOption = "",
    data: DataOption = None,
    *,
    retry: Annotated[
        bool, typer.Option("--retry", help="Try them again first, changed or not.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """List the files that could not be indexed, with the reason and when they are tried again."""
    wanted = absolute(paths or ())
    with connect(context, data) as client:
        if retry:
            command = m.Index(library=library, paths=wanted, retry_failed=True, stays=True)
            show_progress(client.stream(command), quiet=as_json)
        answer = _listed(client, library, wanted)
    if as_json:
        write_json(answer)
    else:
        show_state.failures(answer.failures)


def _listed(client: Client, library: str, wanted: tuple[str, ...]) -> m.FailuresListed:
    answer = client.request(m.ListFailures(library=library))
    if not isinstance(answer, m.FailuresListed):
        return m.FailuresListed(failures=())
    if not wanted:
        return answer
    shown = tuple(row for row in answer.failures if _under(row.path, wanted))
    return msgspec.structs.replace(answer, failures=shown)


def _under(path: str, places: tuple[str, ...]) -> bool:
    return any(PurePath(path).is_relative_to(place) for place in places)
