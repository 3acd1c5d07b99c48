"""The commands and options of `findling`, read from the program itself, as plain records.

Completion scripts, the manual page and docs/command-line.md are made of them, and of nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import typer

from app.__main__ import _parser as window_parser  # pyright: ignore[reportPrivateUsage]
from engine.cli.main import program

if TYPE_CHECKING:
    import argparse

    from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

_MARKUP = re.compile(r"\[/?(?:b|i|dim|bold)\]")


@dataclass(frozen=True)
class Parameter:
    """An option, or an argument without any name of its own."""

    names: tuple[str, ...]
    """As ``--limit`` or ``-l``; empty for an argument."""
    metavar: str
    """What is to be given; empty for a flag."""
    help: str
    choices: tuple[str, ...] = ()
    default: str = ""
    variable: str = ""
    """The environment variable that is taken in its place."""
    required: bool = False
    many: bool = False

    @property
    def said(self) -> str:
        """As in a synopsis: ``--limit N`` or ``FOLDER…``."""
        if self.names:
            return f"{self.names[0]} {self.metavar}".rstrip()
        return f"{self.metavar}{'…' if self.many and not self.metavar.endswith('…') else ''}"


@dataclass(frozen=True)
class Command:
    """A command, and those below it."""

    name: str
    """With those above it: ``findling models add``."""
    help: str
    parameters: tuple[Parameter, ...]
    commands: tuple[Command, ...] = field(default=())

    @property
    def arguments(self) -> tuple[Parameter, ...]:
        """Those without names."""
        return tuple(item for item in self.parameters if not item.names)

    @property
    def options(self) -> tuple[Parameter, ...]:
        """Those with names."""
        return tuple(item for item in self.parameters if item.names)

    @property
    def synopsis(self) -> str:
        """How it is called, options as ``[OPTION…]``."""
        parts = [self.name, "[OPTION…]"]
        parts += [
            "[COMMAND]" if self.name in {"findling", "findling models"} else "COMMAND"
        ] * bool(self.commands)
        for item in self.arguments:
            parts.append(
                item.said if item.required else f"[{item.said.replace('[', '').replace(']', '')}]"
            )
        return " ".join(parts)

    def all(self) -> Iterator[Command]:
        """Yield it and everything below it."""
        yield self
        for command in self.commands:
            yield from command.all()


def outline() -> Command:
    """Return the whole program."""
    return _command(typer.main.get_command(program), "findling")


def _command(command: TyperCommand | TyperGroup, name: str) -> Command:
    if name == "findling window":
        return _of_argparse(window_parser(), name, _text(command.help))
    below = getattr(command, "commands", {})
    return Command(
        name,
        _text(command.help),
        (*(_parameter(item) for item in command.params if not item.hidden), *_helps(command)),
        tuple(_command(item, f"{name} {key}") for key, item in below.items() if not item.hidden),
    )


def _helps(command: TyperCommand | TyperGroup) -> Iterator[Parameter]:
    if command.add_help_option:
        names = command.context_settings.get("help_option_names", ["-h", "--help"])
        yield Parameter(
            tuple(sorted(names, key=len, reverse=True)), "", "Show what there is to say, and end."
        )


def _parameter(item: TyperOption | TyperArgument) -> Parameter:
    named = item.param_type_name == "option"
    flag = named and item.is_flag
    choices = tuple(map(str, item.type_descriptor.choices or ()))
    metavar = "" if flag else item.metavar or ("|".join(choices) if choices else _kind(item))
    default = item.default
    told = "" if flag or default in (None, "", (), []) or callable(default) else str(default)
    variable = item.envvar if isinstance(item.envvar, str) else ""
    return Parameter(
        tuple(sorted((*item.opts, *item.secondary_opts), key=len, reverse=True)) if named else (),
        metavar,
        _text(item.help),
        choices,
        told,
        variable,
        bool(item.required),
        item.nargs == -1 or bool(getattr(item, "multiple", False)),
    )


def _kind(item: TyperOption | TyperArgument) -> str:
    kinds = {int: "N", float: "N"}
    return kinds.get(item.type_descriptor.annotation, "TEXT")


def _of_argparse(parser: argparse.ArgumentParser, name: str, said: str) -> Command:
    return Command(name, said, tuple(_action(item) for item in parser._actions))  # noqa: SLF001


def _action(item: argparse.Action) -> Parameter:
    flag = item.nargs == 0
    choices = tuple(map(str, item.choices or ()))
    metavar = "" if flag else str(item.metavar or "|".join(choices) or item.dest.upper())
    told = (item.help or "").strip()
    told = "Show what there is to say, and end." if item.dest == "help" else told
    return Parameter(
        tuple(sorted(item.option_strings, key=len, reverse=True)),
        metavar,
        f"{told[:1].upper()}{told[1:]}" + ("" if told.endswith(".") else "."),
        choices,
        many=item.nargs == "*",
    )


def _text(text: str | None) -> str:
    """Return a help text without line breaks and marks for terminals."""
    return _MARKUP.sub("", " ".join((text or "").split()))
