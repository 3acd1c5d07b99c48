"""What may stand in place of a command: a link, or the window's option for a folder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from typer.core import TyperGroup

from engine.protocol.links import is_link, parse_link

_DATA = "--data"
_FOLDER = "--search-folder"


class Commands(TyperGroup):
    """The commands; a link or ``--search-folder DIR`` in place of one means `window`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - typer names it not
        """Read the arguments.

        Raises:
            BadLinkError: what begins as a link is none.
        """
        return super().parse_args(ctx, spelled_out(args))


def spelled_out(arguments: Sequence[str]) -> list[str]:
    """Return the arguments with the command that they leave out.

    Raises:
        BadLinkError: what begins as a link is none.
    """
    at = 0
    while at < len(arguments) and arguments[at].startswith(_DATA):
        at += 1 if "=" in arguments[at] else 2
    first = "".join(arguments[at : at + 1])
    if is_link(first):
        parse_link(first)  # here there is a terminal to be told on
    elif first.partition("=")[0] != _FOLDER:
        return list(arguments)
    return [*arguments[:at], "window", *arguments[at:]]
