"""Commands on libraries: add, remove, libraries, index, status."""

from __future__ import annotations

import os
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli import consent, show, show_state
from engine.cli.options import (
    AnyLibraryOption,
    DataOption,
    JsonOption,
    OneLibraryOption,
    PathsArgument,
    absolute,
    connect,
    list_libraries,
    write_json,
)
from engine.cli.progress import show_progress
from engine.cli.removing import remove_library
from engine.protocol import messages as m
from engine.protocol.errors import UsageError

if TYPE_CHECKING:
    from engine.client import Client

FoldersArgument = Annotated[
    list[str], typer.Argument(metavar="FOLDER", help="Folders (or single files).")
]


def register(program: typer.Typer) -> None:
    """Put the commands of this module into the program."""
    for command in (add, remove, libraries, index, status):
        program.command()(command)


def add(
    context: typer.Context,
    folders: FoldersArgument,
    library: OneLibraryOption = "",
    store: Annotated[
        str, typer.Option(metavar="URI", help="For a new library: keep its index on a Milvus.")
    ] = "",
    token: Annotated[
        str, typer.Option(metavar="TOKEN", envvar="FINDLING_STORE_TOKEN", help="The Milvus' token.")
    ] = "",
    data: DataOption = None,
    *,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Agree that their texts go to the model's vendor.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Put folders into a library; they are indexed in the background."""
    paths = absolute(folders)
    for path in paths:
        if not Path(path).exists():
            raise UsageError(f"There is no {path}.", hint="Check the spelling.")
    with connect(context, data) as client:
        consent.ask_of_files(client, library, yes=yes)
        client.request(
            m.AddFolders(paths=paths, library=library, store_uri=store, store_token=token)
        )
        list_libraries(client, as_json=as_json)
        covered = {} if as_json else _covered(client, paths, library)
    for path, folder in covered.items():
        show.covered(path, folder)
    if not as_json:
        show.say("Indexing goes on in the background; [b]findling index --wait[/b] shows it.")


def _covered(client: Client, paths: tuple[str, ...], library: str) -> dict[str, str]:
    """Return those of the paths that another folder of the library stands for, with that folder."""
    listed = client.request(m.ListLibraries())
    if not isinstance(listed, m.LibrariesListed):
        return {}
    named = (info.folders for info in listed.libraries if library in ("", info.name))
    folders = next(named, ())
    return {
        path: folder
        for path in map(os.path.normpath, paths)
        for folder in folders
        if path not in folders
        and PurePath(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))
    }


def remove(
    context: typer.Context,
    folders: Annotated[
        list[str] | None,
        typer.Argument(metavar="FOLDER", help="Folders; none with --library: the whole library."),
    ] = None,
    library: OneLibraryOption = "",
    data: DataOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Take folders out of a library, or forget a whole library. Your files are never touched."""
    if not folders and not library:
        raise typer.BadParameter("name folders, or a whole library with --library")
    with connect(context, data) as client:
        if not folders:
            remove_library(client, library, as_json=as_json)
            return
        client.request(m.RemoveFolders(paths=absolute(folders), library=library))
        list_libraries(client, as_json=as_json)


def libraries(
    context: typer.Context, data: DataOption = None, *, as_json: JsonOption = False
) -> None:
    """List the libraries."""
    with connect(context, data) as client:
        list_libraries(client, as_json=as_json)


def index(
    context: typer.Context,
    paths: PathsArgument = None,
    library: AnyLibraryOption = "",
    data: DataOption = None,
    *,
    wait: Annotated[bool, typer.Option("--wait", help="Stay until it is done.")] = False,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Try the failed files again, too.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Bring the index up to date with the files."""
    with connect(context, data) as client:
        command = m.Index(
            library=library, paths=absolute(paths or ()), retry_failed=retry_failed, stays=True
        )
        if not wait:
            client.send(command)
            list_libraries(client, as_json=as_json)  # its answer proves that the first arrived
            return
        try:
            finished = show_progress(client.stream(command), quiet=as_json)
        except KeyboardInterrupt:
            show.ERRORS.print("Interrupted. findling index takes up the rest.")
            raise
    if as_json:
        rate = finished.passages / finished.seconds if finished.seconds else 0.0
        write_json({**_fields(finished), "passages_per_second": round(rate, 1)})
    else:
        show.indexed(finished)


def _fields(finished: m.IndexFinished) -> dict[str, object]:
    return {
        name: getattr(finished, name)
        for name in ("files", "unchanged", "failed", "removed", "passages", "seconds")
    }


def status(context: typer.Context, data: DataOption = None, *, as_json: JsonOption = False) -> None:
    """Tell what the engine is doing and what it holds."""
    with connect(context, data) as client:
        answer = client.request(m.GetStatus())
    if as_json:
        write_json(answer)
    elif isinstance(answer, m.StatusReported):
        show_state.status(answer)
