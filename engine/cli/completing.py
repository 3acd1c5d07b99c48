"""The command that shells complete by: completion."""

from __future__ import annotations

import re
import sys
import tomllib
from enum import StrEnum
from importlib import resources
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.options import DataOption, state_folder
from engine.client import Client
from engine.protocol import messages as m
from engine.protocol.errors import EngineUnavailableError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.host.paths import DataFolder

_FILES = {
    "bash": "findling.bash",
    "zsh": "_findling",
    "fish": "findling.fish",
    "powershell": "findling.ps1",
}
_SOON = 2.0
"""Seconds that somebody who pressed a key waits for an engine."""


_PLAIN = re.compile(r"[\w.@:+/-]+")
"""Names that mean themselves in every shell. bash expands each word that it completes by (bash(1),
"compgen -W"): it would run what stands in ``$(…)``, and takes a name with blanks apart.
"""


class Shell(StrEnum):
    """A shell that can complete."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


class Names(StrEnum):
    """What the scripts ask for while somebody types."""

    LIBRARIES = "libraries"
    MODELS = "models"


def register(program: typer.Typer) -> None:
    """Put the commands of this module into the program."""
    program.command()(completion)


def completion(
    context: typer.Context,
    shell: Annotated[Shell | None, typer.Argument(metavar="SHELL", help="Whose script.")] = None,
    names: Annotated[
        Names | None, typer.Option("--names", help="Only names, one a line, for the scripts.")
    ] = None,
    data: DataOption = None,
) -> None:
    """Print the script by which a shell completes commands, options, libraries and models."""
    if (shell is None) == (names is None):
        raise UsageError("Name a shell: bash, zsh, fish or powershell.")
    if shell is not None:
        script = resources.files("resources") / "completion" / _FILES[shell]
        sys.stdout.write(script.read_text("utf-8"))
        return
    folder = state_folder(context, data)
    found = _libraries(folder) if names is Names.LIBRARIES else _models(folder)
    sys.stdout.writelines(f"{name}\n" for name in found if _PLAIN.fullmatch(name))


def _libraries(folder: DataFolder) -> Iterable[str]:
    try:
        with Client.connect(folder, start=False, timeout=_SOON) as client:
            listed = client.request(m.ListLibraries(), timeout=_SOON)
    except EngineUnavailableError:
        try:
            settings = tomllib.loads(folder.settings_file.read_text("utf-8"))
        except (OSError, ValueError):
            return []
        return [str(library.get("name", "")) for library in settings.get("libraries", ())]
    return [one.name for one in listed.libraries] if isinstance(listed, m.LibrariesListed) else []


def _models(folder: DataFolder) -> Iterable[str]:
    try:
        with Client.connect(folder, start=False, timeout=_SOON) as client:
            listed = client.request(m.ListModels(), timeout=_SOON)
    except EngineUnavailableError:
        catalogue = (resources.files("resources") / "models.toml").read_text("utf-8")
        return [str(model["id"]) for model in tomllib.loads(catalogue)["model"]]
    return [one.id for one in listed.models] if isinstance(listed, m.ModelsListed) else []
