"""Ways in which files are damaged."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path


def flip(path: Path, chance: random.Random) -> None:
    """Change a few bits somewhere in a file."""
    with path.open("r+b") as file:
        for _ in range(3):
            at = chance.randrange(path.stat().st_size)
            file.seek(at)
            byte = file.read(1)[0]
            file.seek(at)
            file.write(bytes([byte ^ 1 << chance.randrange(8)]))


def cut(path: Path, chance: random.Random) -> None:
    """Lose a file's end."""
    with path.open("r+b") as file:
        file.truncate(chance.randrange(path.stat().st_size))


def blank(path: Path, chance: random.Random) -> None:
    """Lose a page to zeros, as power failures do."""
    with path.open("r+b") as file:
        file.seek(chance.randrange(path.stat().st_size // 4096) * 4096)
        file.write(bytes(4096))


DAMAGE = (flip, cut, blank)
Damage = Callable[[Path, random.Random], None]
