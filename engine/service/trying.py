"""Running a model of somebody's once, to learn what its files do not say, or say wrongly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from engine.models.errors import ModelFolderError
from engine.protocol.errors import ModelError

if TYPE_CHECKING:
    from engine.host.cancellation import Token
    from engine.models.entry import ModelEntry
    from engine.service.shelf import ModelShelf

_PATIENCE = 120.0
"""Seconds for the loading of a large model."""


def tried(entry: ModelEntry, shelf: ModelShelf, token: Token) -> ModelEntry:
    """Return an entry with what only running it tells: in the embedder's process, if it is large.

    No card is written: a library may have the one that is there.

    Args:
        entry: whose files are here, and whose packages are installed.
        shelf: runs it.
        token: calls it off.

    Raises:
        Cancelled: by the token.
        ModelFolderError: it cannot be run.
        ModelError: its files are damaged.
    """
    from engine.models.local_folder import poolings

    if entry.family == "static":
        from engine.models.registry import folder
        from engine.models.static import StaticTable

        return msgspec.structs.replace(entry, dim=StaticTable.load(folder(entry)).dim)
    why = ""
    for pooling in poolings(entry):
        guess = msgspec.structs.replace(entry, pooling=pooling)
        try:
            made = shelf.client().try_out(guess, "a", timeout=_PATIENCE, check=token.check)
        except ModelError as error:
            why = str(error)
        else:
            return msgspec.structs.replace(guess, dim=made.shape[1])
    raise ModelFolderError(f"{entry.folder}: {why}", path=entry.folder)
