"""A process whose data folder has no room or cannot be written.

``python -m … STATE DOCUMENTS ROOM…``: STATE is a tmpfs of this process's own mount namespace, ROOM
the bytes that are left on it, each tried; see `test_starving.py`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from engine.jobs.index import LibraryIndex
from engine.protocol.errors import StoreError
from engine.store.catalogue_states import State
from tests.process.indexing_parts import Content, content, document, fill, opened, run

BALLAST = "ballast"


def remount(state: Path, options: str) -> None:
    """Change the mount of the data folder."""
    subprocess.run(["mount", "-o", f"remount,{options}", str(state)], check=True)


def leave(state: Path, room: int) -> None:
    """Fill the disk up to so many bytes."""
    with (state / BALLAST).open("wb") as ballast:
        ballast.truncate(0)
        free = shutil.disk_usage(state).free
        for _ in range(max(0, free - room) >> 16):
            ballast.write(bytes(1 << 16))


def say(*words: object) -> None:
    """Tell the test."""
    print(*words, flush=True)  # noqa: T201


def fails(index: LibraryIndex) -> str:
    """Index; return the code of what went wrong."""
    try:
        run(index)
    except StoreError as error:
        return error.code if error.hint else f"{error.code} without a hint"
    return "nothing"


def opening_fails(state: Path, documents: Path) -> str:
    """Open; return the code of what went wrong."""
    try:
        with opened(state, documents):
            return "nothing"
    except StoreError as error:
        return error.code if error.hint else f"{error.code} without a hint"


def known(state: Path, documents: Path) -> Content:
    """Open and index undisturbed; return what is then known."""
    with opened(state, documents) as index:
        run(index)
        assert not index.catalogue.files_in(State.SEEN, State.READING, State.GONE, State.FAILED)
        return content(index)


def change(documents: Path, salt: int) -> None:
    """Give every third file another content."""
    for number, path in enumerate(sorted(documents.rglob("*.md"))):
        if number % 3 == 0:
            path.write_text(document(salt + number, 30), encoding="utf-8")


def full(state: Path, documents: Path, rooms: list[int]) -> None:
    """Fill the disk at several points of a run; make room in the same sitting, and later."""
    for salt, room in enumerate(rooms):
        change(documents, 1_000 * salt)
        with opened(state, documents) as index:
            leave(state, room)
            say("full", fails(index), fails(index))
            (state / BALLAST).unlink()
            run(index)
            assert content(index) == known(state.with_name(f"roomy {salt}"), documents)
        change(documents, 5_000 + salt)
        with opened(state, documents) as index:
            leave(state, room)
            say("full", fails(index))
        say("opening", opening_fails(state, documents))
        (state / BALLAST).unlink()
        expected = known(state.with_name(f"roomy again {salt}"), documents)
        assert known(state, documents) == expected


def read_only(state: Path, documents: Path) -> None:
    """Take the right to write away while it is closed, and while it is open."""
    before = known(state, documents)
    remount(state, "ro")
    say("read-only", opening_fails(state, documents))
    remount(state, "rw")
    with opened(state, documents) as index:
        assert index.healed == ()
        assert content(index) == before


def main() -> None:
    """Do both."""
    state, documents = (Path(argument) for argument in sys.argv[1:3])
    fill(documents, 60, 60)
    full(state, documents, [int(room) for room in sys.argv[3:]])
    read_only(state, documents)
    say("done")


if __name__ == "__main__":
    main()
