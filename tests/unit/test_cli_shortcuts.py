"""A link or a folder in place of a command."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from engine.cli.shortcuts import spelled_out
from engine.protocol.links import BadLinkError

LINK = "findling://search?q=tax"


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ([LINK], ["window", LINK]),
        (["--data", "d", LINK], ["--data", "d", "window", LINK]),
        (["--data=d", "--search-folder", "x"], ["--data=d", "window", "--search-folder", "x"]),
        (["--search-folder=x"], ["window", "--search-folder=x"]),
        (["search", LINK], ["search", LINK]),
        (["window", LINK], ["window", LINK]),
        (["--data"], ["--data"]),
        ([], []),
        (["--version"], ["--version"]),
    ],
)
def test_the_window_is_meant(given: list[str], meant: list[str]) -> None:
    assert spelled_out(given) == meant


def test_a_bad_link_is_refused_before_any_window_opens(tmp_path: Path) -> None:
    with pytest.raises(BadLinkError):
        spelled_out(["findling://rm?path=/"])
    done = subprocess.run(
        [sys.executable, "-m", "engine.cli", "--data", str(tmp_path), "findling://rm?path=/"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "cannot “rm”" in done.stderr
    assert "findling://search?q=" in done.stderr
