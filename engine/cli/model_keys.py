"""Commands on vendors' keys: keeping and forgetting them, trying a model.

A key is typed unseen, or read from standard input; never an argument, which other programs of the
machine can read.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli import show, show_models
from engine.cli.options import DataOption, JsonOption, connect, write_json
from engine.protocol import messages as m
from engine.protocol.errors import UsageError

if TYPE_CHECKING:
    from engine.client import Client

PlaceOption = Annotated[
    str, typer.Option("--place", metavar="PLACE", help="keyring, file (yours alone), memory.")
]


def key(
    context: typer.Context,
    vendor: Annotated[
        str, typer.Argument(metavar="VENDOR", help="As openai, voyage, or the URL of a server.")
    ],
    data: DataOption = None,
    *,
    place: PlaceOption = "keyring",
    forget: Annotated[bool, typer.Option("--forget", help="Remove the key that is kept.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Keep a vendor's key: typed unseen, or piped in."""
    with connect(context, data) as client:
        _check_vendor(client, vendor)
        typed = "" if forget else read_key(f"Key for {vendor}")
        if not forget and not typed:
            raise UsageError("no key came", hint="Type it when asked, or pipe it in.")
        client.request(m.SetKey(vendor=vendor, key=typed, place=place))
        known = _of_vendor(client, vendor)
    if as_json:
        write_json(m.ModelsListed(models=known))
    else:
        show_models.key_place(vendor, next((one.key_place for one in known), ""))


def _of_vendor(client: Client, vendor: str) -> tuple[m.ModelInfo, ...]:
    """Return the models that a vendor's key is for."""
    answer = client.request(m.ListModels())
    listed = answer.models if isinstance(answer, m.ModelsListed) else ()
    asked = vendor.casefold()
    return tuple(
        one for one in listed if one.vendor and asked in {one.vendor.casefold(), one.family, one.id}
    )


def _check_vendor(client: Client, vendor: str) -> None:
    """Raise `UsageError` for a vendor that nobody knows, before a key is asked for."""
    if not _of_vendor(client, vendor):
        hint = "openai, voyage, jina, cohere, gemini, or the URL of a server that you added."
        raise UsageError(f"no model here asks for a key of {vendor}", hint=hint)


def try_(
    context: typer.Context,
    model: Annotated[str, typer.Argument(metavar="MODEL", help="Its id in the list.")],
    data: DataOption = None,
    *,
    with_key: Annotated[
        bool, typer.Option("--with-key", help="Ask for a key, and try that instead.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Try a model with one short text of our own, which goes to the vendor if it is one's."""
    typed = read_key("Key to be tried") if with_key else ""
    with connect(context, data) as client:
        tried = client.request(m.TryModel(model=model, key=typed))
    if as_json:
        write_json(tried)
    elif isinstance(tried, m.ModelMeasured):
        show.say(f"It answers, in {tried.query_ms:,.1f} ms.")


def read_key(prompt: str) -> str:
    """Return what is typed unseen, or the first line of standard input."""
    if sys.stdin.isatty():
        typed: str = typer.prompt(prompt, hide_input=True, err=True, default="", show_default=False)
        return typed.strip()
    return sys.stdin.readline().strip()
