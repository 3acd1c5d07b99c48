"""How this program is started again: for the login, the desktop's keys, a new language."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from engine.client import program

_RESERVED = '"`$\\'
"""What a desktop entry escapes inside quotation marks (Desktop Entry Specification, Exec)."""


def own_command(*arguments: str) -> tuple[str, ...]:
    """The window's command, absolute, with further arguments."""
    if getattr(sys, "frozen", False):
        return (str(program()), "window", *arguments)
    name = "findling.exe" if sys.platform == "win32" else "findling"
    script = Path(sys.executable).with_name(name)
    if script.exists():
        return (str(script), "window", *arguments)
    return (sys.executable, "-m", "app", *arguments)


def as_exec(command: Sequence[str]) -> str:
    """A command as a desktop entry's Exec wants it."""
    return " ".join(_quoted(part) for part in command)


def _quoted(part: str) -> str:
    escaped = "".join(f"\\{letter}" if letter in _RESERVED else letter for letter in part)
    return f'"{escaped}"'.replace("%", "%%")
