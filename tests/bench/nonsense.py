"""Queries that a set has no answer to: gibberish, and questions about something else entirely.

They were fixed before the first run, by the sets' subjects alone. An honest score keeps all that is
found for them below the line of weaker matches.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from engine.protocol.hits import WEAK_SCORE

if TYPE_CHECKING:
    from collections.abc import Mapping

_FILE = Path(__file__).with_suffix(".json")
_PREFIX = "nonsense-"


class _Data(msgspec.Struct, frozen=True):
    groups: dict[str, tuple[str, ...]]
    sets: dict[str, tuple[str, ...]]


class Shown(NamedTuple):
    """What nonsense found in one set."""

    asked: int
    above: int
    """Queries with a hit that is no weaker match."""
    highest: float
    """Of all scores shown, 0 to 1."""
    loud: dict[str, float]
    """Those queries and their best scores."""


def nonsense(name: str) -> dict[str, str]:
    """Query id -> query, of one judged set."""
    data = msgspec.json.decode(_FILE.read_bytes(), type=_Data)
    queries = [query for group in data.sets[name] for query in data.groups[group]]
    return {f"{_PREFIX}{number:02}": query for number, query in enumerate(queries)}


def is_nonsense(query_id: str) -> bool:
    """Whether an answer is to one of these queries."""
    return query_id.startswith(_PREFIX)


def summed(best: Mapping[str, float]) -> Shown:
    """Return what the best score of each query says."""
    loud = {query: score for query, score in best.items() if score >= WEAK_SCORE}
    return Shown(len(best), len(loud), max(best.values(), default=0.0), loud)
