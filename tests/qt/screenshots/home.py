"""A home as a person has one: documents, notes, and two files that nobody can read."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import psutil

import resources
from engine.client import Client
from engine.protocol.messages import Quit

_HOUR = 3600
_NEWEST = 1_760_000_000
"""Seconds since the epoch: in October 2025."""
SAMPLES = Path(resources.__file__).parent / "samples"
CODE = '''"""Bees in numbers."""


class Hive:
    """A colony and its stores."""

    def __init__(self, bees: int, honey: float) -> None:
        self.bees = bees
        self.honey = honey  # kilograms

    def survives_winter(self, weeks: int = 14) -> bool:
        """Whether the stores last: a colony eats a kilogram of honey a week."""
        return self.honey >= weeks and self.bees > 8_000
'''


def furnish(root: Path) -> Path:
    """Make the home below ``root``."""
    home = root / "ann"
    documents = home / "Documents"
    shutil.copytree(SAMPLES, documents)
    for empty in ("Desktop", "Downloads", "Notes"):
        (home / empty).mkdir()
    (home / "Notes" / "reading list.md").write_text("# To read\n\n- The Peregrine\n", "utf-8")
    (documents / "garden" / "hives.py").write_text(CODE, "utf-8")
    (documents / "work" / "invoice-2023-11.pdf").write_bytes(b"%PDF-1.7\n1 0 obj cut off here")
    (documents / "work" / "old-plan.docx").write_bytes(b"PK\x03\x04 not a document any more")
    _age(documents)
    return home


def _age(folder: Path) -> None:
    """Spread the times of the last change over some years, as they are in a grown home."""
    for index, file in enumerate(sorted(folder.rglob("*.*"))):
        when = _NEWEST - (index * 37 % 60) * 24 * _HOUR * 21
        os.utime(file, (when, when))


def data_of(home: Path, name: str = "state") -> Path:
    """Where a program of this home keeps its state."""
    return home / ".findling" / name


def end_engine(home: Path) -> None:
    """End the engine that the sittings shared."""
    data = data_of(home)
    if (data / "engine.json").exists():
        with Client.connect(data) as client:
            process = psutil.Process(client.pid)
            client.request(Quit(), timeout=20)
        process.wait(20)
