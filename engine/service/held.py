"""Which model a library's vectors were made by, read without opening its index."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from engine.jobs.recovery import served
from engine.protocol.errors import StoreError
from engine.service.counting import reading

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger(__name__)


def held_model(folder: Path) -> str | None:
    """Return a model's id, empty for words alone; None where there are no vectors to speak of."""
    try:
        with reading(folder) as reader:
            return None if reader is None else served(reader.meta())[0]
    except StoreError as error:
        log.warning("%s cannot be read: %s", folder, error)
        return None
