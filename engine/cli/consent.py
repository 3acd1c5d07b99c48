"""What a person is asked before anything of theirs goes to a vendor."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from engine.cli import show, show_models
from engine.protocol import messages as m
from engine.protocol.errors import NotAgreedError

if TYPE_CHECKING:
    from engine.client import Client


def ask(told: m.ModelsEstimated, *, dense: bool, reranker: bool, yes: bool) -> str:
    """Have a person agree to what leaves the machine, if anything does; return to which hosts.

    Args:
        told: to whom it would go, and what that costs.
        dense: whether a model of vectors was chosen.
        reranker: whether a reranker was.
        yes: whether that was agreed to on the command line.

    Raises:
        NotAgreedError: it was not.
    """
    leaves = (dense and told.sent_to) or (reranker and told.rerank_sent_to)
    if not leaves:
        return ""
    hosts = _hosts(told)
    to = " and ".join(hosts)
    if yes:
        return " ".join(hosts)
    if not sys.stdin.isatty():
        raise NotAgreedError(f"texts of {told.library} would be sent to {to}")
    show_models.sent(told, out=show.ERRORS)
    if not typer.confirm(f"Send texts of {told.library} to {to}?", err=True):
        raise NotAgreedError("nothing was sent, and nothing changed", hint="")
    return " ".join(hosts)


def ask_of_files(client: Client, library: str, *, yes: bool) -> None:
    """Say who gets the texts of what is about to be put into a library, and have that agreed to.

    Args:
        client: of the engine.
        library: its name, perhaps of one that is still to be made; empty for the first one.
        yes: whether that was agreed to on the command line.

    Raises:
        NotAgreedError: it was not.
    """
    listed = client.request(m.ListLibraries())
    known = (
        [info.name for info in listed.libraries] if isinstance(listed, m.LibrariesListed) else []
    )
    if not known or library not in {"", *known}:
        return  # a new one begins with models of this machine
    told = client.request(m.EstimateModels(library=library, dense_model="", reranker=""))
    hosts = _hosts(told) if isinstance(told, m.ModelsEstimated) else []
    if not isinstance(told, m.ModelsEstimated) or not hosts:
        return
    to = " and ".join(hosts)
    show.ERRORS.print(f"{told.library} has its texts sent to {to}.", markup=False)
    show_models.sent(told, out=show.ERRORS)
    if yes:
        return
    if not sys.stdin.isatty():
        raise NotAgreedError(f"texts of new files would be sent to {to}")
    if not typer.confirm(f"Send texts of new files to {to}?", err=True):
        raise NotAgreedError("nothing was added", hint="")


def _hosts(told: m.ModelsEstimated) -> list[str]:
    return list(dict.fromkeys(one for one in (told.sent_to, told.rerank_sent_to) if one))
