"""Whether the person wants results in the desktop's search.

Off until it is chosen on the window's settings page. The overview of a desktop is looked at by
others: over a shoulder, in a shared screen, on a projector. What a diary or a contract says must
not come up there because somebody typed three letters to start a program; and whatever is typed
there, a password by mistake too, would be searched for. Who wants it switches it on once.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

NAME = "desktop_search"
"""The preference's name, the same as the window has it (`app.look.preference_names`)."""
_LONGEST = 1 << 20
"""Bytes of the window's file that are looked at; it has some thousand."""


def preferences_file(data: str | None, environment: Mapping[str, str] = os.environ) -> Path:
    """Return where the window keeps its choices: as `app.look.preferences`, Qt's own place.

    Args:
        data: the data folder where one is named.
        environment: of the process.
    """
    named = data or environment.get("FINDLING_DATA")
    if named:
        return Path(named).expanduser() / "window.ini"
    settings = environment.get("XDG_CONFIG_HOME", "")
    folder = Path(settings) if settings.startswith("/") else Path.home() / ".config"
    return folder / "Findling" / "window.ini"


def is_granted(file: Path) -> bool:
    """Return whether the window's file says so; what is not there or cannot be read says no."""
    try:
        with file.open("rb") as stream:
            lines = stream.read(_LONGEST).decode(errors="replace").splitlines()
    except OSError:
        return False
    granted, section = False, ""
    for line in lines:  # QSettings, "Format": names without a group stand under General
        if line.startswith("["):
            section = line.strip()
        elif section in ("[General]", "[%General]") and line.partition("=")[0].strip() == NAME:
            granted = line.partition("=")[2].strip() == "true"
    return granted
