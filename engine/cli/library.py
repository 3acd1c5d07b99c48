"""Commands on libraries as a whole: library list, make, rename, remove; stats."""

from __future__ import annotations

from typing import Annotated

import typer

from engine.cli import show_statistics
from engine.cli.libraries import libraries
from engine.cli.options import (
    AnyLibraryOption,
    DataOption,
    JsonOption,
    connect,
    list_libraries,
    write_json,
)
from engine.cli.removing import remove_library
from engine.protocol import messages as m

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The library's name.")]


def register(program: typer.Typer) -> None:
    """Put the commands of this module into the program."""
    group = typer.Typer(help="Make, rename and remove libraries.", no_args_is_help=True)
    group.command("list")(libraries)
    for command in (make, rename, remove):
        group.command()(command)
    program.add_typer(group, name="library")
    program.command()(stats)


def make(
    context: typer.Context,
    name: NameArgument,
    store: Annotated[
        str, typer.Option(metavar="URI", help="Keep its index on a Milvus server.")
    ] = "",
    token: Annotated[
        str, typer.Option(metavar="TOKEN", envvar="FINDLING_STORE_TOKEN", help="The Milvus' token.")
    ] = "",
    data: DataOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Make an empty library; `findling add -l NAME FOLDER` puts folders into it."""
    with connect(context, data) as client:
        client.request(m.MakeLibrary(library=name, store_uri=store, store_token=token))
        list_libraries(client, as_json=as_json)


def rename(
    context: typer.Context,
    name: NameArgument,
    new: Annotated[str, typer.Argument(metavar="NEW", help="Its new name.")],
    data: DataOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Give a library another name. Nothing is indexed anew."""
    with connect(context, data) as client:
        client.request(m.RenameLibrary(library=name, name=new))
        list_libraries(client, as_json=as_json)


def remove(
    context: typer.Context,
    name: NameArgument,
    data: DataOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Forget a library and its index. Your files are never touched."""
    with connect(context, data) as client:
        remove_library(client, name, as_json=as_json)


def stats(
    context: typer.Context,
    library: AnyLibraryOption = "",
    data: DataOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Tell what is indexed: files by type, by the year of their last change, languages."""
    with connect(context, data) as client:
        answer = client.request(m.GetStatistics(library=library))
    if as_json:
        write_json(answer)
    elif isinstance(answer, m.StatisticsReported):
        show_statistics.statistics(answer)
