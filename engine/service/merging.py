"""The hits of several libraries in one order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from engine.protocol.messages import Hit
    from engine.search.hits import Answer as Found

RRF = 60
"""How little the first places count more than the next, after Cormack, Clarke and Büttcher: it
matters only for hits that several libraries have, and is the number that all use."""


def merged(found: Sequence[Found], limit: int, *, fold: bool = True) -> tuple[Hit, ...]:
    """Return the best hits of all libraries, each with the score that its own gave it.

    Scores of the same models compare. Those of different models do not: there the best of each
    library come first, then the second of each (reciprocal rank fusion), the higher score before
    the lower.

    Args:
        found: each library's answer, best hit first.
        limit: most hits.
        fold: whether what says the same in several libraries is folded under one of it.
    """
    if len(found) == 1:
        return found[0].hits
    comparable = len({item.models for item in found if item.hits}) < 2
    if comparable:
        hits = sorted((hit for item in found for hit in item.hits), key=lambda hit: -hit.score)
    else:
        hits = _by_rank(item.hits for item in found)
    if fold and sum(bool(item.hits) for item in found) > 1:
        from engine.search.hit_copies import folded  # heavy, and loaded by now

        hits = folded(hits, comparable=comparable)
    return tuple(
        msgspec.structs.replace(hit, rank=rank) for rank, hit in enumerate(hits[:limit], 1)
    )


def _by_rank(lists: Iterable[Sequence[Hit]]) -> list[Hit]:
    """Fuse lists; a passage is in one of them, so that its only part decides."""
    ranked = [
        (1 / (RRF + rank), hit.score, hit) for hits in lists for rank, hit in enumerate(hits, 1)
    ]
    ranked.sort(key=lambda item: (-item[0], -item[1]))
    return [hit for _, _, hit in ranked]
