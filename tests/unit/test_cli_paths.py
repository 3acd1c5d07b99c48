"""Paths as the command line hands them to the engine."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer

from engine.cli.options import absolute
from engine.host.paths import DataFolderError, data_folder


def test_an_empty_path_is_refused_and_does_not_mean_the_working_folder() -> None:
    with pytest.raises(typer.BadParameter):
        absolute(["notes", ""])
    assert absolute(["notes"]) == (str(Path.cwd() / "notes"),)


def test_a_home_that_is_nobodys_is_a_name_like_others(monkeypatch: pytest.MonkeyPatch) -> None:
    assert absolute(["~no-such-user/a"]) == (str(Path.cwd() / "~no-such-user/a"),)
    monkeypatch.chdir(Path(__file__).parent)
    with pytest.raises(DataFolderError):
        data_folder(f"~no-such-user/../{Path(__file__).name}/a")
