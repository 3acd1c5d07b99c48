"""A process that compacts a store and is killed at a moment: ``python -m … FOLDER MOMENT``."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

from engine.host.cancellation import Token
from engine.store import compacting, lite25_link
from engine.store.lite25_link import Lite25Link
from engine.store.open import LITE_25_FILE
from engine.store.schema import Shape

MOMENTS: dict[str, tuple[Any, str]] = {
    "copy_live": (compacting, "_on_disk"),
    "replace": (lite25_link.Lite25Link, "_served"),
    "served": (lite25_link.Lite25Link, "_exchange"),
    "exchanged": (lite25_link, "remove_database"),
}
"""The function at whose beginning the process dies."""


def main() -> None:
    """Compact and die."""
    folder, moment = sys.argv[1:]
    compacting.LEAST_BYTES = 1
    link = Lite25Link(Path(folder) / LITE_25_FILE, Shape(8))
    if moment in MOMENTS:
        place, name = MOMENTS[moment]
        setattr(place, name, dying)
    link.compact(Token())
    dying()


def dying(*_: object) -> None:
    """End as by a power failure, less what the system still writes."""
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
