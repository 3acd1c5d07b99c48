"""How this program starts a process of itself: the one place a frozen build changes."""

from __future__ import annotations

import os
import re
import site
import sys
from collections.abc import Mapping
from pathlib import Path

from engine.host.frozen import DOOR, child_program, image, is_frozen

_ROOT = Path(__file__).resolve().parents[2]
_SECRET_NAME = re.compile(r"KEY|TOKEN|SECRET|PASS|_PWD|CREDENTIAL|AUTH", re.IGNORECASE)
"""No variable that a worker has a use for is called so."""
_SECRET_VALUE = re.compile(r"://[^/\s@]*:[^/\s@]+@")
"""The address of a proxy or a database with a password in it."""


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


def worker_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return what `child_environment` does, but for `without_secrets`: for who asks no server."""
    return without_secrets(child_environment()) | dict(extra or {})


def without_secrets(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the variables whose names or values do not look like a key's or a password's.

    They are of this program's vendors and of whatever else the person has keys for.
    """
    return {
        name: value
        for name, value in environment.items()
        if not _SECRET_NAME.search(name) and not _SECRET_VALUE.search(value)
    }
