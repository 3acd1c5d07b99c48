"""Where the program is started from has no say in what it runs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.host.launch import child_environment, python_command

MODULES = ("json", "msgspec", "numpy", "socket", "engine", "app", "sitecustomize")


def test_modules_in_the_folder_that_one_stands_in_are_not_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = tmp_path / "harmed"
    for name in MODULES:
        (tmp_path / f"{name}.py").write_text(f"open({str(mark)!r}, 'w').close()\n")
    monkeypatch.setenv("PYTHONPATH", os.pathsep)  # empty entries mean the current folder
    run = subprocess.run(
        python_command("engine.host.importing", "engine.read"),
        cwd=tmp_path,
        env=child_environment(),
        check=False,
    )
    assert run.returncode == 0
    assert not mark.exists()


def test_such_a_folder_does_harm_where_nobody_sees_to_it(tmp_path: Path) -> None:
    mark = tmp_path / "harmed"
    (tmp_path / "msgspec.py").write_text(f"open({str(mark)!r}, 'w').close()\n")
    subprocess.run([sys.executable, "-c", "import msgspec"], cwd=tmp_path, check=True)
    assert mark.exists()
