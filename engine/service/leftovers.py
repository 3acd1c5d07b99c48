"""State folders that belong to no library any more: their removal was cut short."""

from __future__ import annotations

import contextlib
import logging
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from engine.host.paths import DataFolder

log = logging.getLogger(__name__)


MARK = "removed"
"""The file that says of a state folder that the person removed the library."""


def mark_removed(folder: Path) -> None:
    """Say that a library was removed, so that an end of the engine does not keep its index."""
    with contextlib.suppress(OSError):  # then the folder stays, should the engine be killed now
        (folder / MARK).touch()


def erase_leftovers(data: DataFolder) -> None:
    """Erase the state folders of libraries that were removed when the engine ended or was killed.

    Only those that are marked: settings that do not name a library may be an old copy of them.

    Args:
        data: the data folder, whose lock is held.
    """
    with contextlib.suppress(OSError):
        for folder in data.state_folders():
            if (folder / MARK).exists():
                log.warning("%s is of a library that was removed: it is erased", folder)
                shutil.rmtree(folder, ignore_errors=True)
