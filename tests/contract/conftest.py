"""The vector stores that the contract is checked against.

`embedded` is the installed Milvus Lite, `server` its 2.5 binary listening on a TCP port. The other
Lite is checked by running this folder's contract again in a second environment (`other_lite.py`).
"""

from __future__ import annotations

import os
import socket
import subprocess
import uuid
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from engine.store.open import StoreSetting, lite_version, open_store
from engine.store.vectors import VectorStore

DIM = 8


@dataclass(frozen=True)
class Place:
    """Where one test's store is, so that it can be opened several times."""

    setting: StoreSetting
    folder: Path
    library: str

    @contextmanager
    def opened(self, dim: int = DIM, *, learned: bool = False) -> Generator[VectorStore]:
        store = open_store(self.setting, self.folder, self.library, dim, learned=learned)
        try:
            yield store
        finally:
            store.close()


@pytest.fixture(scope="module")  # other files count, and kill, their process's children
def server_uri(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Milvus on TCP."""
    with serving(tmp_path_factory.mktemp("server"), free_port()) as uri:
        yield uri


@contextmanager
def serving(folder: Path, port: int) -> Generator[str]:
    """Have a Milvus on TCP that keeps its rows in a folder; yield its address."""
    if lite_version() >= (3,):
        pytest.skip("only Milvus Lite 2.5 has a binary that can be started as a server")
    from engine.store.lite25_process import Lite25Lock, binary_folder, lock_file

    database = folder / "a.db"
    lock = Lite25Lock(database)  # the binary ends as soon as nobody holds it
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [
                *(binary_folder() / "milvus", database, f"localhost:{port}"),
                *("ERROR", lock_file(database)),
            ],
            env=os.environ | {"LD_LIBRARY_PATH": str(binary_folder())},
            stdout=log,
            stderr=log,
        )
    try:
        wait_until_listening(process, port)
        yield f"http://localhost:{port}"
    finally:
        process.kill()
        process.wait()
        lock.release()


@pytest.fixture(params=["embedded", "server"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A store that does not exist yet, of each kind."""
    uri = request.getfixturevalue("server_uri") if request.param == "server" else ""
    return Place(StoreSetting(uri=uri), tmp_path, uuid.uuid4().hex)


@pytest.fixture
def embedded(tmp_path: Path) -> Place:
    """An embedded store that does not exist yet."""
    return Place(StoreSetting(), tmp_path, "a")


@pytest.fixture
def store(place: Place) -> Iterator[VectorStore]:
    """An open, empty store of each kind."""
    with place.opened() as opened:
        yield opened


def free_port() -> int:
    """Return a TCP port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


def wait_until_listening(process: subprocess.Popen[bytes], port: int) -> None:
    """Return when something accepts connections on the port; fail when the process ends."""
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("localhost", port)) == 0:
                return
        try:
            process.wait(0.02)
        except subprocess.TimeoutExpired:
            continue
        pytest.fail("the server ended while starting")
