"""Which models are here and damaged, as far as that was noticed: reading all of them takes long."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from engine.models import registry
from engine.models.errors import ModelDamagedError, ModelMissingError

if TYPE_CHECKING:
    from engine.models.entry import ModelEntry
    from engine.protocol.errors import ModelError

_SIGNS = frozenset({"model-damaged", "static-model-damaged", "embedder-failed"})
"""Codes of failures after which files are worth a closer look."""


class Damages:
    """Remembers what a closer look found, until the files are written again. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sound: dict[str, tuple[object, bool]] = {}

    def of(self, entry: ModelEntry) -> ModelDamagedError | None:
        """Return the error of a model that was noticed to be damaged; reads no file."""
        known = self._sound.get(entry.id)
        if known is None or known[1] or known[0] != _stamp(entry):
            return None
        hint = ModelDamagedError.hint
        if entry.hub:
            hint = "Download it again, which mends it, or choose another model."
        elif Path(entry.folder).is_absolute():  # none of the program's own
            hint = f"Bring the right files back to {entry.folder}, or choose another model."
        return ModelDamagedError(f"{entry.name} is damaged", hint=hint, model=entry.id)

    def suspects(self, model_id: str) -> bool:
        """Tell whether a model was ever noticed to be damaged; costs nothing."""
        known = self._sound.get(model_id)
        return known is not None and not known[1]

    def look(self, entry: ModelEntry) -> ModelDamagedError | None:
        """Read all of a model's files, unless that was done; return its error if it is damaged."""
        with self._lock:
            known, stamp = self._sound.get(entry.id), _stamp(entry)
            if known is None or known[0] != stamp:
                self._sound[entry.id] = (stamp, _is_sound(entry))
        return self.of(entry)

    def blamed(self, entry: ModelEntry, error: ModelError) -> ModelError:
        """Return what a model's failure comes from: its files, where they are damaged."""
        return (error.code in _SIGNS and self.look(entry)) or error


def _stamp(entry: ModelEntry) -> object:
    """Return what changes when files are written."""
    if not entry.files:
        return ()
    place = registry.folder(entry)
    found: list[tuple[int, ...]] = []
    for file in entry.files:
        try:
            told = (place / file.name).stat()
        except OSError:
            found.append(())
        else:
            found.append((told.st_size, told.st_mtime_ns, told.st_ctime_ns, told.st_ino))
    return tuple(found)


def _is_sound(entry: ModelEntry) -> bool:
    try:
        registry.verify(entry)
    except (ModelDamagedError, ModelMissingError):
        return False
    return True
