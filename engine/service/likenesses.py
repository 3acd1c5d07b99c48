"""Which library has what others are to be like."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.host.cancellation import Token
    from engine.protocol.messages import Similar
    from engine.search.likeness import Likeness
    from engine.service.library import Library


def meant(similar: Similar, libraries: Sequence[Library], token: Token) -> Likeness:
    """Return the passage, file or text that is meant.

    Args:
        similar: names it.
        libraries: all; one that is named there is asked alone.
        token: of the search.

    Raises:
        NothingToCompareError: no library has it, or there is no text.
        StoreError: an index failed.
        Cancelled: by the token.
    """
    from engine.search.likeness import NothingToCompareError, given

    if not similar.passage and not similar.path:
        return given(similar.text)
    for library in libraries:
        if similar.library in ("", library.settings.name):
            with library.lease(token) as opened:
                found = opened.searcher.likeness(similar)
            if found is not None:
                return found
    name = similar.path or "this passage"
    raise NothingToCompareError(f"{name} is not in the index", path=similar.path)
