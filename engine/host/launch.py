"""How this program starts a Python process of itself: the one place a frozen build changes."""

from __future__ import annotations

import os
import site
import sys
from collections.abc import Mapping
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]


def python_command(module: str, *arguments: str) -> list[str]:
    """Return the command that runs ``python -m module arguments``.

    ``-P`` keeps the current folder off the import path: a person may well stand in a folder of
    strange files.
    """
    return [sys.executable, "-P", "-m", module, *arguments]


def child_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return this environment, made fit for a child that must import the same ``engine``."""
    environment = dict(os.environ)
    if str(_ROOT) not in site.getsitepackages():
        inherited = environment.get("PYTHONPATH", "").split(os.pathsep)
        kept = [entry for entry in inherited if entry and entry != str(_ROOT)]
        environment["PYTHONPATH"] = os.pathsep.join([str(_ROOT), *kept])
    environment["PYTHONUNBUFFERED"] = "1"
    environment["PYTHONUTF8"] = "1"
    environment.update(extra or {})
    return environment
