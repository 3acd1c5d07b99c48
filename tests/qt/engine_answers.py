"""What an engine would answer to commands that the fixture ``sent`` took down."""

from __future__ import annotations

from app.link.courier import Letter
from app.wiring import Program
from engine.protocol.messages import (
    Command,
    Event,
    Hit,
    QueryPiece,
    QueryRead,
    SearchFinished,
)


def last(sent: list[Command], kind: type[Command]) -> int:
    """The number of the last command of a kind."""
    return max(number for number, command in enumerate(sent, 1) if isinstance(command, kind))


def answer(program: Program, sent: list[Command], kind: type[Command], event: Event) -> None:
    """Answer the last command of a kind."""
    program.link._receive(Letter(last(sent, kind), event))


def finished(*hits: Hit) -> SearchFinished:
    """Return the final answer to a search."""
    return SearchFinished(hits=hits, notes=(), seconds=0.01, first_seconds=0.01, reranked=True)


def as_read(query: str, *pieces: QueryPiece) -> QueryRead:
    """Return how a query is read."""
    return QueryRead(query=query, pieces=pieces, notes=(), completions=())
