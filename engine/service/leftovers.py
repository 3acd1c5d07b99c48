"""State folders that belong to no library any more: their removal was cut short."""

from __future__ import annotations

import contextlib
import logging
import shutil
from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.host.paths import DataFolder

log = logging.getLogger(__name__)


def erase_leftovers(data: DataFolder, known: Collection[str]) -> None:
    """Erase the state folders of libraries that were forgotten when the engine ended or was killed.

    Nothing is erased where there is no settings file: perhaps it was only moved away.

    Args:
        data: the data folder, whose lock is held.
        known: ids of the libraries that the settings name; they were read without an error.
    """
    if not data.settings_file.is_file():
        return
    with contextlib.suppress(OSError):
        for folder in data.state_folders():
            if folder.name not in known:
                log.warning("%s belongs to no library: it is erased", folder)
                shutil.rmtree(folder, ignore_errors=True)
