"""How the command line tells of expected failures."""

from __future__ import annotations

import json
import sys

from engine.protocol.errors import FindlingError, UsageError

USER_WORLD = 1
MISUSE = 2
"""As typer ends for arguments that make no sense."""


class WindowMissingError(FindlingError):
    """There is no Qt in this environment."""

    code = "window-missing"
    hint = "Install PySide6-Essentials, or use the commands that `findling --help` lists."


def tell(error: FindlingError) -> int:
    """Write message and hint to stderr; returns the exit code."""
    sys.stderr.write(f"findling: {error}\n")
    if error.hint:
        sys.stderr.write(f"  {error.hint}\n")
    _tell_programs(error.code, str(error), error.hint)
    return USER_WORLD


def tell_misuse(message: str) -> None:
    """Tell programs what was wrong with the command; people were told on stderr."""
    _tell_programs(UsageError.code, message, "`findling --help` lists the commands.")


def _tell_programs(code: str, message: str, hint: str) -> None:
    if "--json" in sys.argv:
        body = {"code": code, "message": message, "hint": hint}
        sys.stdout.write(json.dumps({"error": body}, ensure_ascii=False) + "\n")
