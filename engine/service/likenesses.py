"""Which library has what others are to be like."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.protocol.errors import ReadError

if TYPE_CHECKING:
    from engine.host.cancellation import Token
    from engine.protocol.messages import Similar
    from engine.search.likeness import Likeness
    from engine.service.library import Library
    from engine.store.catalogue_rows import FileRow


def meant(similar: Similar, libraries: Sequence[Library], token: Token) -> Likeness:
    """Return the passage, file or text that is meant.

    Args:
        similar: names it.
        libraries: all; one that is named there is asked alone.
        token: of the search.

    Raises:
        NothingToCompareError: no library has it, or there is no text.
        ReadError: the file could not be read when it was indexed, for the reader's reason.
        StoreError: an index failed.
        Cancelled: by the token.
    """
    from engine.search.likeness import NothingToCompareError, given

    if not similar.passage and not similar.path:
        return given(similar.text)
    failed: FileRow | None = None
    for library in libraries:
        if similar.library in ("", library.settings.name):
            with library.lease(token) as opened:
                found = opened.searcher.likeness(similar)
                row = opened.index.catalogue.files_at([similar.path]).get(similar.path)
            if found is not None:
                return found
            failed = row if row is not None and row.code else failed
    if failed is not None:
        raise _unread(failed)
    name = similar.path or "this passage"
    raise NothingToCompareError(f"{name} is not in the index", path=similar.path)


def _unread(file: FileRow) -> ReadError:
    """Why a file could not be read: what its bytes look like as text is like nothing."""
    error = ReadError(f"{file.path}: {file.reason}", hint=file.hint, path=file.path)
    error.code = file.code
    return error
