"""Paths as the command line hands them to the engine."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer

from engine.cli.options import absolute
from engine.cli.searching import _command  # pyright: ignore[reportPrivateUsage]


def test_an_empty_path_is_refused_and_does_not_mean_the_working_folder() -> None:
    with pytest.raises(typer.BadParameter):
        absolute(["notes", ""])
    assert absolute(["notes"]) == (str(Path.cwd() / "notes"),)


def test_a_search_on_the_command_line_waits_for_the_first_look() -> None:
    assert _command("honey", "", 10, rerank=True).patience > 0
