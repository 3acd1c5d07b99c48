"""Passages that no index leads to: texts are leafed through where nothing else was found.

A phrase of signs (``=>``), one Chinese character, a word that a line break cut in two: their
passages hold none of the terms that are looked for. How many are looked at is bounded, and not for
how long: the same question has the same answer on a machine that has other things to do.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.search.listing import predicate_of
from engine.store.catalogue_states import State

if TYPE_CHECKING:
    from engine.host.cancellation import Token
    from engine.store.catalogue_reading import CatalogueReader
    from engine.store.catalogue_rows import PassageRow
    from engine.store.filters import Filter

MOST = 10_000
"""Passages that are looked at, of the newest files: some .25 s. The last of the files may have
more."""


def leafed(
    catalogue: CatalogueReader,
    where: Filter | None,
    admits: Callable[[str], bool],
    wanted: int,
    token: Token,
) -> dict[int, PassageRow]:
    """Return passages that a text's reader admits, of the newest files, by their keys.

    Args:
        catalogue: the library's.
        where: which files.
        admits: tells of a text whether it counts.
        wanted: at most so many.
        token: to call it off.

    Raises:
        Cancelled: by the token.
        StoreError: the catalogue failed.
    """
    left = MOST
    meets = predicate_of(where)
    there = (file for file in catalogue.files_in() if file.state is not State.GONE)
    held = [file for file in there if file.passages and meets(file)]
    found: dict[int, PassageRow] = {}
    for file in sorted(held, key=lambda file: (-file.mtime_ns, file.path)):
        if len(found) >= wanted or left <= 0:
            break
        token.check()
        left -= file.passages
        found |= {p.pk: p for p in catalogue.passages_of(file.id) if admits(p.text)}
    return found
