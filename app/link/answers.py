"""What the link hands to the window beside the engine's own messages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.protocol.messages import Failed, Hit, QueryNote


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with the query that it belongs to."""

    query: str
    hits: tuple[Hit, ...]
    notes: tuple[QueryNote, ...]
    seconds: float
    final: bool
    """False: the first order, to be refined."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """An expected failure on its way to a person."""

    code: str
    message: str = ""
    hint: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    query: str | None = None
    """The query that failed, where it was one."""
    retry_seconds: float | None = None
    """When the engine is tried next, where it is lost."""


def trouble_of(failed: Failed, query: str | None = None) -> Trouble:
    """What an engine's failure is to a person."""
    facts = tuple(failed.facts.items())
    return Trouble(failed.code, failed.message, failed.hint, facts, query)
