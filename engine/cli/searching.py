"""Commands that search: one query, or a file of them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from engine.cli import show, show_hits
from engine.cli.options import (
    DataOption,
    JsonOption,
    LibraryOption,
    absolute,
    connect,
    write_json,
)
from engine.protocol import messages as m
from engine.protocol.errors import EngineUnavailableError, FindlingError, UsageError
from engine.protocol.links import link_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.client import Client

_PATIENCE = 10.0
"""Seconds that a search waits for changes made while the engine did not run."""


class _Line(msgspec.Struct, frozen=True):
    """One line of a query file."""

    id: str = msgspec.field(name="_id")
    text: str = ""


def register(program: typer.Typer) -> None:
    """Put the commands of this module into the program."""
    # "-word" excludes a word: what looks like an option and is none belongs to the query
    settings = {"ignore_unknown_options": True, "help_option_names": ["--help"]}
    program.command(context_settings=settings)(search)


def search(
    context: typer.Context,
    query: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="QUERY",
            help='Words, "phrases", -without, form*, tax NEAR/5 refund, and operators such as '
            "type:pdf. In a shell, put quotation marks around what has * or ? in it.",
        ),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="Most hits to show.")] = 10,
    library: LibraryOption = "",
    queries: Annotated[
        str | None,
        typer.Option(metavar="FILE.jsonl", help='Lines {"_id", "text"}; one answer a line (JSON).'),
    ] = None,
    similar: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="Find what is like this file; - for a text on standard input."
        ),
    ] = None,
    data: DataOption = None,
    *,
    explain: Annotated[bool, typer.Option("--explain", help="Show each score's parts.")] = False,
    no_rerank: Annotated[bool, typer.Option("--no-rerank", help="The first order only.")] = False,
    all_copies: Annotated[
        bool, typer.Option("--all-copies", help="Show what says the same as hits of their own.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Find passages by meaning and by word."""
    if bool(queries) == bool(query or similar):
        raise typer.BadParameter(
            "give a query, a file of them with --queries, or one to compare with by --similar"
        )
    for word in query or ():
        if word.startswith("--"):
            raise typer.BadParameter(f"there is no option {word}")
    with connect(context, data) as client:
        asked = m.Search(
            query=" ".join(query or []),
            library=library,
            limit=limit,
            rerank=not no_rerank,
            fold=not all_copies,
            interim=False,
            patience=_PATIENCE,
        )
        if queries:
            for number, line in enumerate(_lines(Path(queries))):
                wanted = msgspec.structs.replace(asked, query=line.text)
                if number:  # the first one has waited
                    wanted = msgspec.structs.replace(wanted, patience=0.0)
                write_json({"_id": line.id, **plain(answer(client, wanted), line.text)})
            return
        finished = alike(client, asked, similar) if similar else answer(client, asked)
    if as_json:
        write_json(plain(finished, asked.query))
        return
    show_hits.notes(finished.notes, finished.hits)
    advised = any(note.code == "nothing-to-find" for note in finished.notes)
    show_hits.hits(finished.hits, explain=explain, alike=bool(similar), advised=advised)
    show.say(f"[dim]{show_hits.timing(finished)}[/dim]")


def alike(client: Client, command: m.Search, similar: str) -> m.SearchFinished:
    """Return what is like a file, indexed or not, or like what is read from standard input."""
    if similar == "-":
        text = sys.stdin.read()
        return answer(client, msgspec.structs.replace(command, similar=m.Similar(text=text)))
    (path,) = absolute([similar])
    try:
        return answer(client, msgspec.structs.replace(command, similar=m.Similar(path=path)))
    except FindlingError as error:
        if error.code != "nothing-to-compare":
            raise
    text = _text_of(Path(path), similar)
    return answer(client, msgspec.structs.replace(command, similar=m.Similar(text=text)))


def _text_of(path: Path, written: str) -> str:
    """The text of a file that no library has: of its bytes as they are, where these are text.

    What needs a reader is not read here, where no sandbox is around it, nor taken for text.
    """
    from engine.read import names, sniffing

    kind, _ = names.kind_of(path)
    try:
        content = path.read_bytes()
        text = content.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _no_text(written) from error
    packed = (sniffing.PDF, sniffing.ZIP, sniffing.COMPOUND, sniffing.BINARY)
    if sniffing.sniff(content[: sniffing.HEAD_BYTES]) in packed or (
        kind and kind not in names.TEXTUAL
    ):
        raise _no_text(written)
    return text


def _no_text(written: str) -> UsageError:
    said = f"{written} is neither indexed nor text that can be read."
    return UsageError(
        said, hint="Add its folder with `findling add`: what is indexed can be compared."
    )


def _lines(file: Path) -> Iterator[_Line]:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}.") from error
    decoder = msgspec.json.Decoder(_Line)
    for number, line in enumerate(content.splitlines(), 1):
        if line.strip():
            try:
                yield decoder.decode(line)
            except msgspec.DecodeError as error:
                raise UsageError(
                    f"{file}, line {number}: {error}.",
                    hint='Each line is a JSON object with "_id" and "text".',
                ) from error


def answer(client: Client, command: m.Search) -> m.SearchFinished:
    """Return the final order of a search."""
    hits: list[m.Hit] = []
    event: m.Event | None = None
    for event in client.stream(command):
        if isinstance(event, m.HitsFollowed):
            hits += event.hits
    if not isinstance(event, m.SearchFinished):
        raise EngineUnavailableError(f"The engine answered a search with {type(event).__name__}.")
    return msgspec.structs.replace(event, hits=(*hits, *event.hits))


def plain(finished: m.SearchFinished, query: str) -> dict[str, object]:
    """Return an answer as what `json` writes; every hit with the link that opens it."""
    hits = [{**msgspec.to_builtins(hit), "link": link_to(hit, query)} for hit in finished.hits]
    return {
        "query": query,
        "seconds": round(finished.seconds, 4),
        "first_seconds": round(finished.first_seconds, 4),
        "reranked": finished.reranked,
        "notes": msgspec.to_builtins(finished.notes),
        "hits": hits,
    }
