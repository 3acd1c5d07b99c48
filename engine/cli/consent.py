"""What a person is asked before anything of theirs goes to a vendor."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from engine.cli import show, show_models
from engine.protocol.errors import NotAgreedError

if TYPE_CHECKING:
    from engine.protocol import messages as m


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
    hosts = dict.fromkeys(one for one in (told.sent_to, told.rerank_sent_to) if one)
    to = " and ".join(hosts)
    if yes:
        return " ".join(hosts)
    if not sys.stdin.isatty():
        raise NotAgreedError(f"texts of {told.library} would be sent to {to}")
    show_models.sent(told, out=show.ERRORS)
    if not typer.confirm(f"Send texts of {told.library} to {to}?", err=True):
        raise NotAgreedError("nothing was sent, and nothing changed", hint="")
    return " ".join(hosts)
