"""``findling failures``: what could not be indexed, and trying it again."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from engine.cli import failing, show_state
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
from engine.protocol.errors import UsageError

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
        places = _checked(client, wanted)
        if retry:
            command = m.Index(library=library, paths=wanted, retry_failed=True, stays=True)
            show_progress(client.stream(command), quiet=as_json)
        answer = _listed(client, library, wanted)
    if as_json:
        write_json(answer)
    elif wanted and not answer.failures:
        show_state.nothing_failed(places)
    else:
        show_state.failures(answer.failures)


def _checked(client: Client, wanted: tuple[str, ...]) -> tuple[m.CheckedPath, ...]:
    """Return what there is to know of the paths; one that no library holds is a mistake."""
    if not wanted:
        return ()
    answer, listed = client.request(m.CheckPaths(paths=wanted)), client.request(m.ListLibraries())
    if not isinstance(answer, m.PathsChecked) or not isinstance(listed, m.LibrariesListed):
        return ()
    folders = [folder for library in listed.libraries for folder in library.folders]
    for row in answer.paths:  # a path above a library's folder stands for that folder
        if row.code == "outside" and not any(_under(folder, (row.path,)) for folder in folders):
            hint = "`findling libraries` lists the folders of each library."
            failing.tell(UsageError(f"{row.path} lies in no folder of a library", hint=hint))
            raise typer.Exit(failing.MISUSE)
    return answer.paths


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
