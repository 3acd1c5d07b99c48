"""How this program starts a process of itself: the one place a frozen build changes."""

from __future__ import annotations

import os
import site
import sys
from collections.abc import Mapping
from pathlib import Path

from engine.host.frozen import DOOR, child_program, image, is_frozen

_ROOT = Path(__file__).resolve().parents[2]


def python_command(module: str, *arguments: str) -> list[str]:
    """Return the command that runs ``python -m module arguments``.

    ``-P`` keeps the current folder off the import path: a person may well stand in a folder of
    strange files. A frozen program has neither such a path nor ``-m``: see `engine.host.frozen`.
    """
    if is_frozen():
        return [str(child_program()), DOOR, module, *arguments]
    return [sys.executable, "-P", "-m", module, *arguments]


def lasting_command(module: str, *arguments: str) -> list[str]:
    """Return the command of a process that may outlive this one; else as `python_command`.

    An AppImage is mounted as long as the process lives that it was started as.
    """
    file = image()
    return [str(file), DOOR, module, *arguments] if file else python_command(module, *arguments)


def child_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return this environment, made fit for a child that must import the same ``engine``."""
    environment = dict(os.environ)
    if not is_frozen() and str(_ROOT) not in site.getsitepackages():
        inherited = environment.get("PYTHONPATH", "").split(os.pathsep)
        kept = [entry for entry in inherited if entry and entry != str(_ROOT)]
        environment["PYTHONPATH"] = os.pathsep.join([str(_ROOT), *kept])
    environment["PYTHONUNBUFFERED"] = "1"
    environment["PYTHONUTF8"] = "1"
    environment.update(extra or {})
    return environment
