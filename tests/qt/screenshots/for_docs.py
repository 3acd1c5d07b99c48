"""Renews the pictures of the documentation: ``python -m tests.qt.screenshots.for_docs``.

Each is one of the states of `tests.qt.screenshots.states`, made by a real engine on the samples, in
English at 1×. ``docs/pictures`` holds these and no others (tests/docs).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parents[3] / "docs" / "pictures"
LIGHT = (
    "first-run",
    "filter-menu",
    "why",
    "preview-pdf",
    "map-selected",
    "libraries",
    "rules",
    "failures",
    "models",
    "model-estimate",
    "settings",
)
DARK = ("preview-pdf",)


def main() -> int:
    """Make the pictures; the exit status."""
    status = 0
    with tempfile.TemporaryDirectory(prefix="findling-docs-") as name:
        for scheme, states, ending in (("light", LIGHT, ""), ("dark", DARK, "-dark")):
            status |= _make(Path(name), scheme, states)
            for state in states:
                made = Path(name) / f"en-{scheme}-1x" / f"{state}.png"
                if made.exists():
                    _keep(made, FOLDER / f"{state}{ending}.png")
    return status


def _make(folder: Path, scheme: str, states: tuple[str, ...]) -> int:
    command = [sys.executable, "-m", "tests.qt.screenshots", str(folder), "--languages", "en"]
    command += ["--schemes", scheme, "--scales", "1", "--only", ",".join(states)]
    return subprocess.run(command, check=False).returncode


def _keep(made: Path, place: Path) -> None:
    """Keep a picture without an alpha channel, packed as tightly as PNG allows."""
    from PySide6.QtGui import QImage

    place.parent.mkdir(exist_ok=True)
    picture = QImage(str(made)).convertToFormat(QImage.Format.Format_RGB888)
    picture.save(str(place), quality=0)  # PNG by its name; 0 packs it most tightly


if __name__ == "__main__":
    sys.exit(main())
