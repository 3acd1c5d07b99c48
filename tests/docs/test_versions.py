from __future__ import annotations

import re
import subprocess
import sys
import tomllib

from engine import __version__
from tests.docs.pages import ROOT


def test_the_version_stands_in_one_place():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert settings["project"]["dynamic"] == ["version"]
    assert settings["tool"]["hatch"]["version"]["path"] == "engine/__init__.py"
    command = [sys.executable, "-m", "engine.cli", "--version"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.startswith(f"findling {__version__}")


def test_changes_are_told_newest_first_up_to_this_version():
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    heads = re.findall(r"^## \[(.+?)\](?: - (\d{4}-\d{2}-\d{2}))?$", text, re.MULTILINE)
    assert heads[0] == ("Unreleased", "")
    released = [tuple(map(int, version.split("."))) for version, _ in heads[1:]]
    assert released == sorted(released, reverse=True)
    assert all(day for _, day in heads[1:])
    assert not released or released[0] <= tuple(map(int, __version__.split(".")[:3]))
    known = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    assert set(re.findall(r"^### (.+)$", text, re.MULTILINE)) <= known
