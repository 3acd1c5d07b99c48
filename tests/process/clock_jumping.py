"""A process whose clock jumps while it indexes: ``python -m … STATE DOCUMENTS``.

It runs with `clock_shift.c` loaded; the file that CLOCK_SHIFT names tells by how many seconds.
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

from engine.jobs.index import LibraryIndex
from engine.protocol.errors import StoreError
from tests.process.indexing_parts import content, fill, opened, run

HOUR = 3600
FILES = 6


def jump(seconds: int) -> None:
    """Set the clock to so many seconds after what is true."""
    with Path(os.environ["CLOCK_SHIFT"]).open("r+b") as file:
        file.write(struct.pack("@l", seconds))


def fails(index: LibraryIndex, documents: Path) -> str:
    """Return the code with which an index refuses to be changed."""
    fill(documents / "more", 2, 4)
    try:
        run(index)
    except StoreError as error:
        return error.code
    return ""


def main() -> None:
    """Set the clock forward and back, between sittings and within one; compare at the end."""
    state, documents = (Path(argument) for argument in sys.argv[1:])
    fill(documents, FILES, 4)
    jump(5 * HOUR)
    with opened(state, documents) as index:
        run(index)
        first = content(index)
    jump(0)
    with opened(state, documents) as index:
        print("reopened", *(healed.code for healed in index.healed), flush=True)  # noqa: T201
        run(index)
        assert content(index) == first
        jump(2)
        index.store.delete_files([1])
        jump(1)
        assert index.store.count() == first.totals[0] - len(index.catalogue.passages_of(1))
        jump(-2 * HOUR)
        print("running", fails(index, documents), flush=True)  # noqa: T201
        index.distrust()
    with opened(state, documents) as index:
        print("reopened", *(healed.code for healed in index.healed), flush=True)  # noqa: T201
        run(index)
        assert set(content(index).passages) > set(first.passages)
    jump(HOUR)
    with opened(state, documents) as index:
        print("forward", *(healed.code for healed in index.healed), flush=True)  # noqa: T201
        content(index)


if __name__ == "__main__":
    main()
