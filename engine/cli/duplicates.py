"""``findling duplicates``: files that there are more than once."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from engine.cli import show
from engine.cli.options import (
    AnyLibraryOption,
    DataOption,
    JsonOption,
    absolute,
    connect,
    write_json,
)
from engine.protocol import messages as m
from engine.protocol.errors import EngineUnavailableError

if TYPE_CHECKING:
    from collections.abc import Sequence


def register(program: typer.Typer) -> None:
    """Put the command of this module into the program."""
    program.command()(duplicates)


def duplicates(
    context: typer.Context,
    folder: Annotated[
        str | None, typer.Argument(metavar="FOLDER", help="Only what has a copy in there.")
    ] = None,
    library: AnyLibraryOption = "",
    data: DataOption = None,
    *,
    near: Annotated[
        bool, typer.Option("--near", help="Also what says nearly the same: versions, quotations.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """List files that there are more than once, those that take most space first."""
    (place,) = absolute([folder]) if folder else ("",)
    with connect(context, data) as client:
        found = client.request(m.FindDuplicates(library=library, folder=place, near=near))
    if not isinstance(found, m.DuplicatesFound):
        raise EngineUnavailableError(f"The engine answered with {type(found).__name__}.")
    if as_json:
        write_json(found)
    else:
        _show(found.groups)


def _show(groups: Sequence[m.DuplicateGroup]) -> None:
    if not groups:
        show.say("Nothing that is indexed is there twice.")
    for group in groups:
        kind = "the same" if group.same else "nearly the same"
        show.OUT.print(Text(f"{len(group.files)} files, {kind}", style="bold"))
        for file in group.files:
            day = datetime.fromtimestamp(file.modified).strftime("%Y-%m-%d")  # noqa: DTZ006
            show.OUT.print(Text(f"  {show.size(file.size):>9}  {day}  {show.one_line(file.path)}"))
