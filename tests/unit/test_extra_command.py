"""How the packages of the extra are got: by a command that this very installation can run."""

from __future__ import annotations

import shlex
import sys

import pytest

from engine.models.families import families, how_to_get

SPLADE, MISSING = families()["splade"], ("torch",)


def test_the_command_names_this_python_and_packages_that_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(sys, "executable", "/home/a b/bin/python")
    words = shlex.split(how_to_get(SPLADE, MISSING))
    assert words[:4] == ["/home/a b/bin/python", "-m", "pip", "install"]
    assert words[4:] == ["torch>=2.6", "transformers>=5", "sentence-transformers>=6"]
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "executable", r"C:\Program Files\python.exe")
    said = how_to_get(SPLADE, MISSING)
    assert said.startswith(r'"C:\Program Files\python.exe" -m pip install "torch>=2.6" ')


def test_a_build_says_that_it_cannot_take_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert "pip install" not in how_to_get(SPLADE, MISSING)
