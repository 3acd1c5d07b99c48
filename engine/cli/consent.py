"""What a person is asked before anything of theirs goes to a vendor."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from engine.cli import show, show_models
from engine.protocol.errors import UsageError

if TYPE_CHECKING:
    from engine.protocol import messages as m


class NotAgreedError(UsageError):
    """Somebody has to agree that texts are sent away, and nobody did."""

    code = "not-agreed"
    hint = "Add --yes to agree."


def ask(told: m.ModelsEstimated, *, dense: bool, reranker: bool, yes: bool) -> None:
    """Have a person agree to what leaves the machine, if anything does.

    Args:
        told: to whom it would go, and what that costs.
        dense: whether a model of vectors was chosen.
        reranker: whether a reranker was.
        yes: whether that was agreed to on the command line.

    Raises:
        NotAgreedError: it was not.
    """
    leaves = (dense and told.sent_to) or (reranker and told.rerank_sent_to)
    if not leaves or yes:
        return
    to = " and ".join(dict.fromkeys(one for one in (told.sent_to, told.rerank_sent_to) if one))
    if not sys.stdin.isatty():
        raise NotAgreedError(f"texts of {told.library} would be sent to {to}")
    show_models.sent(told, out=show.ERRORS)
    if not typer.confirm(f"Send texts of {told.library} to {to}?", err=True):
        raise NotAgreedError("nothing was sent, and nothing changed", hint="")
