"""Paths as the command line hands them to the engine."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer

from engine.cli.options import absolute


def test_an_empty_path_is_refused_and_does_not_mean_the_working_folder() -> None:
    with pytest.raises(typer.BadParameter):
        absolute(["notes", ""])
    assert absolute(["notes"]) == (str(Path.cwd() / "notes"),)
