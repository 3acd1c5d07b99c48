"""Which share of a library's passages a model made vectors of before: these are not made anew."""

from __future__ import annotations

import contextlib
import logging
import sqlite3
import time
from typing import TYPE_CHECKING

from engine.protocol.errors import StoreError
from engine.store.catalogue_census import CatalogueCensus
from engine.store.open import CATALOGUE_FILE

if TYPE_CHECKING:
    from pathlib import Path

    from engine.service.outside import ModelOutside

_log = logging.getLogger(__name__)

_FILES = 20_000
"""Files that are looked at, at most."""
_SECONDS = 1.0
"""For the looking; a person waits for it. What was not looked at is taken to be like the rest."""


def share(folder: Path, outside: ModelOutside, seconds: float = _SECONDS) -> float:
    """Return the share, 0 to 1, of a library's passages whose vectors are remembered.

    Of all passages where that is quick, else of those in files from all over the library.

    Args:
        folder: the library's; nothing is remembered where its catalogue cannot be read.
        outside: the model's; it is not loaded.
        seconds: that the looking may take.
    """
    path = folder / CATALOGUE_FILE
    if not path.exists():
        return 0.0
    try:
        with contextlib.closing(CatalogueCensus(path)) as census:
            return _share(census, outside, time.monotonic() + seconds)
    except (sqlite3.Error, StoreError) as error:  # whoever opens the index says so
        _log.warning("%s cannot be read: %s", path, error)
        return 0.0


def _share(census: CatalogueCensus, outside: ModelOutside, until: float) -> float:
    seen = known = 0
    for file in census.some_files(_FILES):
        keys = outside.keys.of(census.texts_of(file))
        seen += len(keys)
        there = outside.made.among(keys)
        known += sum(key in there for key in keys)
        if time.monotonic() > until:
            break
    return known / seen if seen else 0.0
