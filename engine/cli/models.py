"""Commands on models: what there is, getting it, how fast it is, giving it to a library."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

from engine.cli import consent, model_keys, show, show_models
from engine.cli.models_bench import bench
from engine.cli.options import (
    DataOption,
    JsonOption,
    OneLibraryOption,
    absolute,
    connect,
    list_libraries,
    write_json,
)
from engine.protocol import messages as m
from engine.protocol.errors import FindlingError, UsageError

if TYPE_CHECKING:
    from engine.client import Client

ModelArgument = Annotated[str, typer.Argument(metavar="MODEL", help="Its id in the list.")]
_WORDS = "none"
_HUB = re.compile(r"[A-Za-z0-9][\w.-]*/[\w.-]+")


def register(program: typer.Typer) -> None:
    """Put the commands of this module into the program."""
    group = typer.Typer(
        help="List, try, measure, download, add, remove models; keep vendors' keys."
    )
    group.callback(invoke_without_command=True)(models)
    for command in (measure, bench, download, add, remove, model_keys.key):
        group.command()(command)
    group.command("try")(model_keys.try_)
    program.add_typer(group, name="models")
    program.command()(use)


def models(context: typer.Context, data: DataOption = None, *, as_json: JsonOption = False) -> None:
    """List the models that there are, and which of them are on this machine."""
    if context.invoked_subcommand is None:
        with connect(context, data) as client:
            _list(client, as_json=as_json)


def measure(
    context: typer.Context,
    model: Annotated[
        str, typer.Argument(metavar="[MODEL]", help="Its id; none for all that are here.")
    ] = "",
    data: DataOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Measure a model on this machine; the list and estimates know it from then on."""
    with connect(context, data) as client:
        named = [model] if model else [one.id for one in _known(client) if _measurable(one)]
        for one in named:
            with show.ERRORS.status(f"{one} …"):
                client.request(m.MeasureModel(model=one))
        _list(client, as_json=as_json, only=named)


def download(
    context: typer.Context,
    model: ModelArgument,
    data: DataOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Download a model; Ctrl-C keeps what came, and the next time goes on there."""
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    with (
        connect(context, data) as client,
        Progress(
            *columns, TransferSpeedColumn(), console=show.ERRORS, transient=True, disable=as_json
        ) as bar,
    ):
        task = bar.add_task(model, total=None)
        for event in client.stream(m.DownloadModel(model=model)):
            if isinstance(event, m.DownloadAdvanced):
                bar.update(task, completed=event.done, total=event.total)
        _list(client, as_json=as_json, only=[model])


def add(
    context: typer.Context,
    where: Annotated[
        str, typer.Argument(metavar="WHERE", help="A folder, owner/name of the hub, or a URL.")
    ],
    data: DataOption = None,
    *,
    model: Annotated[
        str, typer.Option("--model", metavar="NAME", help="What the server at a URL calls it.")
    ] = "",
    with_key: Annotated[
        bool, typer.Option("--with-key", help="Ask for the server's key, or read it from a pipe.")
    ] = False,
    place: model_keys.PlaceOption = "",
    query_prompt: Annotated[
        str, typer.Option("--query-prompt", help="Goes before each query, for a URL.")
    ] = "",
    document_prompt: Annotated[
        str, typer.Option("--document-prompt", help="Goes before each passage, for a URL.")
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """Use a model in a folder of yours, one of the hub, or one that a server runs."""
    command: m.Command
    if model and not where.startswith(("http://", "https://")):
        hint = "Write it as http://localhost:11434/v1 or https://host/v1."
        raise UsageError(f"{where} is no address of a server", hint=hint)
    key = model_keys.read_key("Key of the server") if with_key else ""
    if where.startswith(("http://", "https://")):
        command = m.AddModelServer(
            url=where,
            model=model,
            key=key,
            place=place,
            query_prompt=query_prompt,
            document_prompt=document_prompt,
        )
    elif _of_hub(where):
        command = m.AddModelHub(name=where)
    else:
        command = m.AddModelFolder(path=absolute([where])[0])
    with connect(context, data) as client:
        before = {one.id for one in _known(client)}
        try:
            answer = client.request(command)
        except FindlingError as error:
            if error.code == "vendor-key" and not with_key:  # it is not known before it answered
                error.hint = "Add --with-key: the key is asked for, or read from a pipe."
            raise
    listed = answer.models if isinstance(answer, m.ModelsListed) else ()
    told = tuple(one for one in listed if one.id not in before or one.source == where)
    if as_json:
        write_json(m.ModelsListed(models=told or listed))
        return
    show_models.models(told or listed)
    for one in told:
        if one.state == "missing":
            show.say(f"[b]findling models download {one.id}[/b] fetches it.")
        else:
            what = "use" if "reranker" not in one.kinds or len(one.kinds) > 1 else "use --reranker"
            show.say(f"[b]findling {what} {one.id}[/b] gives it to a library.")
        if one.state != "missing" and one.key_place == "memory":
            show_models.key_place(one.vendor, one.key_place)


def _of_hub(where: str) -> bool:
    """Tell whether "owner/name" is meant rather than a folder, which goes first if it is there."""
    return bool(_HUB.fullmatch(where)) and not Path(where).exists()


def remove(
    context: typer.Context,
    model: ModelArgument,
    data: DataOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Delete a downloaded model, or forget one in a folder of your own."""
    with connect(context, data) as client:
        client.request(m.RemoveModel(model=model))
        _list(client, as_json=as_json)


def use(
    context: typer.Context,
    model: Annotated[
        str,
        typer.Argument(metavar="[MODEL]", help="A dense model; none: by words alone."),
    ] = "",
    library: OneLibraryOption = "",
    data: DataOption = None,
    *,
    reranker: Annotated[
        str, typer.Option("--reranker", metavar="MODEL", help="What refines; or none.")
    ] = "",
    keep: Annotated[
        bool, typer.Option("--keep", help="Call a change off: the present model stays.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell what it would cost, and change nothing.")
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Agree that texts are sent to a vendor.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Give a library another model. Searching goes on by the old one until it is done."""
    if not (model or reranker or keep):
        raise UsageError("name a model, --reranker or --keep", hint="`findling models` lists them.")
    with connect(context, data) as client:
        if keep:
            one = _library(client, library)
            client.request(m.KeepModels(library=library))
            list_libraries(client, as_json=as_json)
            if not as_json and one is not None and not one.coming_model:
                show.say("There was no change to be called off.")
            return
        asked = m.EstimateModels(library=library, dense_model=model, reranker=reranker)
        estimated = client.request(asked)
        if not dry_run:
            agreed = ""
            if isinstance(estimated, m.ModelsEstimated):
                agreed = consent.ask(estimated, dense=bool(model), reranker=bool(reranker), yes=yes)
            client.request(
                m.SetModels(library=library, dense_model=model, reranker=reranker, agreed_to=agreed)
            )
        one = _library(client, library)
    if as_json:
        write_json(estimated)
    elif isinstance(estimated, m.ModelsEstimated):
        show_models.estimate(estimated, begun=not dry_run)
        if one is not None and not dry_run:
            show.used(one)


def _library(client: Client, name: str) -> m.LibraryInfo | None:
    """Return a library as it is now, the first one where none is named."""
    answer = client.request(m.ListLibraries())
    listed = answer.libraries if isinstance(answer, m.LibrariesListed) else ()
    return next((one for one in listed if name in ("", one.name)), None)


def _known(client: Client) -> tuple[m.ModelInfo, ...]:
    answer = client.request(m.ListModels())
    return answer.models if isinstance(answer, m.ModelsListed) else ()


def _measurable(model: m.ModelInfo) -> bool:
    return model.installed and model.id != _WORDS and not model.sent_to


def _list(client: Client, *, as_json: bool, only: list[str] | None = None) -> None:
    known = tuple(one for one in _known(client) if only is None or one.id in only)
    if as_json:
        write_json(m.ModelsListed(models=known))
    else:
        show_models.models(known)
