"""How the command line tells of expected failures."""

from __future__ import annotations

import json
import sys

from engine.protocol.errors import FindlingError

USER_WORLD = 1


class WindowMissingError(FindlingError):
    """There is no Qt in this environment."""

    code = "window-missing"
    hint = "Install PySide6-Essentials, or use the commands that `findling --help` lists."


def tell(error: FindlingError) -> int:
    """Write message and hint to stderr; returns the exit code."""
    sys.stderr.write(f"findling: {error}\n")
    if error.hint:
        sys.stderr.write(f"  {error.hint}\n")
    if "--json" in sys.argv:
        body = {"code": error.code, "message": str(error), "hint": error.hint}
        sys.stdout.write(json.dumps({"error": body}, ensure_ascii=False) + "\n")
    return USER_WORLD
