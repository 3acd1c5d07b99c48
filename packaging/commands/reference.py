"""docs/command-line.md: every command and option."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commands.outline import Command, Parameter

_HEAD = """\
# Command line

<!-- Made by packaging/commands/make.py from what `findling --help` says. Do not edit. -->

Without a command, `findling` opens the window. Every command takes `--help`. Those with `--json`
print one JSON document for programs, errors too: `{"error": {"code", "message", "hint"}}`.

A command ends with 0 when it is done, with 1 where it could not be done (standard error says why
and what helps, see [troubleshooting](guide/troubleshooting.md)), and with 2 where the command or its
options make no sense.

`findling completion` prints what completes commands, options, files, and the names of libraries and
models when you press the tabulator key. The packages bring it along; otherwise:

| Shell | |
|---|---|
| bash | `findling completion bash > ~/.local/share/bash-completion/completions/findling` |
| zsh | `findling completion zsh > "${fpath[1]}/_findling"` |
| fish | `findling completion fish > ~/.config/fish/completions/findling.fish` |
| PowerShell | `findling completion powershell >> $PROFILE` (never tried so far) |

`man findling` shows this page as a manual page, where a package has installed it.
"""


def page(root: Command) -> str:
    """Return the page in Markdown."""
    return "\n".join((_HEAD, *_sections(root)))


def _sections(root: Command) -> Iterator[str]:
    for command in root.all():
        level = min(command.name.count(" ") + 2, 4) if command is not root else 2
        yield f"{'#' * level} {command.name}\n"
        yield f"```text\n{command.synopsis}\n```\n"
        yield f"{_cell(command.help)}\n"
        if command.parameters:
            yield "| | |\n|---|---|"
            yield from map(_row, (*command.arguments, *command.options))
            yield ""


def _row(item: Parameter) -> str:
    names = ", ".join(f"`{name}`" for name in item.names)
    value = f"`{item.metavar if item.names else item.said}`" if item.metavar else ""
    said = item.help
    if item.default:
        said += f" Usually {item.default}."
    if item.variable:
        said += f" Also by `{item.variable}`."
    head = f"{names} {value}".strip().replace("|", "\\|")
    return f"| {head} | {_cell(said)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")
