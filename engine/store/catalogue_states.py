"""A file's life as data: which state may follow which."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where a file stands. The value is what the catalogue stores."""

    SEEN = "seen"
    """Found by a scan, to be read. It may still have the passages of its former content."""
    READING = "reading"
    """Its rows in the vector store are being replaced; what they are is not known after a crash."""
    INDEXED = "indexed"
    """Catalogue and vector store hold the same passages of it."""
    FAILED = "failed"
    """It could not be read; the reason stands beside it, and it has no passages."""
    GONE = "gone"
    """It left the disk or the library; its passages are being removed, then its entry."""


ALLOWED: dict[State, frozenset[State]] = {
    State.SEEN: frozenset({State.READING, State.GONE}),
    State.READING: frozenset({State.INDEXED, State.FAILED, State.SEEN, State.GONE}),
    State.INDEXED: frozenset({State.SEEN, State.GONE}),
    State.FAILED: frozenset({State.SEEN, State.GONE}),
    State.GONE: frozenset(),
}
"""What may follow what. READING to GONE: the file was deleted while it was being read."""


def sources(target: State) -> tuple[State, ...]:
    """Return the states from which ``target`` may be entered."""
    return tuple(state for state, targets in ALLOWED.items() if target in targets)
