"""How fast models were on this machine, remembered in one file."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

import msgspec

from engine.host.whole_file import write_whole

_log = logging.getLogger(__name__)


class Speed(msgspec.Struct, frozen=True):
    """What was measured of one model."""

    passages_per_second: float
    """Passages of some 700 characters, by all workers of an indexing run together."""
    query_ms: float


class Speeds:
    """Speeds by model. Thread-safe. A file that cannot be read counts as empty."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()

    def all(self) -> dict[str, Speed]:
        """Return what was measured, by the model's id."""
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=dict[str, Speed])
        except FileNotFoundError:
            return {}
        except (OSError, msgspec.DecodeError) as error:
            _log.warning("%s cannot be read, nothing is known of speeds: %s", self._path, error)
            return {}

    def remember(self, model: str, speed: Speed) -> None:
        """Keep a measurement; a disk that refuses costs no more than measuring again."""
        with self._lock:
            try:
                write_whole(self._path, msgspec.json.encode(self.all() | {model: speed}))
            except OSError as error:
                _log.warning("%s cannot be written: %s", self._path, error)
