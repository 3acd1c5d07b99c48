"""The manual page, findling(1), in the man macros that every system reads."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commands.outline import Command, Parameter

_ABOUT = """\
Findling finds passages in your own files by meaning and by word. It runs on your machine, and
nothing leaves it unless you choose a vendor's model. Without a command it opens the window.
"""
_FILES = (
    (
        "~/.local/share/findling",
        "Findling's own state: the index, the settings, models that were "
        "downloaded. Your files are never written to.",
    ),
)
_ENDS = (
    ("0", "Done."),
    ("1", "It could not be done; standard error says why, and what helps."),
    ("2", "The command or its options make no sense."),
)
_DATE = "2026-11-21"
"""When the page was last looked at as a whole."""
_SIGNS = {
    ord(sign): said
    for sign, said in {
        "…": "...",
        "×": "\\(mu",
        "“": "\\(lq",
        "”": "\\(rq",
        "’": "\\(cq",
        "–": "\\(en",
    }.items()
}


def page(root: Command, version: str) -> str:
    """Return the page's source."""
    return "\n".join(_lines(root, version)) + "\n"


def _lines(root: Command, version: str) -> Iterator[str]:
    yield '.\\" Made by packaging/commands/make.py from what findling --help says. Do not edit.'
    yield f'.TH FINDLING 1 {_DATE} "Findling {version}" "User Commands"'
    yield from (".SH NAME", "findling \\- find passages in your own files by meaning and by word")
    yield from (".SH SYNOPSIS", f".B findling\n{_plain(root.synopsis.partition(' ')[2])}")
    yield from (".SH DESCRIPTION", _plain(_ABOUT.strip()))
    yield from (".SH OPTIONS", *_parameters(root))
    yield ".SH COMMANDS"
    for command in root.all():
        if command is not root:
            yield from _command(command)
    yield ".SH ENVIRONMENT"
    for name, said in _variables(root).items():
        yield from (".TP", f".B {_plain(name)}", _plain(said))
    yield ".SH FILES"
    for name, said in _FILES:
        yield from (".TP", f".I {_plain(name)}", _plain(said))
    yield ".SH EXIT STATUS"
    for number, said in _ENDS:
        yield from (".TP", f".B {number}", _plain(said))


def _command(command: Command) -> Iterator[str]:
    yield f".SS {_plain(command.synopsis)}"
    yield _plain(command.help)
    yield from _parameters(command)


def _parameters(command: Command) -> Iterator[str]:
    for item in (*command.arguments, *command.options):
        yield from (".TP", _head(item), _plain(_explained(item)))


def _head(item: Parameter) -> str:
    value = f" \\fI{_plain(item.metavar)}\\fR" if item.metavar else ""
    if not item.names:
        return f"\\fI{_plain(item.said)}\\fR"
    return ", ".join(f"\\fB{_plain(name)}\\fR{value}" for name in item.names)


def _explained(item: Parameter) -> str:
    said = item.help or "See above."
    if item.default:
        said += f" Usually {item.default}."
    return said


def _variables(root: Command) -> dict[str, str]:
    found = {
        item.variable: f"In place of {item.names[0]}."
        for command in root.all()
        for item in command.options
        if item.variable
    }
    return dict(sorted(found.items()))


def _plain(text: str) -> str:
    """Return a text as roff shows it: no escape, no hyphen that breaks, no request by accident."""
    text = text.replace("\\", "\\e").replace("-", "\\-").translate(_SIGNS)
    wrapped = textwrap.fill(text, 78, break_long_words=False, break_on_hyphens=False)
    return re.sub(r"^([.'])", r"\\&\1", wrapped, flags=re.MULTILINE)
