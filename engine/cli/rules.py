"""``findling rules``: which files are indexed, and why one is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from engine.cli import show_state
from engine.cli.options import (
    DataOption,
    JsonOption,
    OneLibraryOption,
    absolute,
    connect,
    write_json,
)
from engine.protocol import messages as m
from engine.protocol.errors import EngineUnavailableError, UnknownLibraryError, UsageError

if TYPE_CHECKING:
    from engine.client import Client

PatternsOption = list[str] | None


def register(program: typer.Typer) -> None:
    """Put the command of this module into the program."""
    program.command()(rules)


def rules(
    context: typer.Context,
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH", help="With --check: the files.")
    ] = None,
    library: OneLibraryOption = "",
    include: Annotated[
        PatternsOption, typer.Option(metavar="GLOB", help="Index only files that match (one of).")
    ] = None,
    exclude: Annotated[
        PatternsOption, typer.Option(metavar="GLOB", help="Leave out files that match.")
    ] = None,
    drop: Annotated[
        PatternsOption, typer.Option(metavar="GLOB", help="Take back an include or exclude.")
    ] = None,
    max_size: Annotated[
        str, typer.Option(metavar="SIZE", help="Leave out larger files (200MB); 0: no limit.")
    ] = "",
    data: DataOption = None,
    *,
    check: Annotated[
        bool, typer.Option("--check", help="Tell whether PATHs are indexed, and if not, why.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Choose which files are indexed; without an option: show all rules. Globs: as in .gitignore.

    In any folder, a file called .findlingignore holds rules for it, one a line.
    """
    if check != bool(paths):
        raise typer.BadParameter("--check and the paths to check belong together")
    limit = _bytes(max_size) if max_size else None
    with connect(context, data) as client:
        if check:
            _check(client, absolute(paths or ()), as_json=as_json)
            return
        before = info = _library(client, library)
        changed = _changed(info.rules, include, exclude, drop, limit)
        if changed != info.rules:
            client.request(m.SetRules(rules=changed, library=info.name))
            info = _library(client, info.name)
    from engine.cli import show_rules  # other commands need not wait for its imports

    if as_json:
        write_json(show_rules.plain(info))
    elif include or exclude or drop or max_size:
        show_rules.change(info.name, before.rules, changed)
    else:
        show_rules.rules(info)


def _check(client: Client, paths: tuple[str, ...], *, as_json: bool) -> None:
    answer = client.request(m.CheckPaths(paths=paths))
    if as_json:
        write_json(answer)
    elif isinstance(answer, m.PathsChecked):
        show_state.checked(answer.paths)


def _library(client: Client, name: str) -> m.LibraryInfo:
    answer = client.request(m.ListLibraries())
    if not isinstance(answer, m.LibrariesListed):
        raise EngineUnavailableError(f"The engine answered with {type(answer).__name__}.")
    found = [info for info in answer.libraries if name in ("", info.name)]
    if not found:
        raise UnknownLibraryError(f"There is no library {name}." if name else "No library yet.")
    return found[0]


def _changed(
    rules: m.Rules,
    include: PatternsOption,
    exclude: PatternsOption,
    drop: PatternsOption,
    limit: int | None,
) -> m.Rules:
    dropped = set(drop or ())
    for pattern in sorted(dropped - {*rules.include, *rules.exclude}):
        raise UsageError(f"There is no rule {pattern}.", hint="`findling rules` lists them.")
    return msgspec.structs.replace(
        rules,
        include=_merged(rules.include, include, dropped),
        exclude=_merged(rules.exclude, exclude, dropped),
        most_bytes=rules.most_bytes if limit is None else limit,
    )


def _merged(present: tuple[str, ...], added: PatternsOption, dropped: set[str]) -> tuple[str, ...]:
    kept = [pattern for pattern in present if pattern not in dropped]
    return tuple(dict.fromkeys((*kept, *(added or ()))))


def _bytes(text: str) -> int:
    from engine.search.values import parse_size  # what a query means by a size

    found = parse_size(text)
    if found is None:
        raise typer.BadParameter(
            f"{text} is no size; write 200MB or 1.5GB", param_hint="--max-size"
        )
    return found
