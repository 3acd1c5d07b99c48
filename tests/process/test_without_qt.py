"""The engine and the command line in an environment without PySide6."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import engine

ROOT = Path(engine.__file__).parents[1]

WITHOUT_QT = """
import importlib.abc, sys

class Absent(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"PySide6", "shiboken6", "app"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Absent())
"""

IMPORT_ALL = """
import importlib, pkgutil, engine
for module in pkgutil.walk_packages(engine.__path__, "engine."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
"""

HEAVY = "torch,onnxruntime,pymilvus,kreuzberg,model2vec,scipy,pandas"
IMPORT_FRONT = f"""
import engine.cli, engine.client
loaded = set("{HEAVY}".split(",")) & set(sys.modules)
assert not loaded, loaded
"""
IMPORT_ENGINE = f"""
import engine.service.process, engine.service.assembly
heavy = "{HEAVY},tokenizers,safetensors,huggingface_hub,requests,keyring,transformers"
loaded = set(heavy.split(",")) & set(sys.modules)
assert not loaded, loaded
import psutil
resident = psutil.Process().memory_info().rss
assert resident < 120e6, resident
"""


def run(program: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Run Python code in a process that has no Qt."""
    return subprocess.run(
        [sys.executable, *options, "-c", WITHOUT_QT + program],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
        check=False,
    )


def test_every_module_of_the_engine_imports_without_qt() -> None:
    done = run(IMPORT_ALL)
    assert done.returncode == 0, done.stderr


def test_the_command_line_loads_nothing_heavy() -> None:
    done = run(IMPORT_FRONT)
    assert done.returncode == 0, done.stderr


def test_an_engine_that_starts_loads_no_model_and_nothing_heavy() -> None:
    done = run(IMPORT_ENGINE)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("arguments", [[], ["demo", "--window"]])
def test_where_the_window_is_missing_that_is_explained(
    tmp_path: Path, arguments: list[str]
) -> None:
    argv = ["findling", *arguments]
    program = f"import engine.cli\nsys.argv = {argv}\nsys.exit(engine.cli.main())"
    environment = {**os.environ, "FINDLING_DATA": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_QT + program],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "window is not installed" in done.stderr
    assert "Traceback" not in done.stderr
