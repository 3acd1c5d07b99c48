"""Completion scripts for bash, zsh, fish and PowerShell, made by shtab (Apache-2.0).

shtab knows argparse, so the outline is put into parsers of argparse, which nothing else uses. The
scripts know commands, options and choices by themselves and start nothing; only for the names of
libraries and the ids of models do they ask the program. That of PowerShell was never run.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

import shtab

if TYPE_CHECKING:
    from commands.outline import Command, Parameter

NAMES = {
    "bash": "findling.bash",
    "zsh": "_findling",
    "fish": "findling.fish",
    "powershell": "findling.ps1",
}
"""By shell: the script's file."""
_ASK = "findling completion --names {}"
_ZSH = """\
_findling_{0}() {{
  local -a names
  names=(${{(f)"$(findling completion --names {0} 2>/dev/null)"}})
  compadd -a names
}}
"""
"""A function: what shtab writes for a command would be run once for each option at each start."""
_FOLDERS = frozenset({"DIR", "FOLDER"})
_FILES = frozenset({"PATH", "PATH|LINK", "FILE", "FILE.jsonl", "WHERE"})


def _asked(what: str) -> dict[str, Any]:
    """Return what completes by names that the program tells."""
    plain = shtab.cmd(_ASK.format(what))
    quiet = shtab.cmd(f"{_ASK.format(what)} 2>/dev/null")
    begins: dict[str, str] = {**quiet["preamble"], "powershell": plain["preamble"]["powershell"]}
    own = {"zsh": f"_findling_{what}", "powershell": plain["powershell"], "preamble": begins}
    return {**quiet, **own}


_LIBRARIES = _asked("libraries")
_MODELS = _asked("models")


def script(root: Command, shell: str) -> str:
    """Return the script for one of the shells of `NAMES`."""
    functions = {"zsh": "\n".join(map(_ZSH.format, ("libraries", "models")))}
    made = shtab.complete(_parser(root), shell=shell, preamble=functions)
    made = made.replace(" -- $1", ' -- "$1"')  # bash: shtab lets what was typed be taken apart
    return "\n".join(line.rstrip() for line in made.splitlines()) + "\n"


def _parser(root: Command) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="findling", description=root.help, add_help=False)
    _fill(parser, root)
    return parser


def _fill(parser: argparse.ArgumentParser, command: Command) -> None:
    for item in command.options:
        _add(parser, item, command)
    for item in command.arguments:
        _add(parser, item, command)
    if command.commands:
        group = parser.add_subparsers()
        for below in command.commands:
            name = below.name.rpartition(" ")[2]
            _fill(
                group.add_parser(
                    name,
                    help=_escaped(below.help),
                    description=_escaped(below.help),
                    add_help=False,
                ),
                below,
            )


def _add(parser: argparse.ArgumentParser, item: Parameter, command: Command) -> None:
    given: dict[str, Any] = {"help": _escaped(item.help)}
    if not item.metavar:
        given["action"] = "store_true"
    elif item.choices:
        given["choices"] = item.choices
    if item.names:
        action = parser.add_argument(*item.names, **given)
    else:
        name = item.metavar.strip("[]…").lower().replace("|", "_")
        action = parser.add_argument(name, nargs="*" if item.many else "?", **given)
    completed = _completed(item, command)
    if completed is not None:
        action.complete = completed  # pyright: ignore[reportAttributeAccessIssue]


def _completed(item: Parameter, command: Command) -> dict[str, Any] | None:
    """Return what completes a value; None where only the person knows it."""
    value = item.metavar.strip("[]…")
    if value in _FOLDERS:
        return shtab.DIRECTORY
    if value in _FILES:
        return shtab.FILE
    if value == "MODEL":
        return _MODELS
    if value == "NAME" and (
        "--library" in item.names or command.name.startswith("findling library ")
    ):
        return None if command.name == "findling library make" else _LIBRARIES
    return None


def _escaped(text: str) -> str:
    return text.replace("%", "%%")
