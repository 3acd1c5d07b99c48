"""A process that indexes and says so, to be killed: ``python -m … STATE DOCUMENTS``."""

from __future__ import annotations

import sys
from pathlib import Path

from engine.host.cancellation import Token
from engine.jobs import indexing, progress, rounds, waiting
from engine.protocol.messages import Progress
from tests.process.indexing_parts import opened


def say(report: Progress) -> None:
    """Print a line for each report: the parent counts them."""
    print(report.phase, report.passages, flush=True)  # noqa: T201


def main() -> None:
    """Index in many small batches, so that a kill meets every stage."""
    rounds.FLUSH_PASSAGES = 40
    waiting.BATCH_FILES = 2
    progress._EVERY = 0.0  # pyright: ignore[reportPrivateUsage]
    state, documents = (Path(argument) for argument in sys.argv[1:])
    print("opening", flush=True)  # noqa: T201
    with opened(state, documents) as index:
        indexing.Indexer(index, workers=1).run(Token(), say)


if __name__ == "__main__":
    main()
