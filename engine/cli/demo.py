"""``findling demo``: the main job in one command, on the samples that ship with the program."""

from __future__ import annotations

import importlib
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import resources
from engine.cli import show, show_hits
from engine.cli.failing import WindowMissingError
from engine.cli.options import JsonOption, write_json
from engine.cli.progress import show_progress
from engine.cli.searching import answer, plain
from engine.client import Client
from engine.host.launch import python_command
from engine.host.paths import data_folder
from engine.protocol import messages as m
from engine.protocol.errors import FindlingError

if TYPE_CHECKING:
    from engine.host.paths import DataFolder

SAMPLES = Path(resources.__file__).parent / "samples"
QUERIES = (
    "money back if I am unhappy with my purchase",
    "dog ate something poisonous",
    "keep pipes from freezing",
    "trouble falling asleep",
    "someone hacked my email",
    "stiff neck from sitting at a computer",
    "dealing with upset shoppers",
    "전세 보증금 돌려받기",
)
"""The English ones share no word but "with" or "from" with their answer (a test holds this)."""


def register(program: typer.Typer) -> None:
    """Put the command of this module into the program."""
    program.command()(demo)


def demo(
    *,
    window: Annotated[bool, typer.Option("--window", help="Open the window on it.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Index the sample documents into a throw-away library and find passages by meaning."""
    if window:
        _expect_window()
    with tempfile.TemporaryDirectory(prefix="findling-demo-") as scratch:
        folder = data_folder(str(Path(scratch) / "state"))
        with closing(Client.connect(folder)) as client:
            try:
                _index(client, as_json=as_json)
                if window:
                    _open_window(folder)
                else:
                    _ask(client, as_json=as_json)
            finally:
                client.request(m.Quit())


def _index(client: Client, *, as_json: bool) -> None:
    client.request(m.AddFolders(paths=(str(SAMPLES),), library="Samples", index=False))
    finished = show_progress(client.stream(m.Index(library="Samples")), quiet=as_json)
    if not as_json:
        show.indexed(finished)


def _ask(client: Client, *, as_json: bool) -> None:
    for query in QUERIES:
        finished = answer(client, m.Search(query=query, library="Samples", limit=3, interim=False))
        if as_json:
            write_json(plain(finished, query))
            continue
        show.say(f"\n[b]» {query}[/b]  [dim]{show_hits.timing(finished)}[/dim]")
        show_hits.hits(finished.hits, explain=False)


def _expect_window() -> None:
    try:
        importlib.import_module("PySide6")
    except ModuleNotFoundError as error:
        raise WindowMissingError("The window is not installed here.") from error


def _open_window(folder: DataFolder) -> None:
    # A process of its own, because the engine's side of the program never imports Qt.
    command = [*python_command("app"), "--data", str(folder.root)]
    status = subprocess.run(command, check=False).returncode  # noqa: S603 - our own command
    if status:
        raise FindlingError(
            f"The window ended with status {status}.",
            hint="`findling doctor` tells what is missing.",
        )
