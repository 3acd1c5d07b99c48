"""What goes wrong with a store is told with a code, and loses nothing."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.protocol.errors import StoreError
from engine.store.aside import put_aside
from engine.store.milvus_errors import (
    StoreBusyError,
    StoreDimensionError,
    StoreTooNewError,
    StoreUnreachableError,
)
from engine.store.open import StoreSetting, open_store
from engine.store.vectors import VectorStore
from tests.contract.conftest import DIM, Place, free_port
from tests.contract.passages import (
    Row,
    batch_of,
    found,
    plain,
    with_sparse,
)

ROOT = Path(__file__).parents[2]


def test_vectors_of_another_length_are_refused(store: VectorStore) -> None:
    with pytest.raises(StoreDimensionError) as caught:
        store.insert(replace(plain(0, 3), dense=np.zeros((3, DIM + 1), np.float32)))
    assert caught.value.code == "store-dimension"
    with pytest.raises(StoreDimensionError):
        store.search_dense(np.zeros(DIM + 1, np.float32), 3)
    assert store.count() == 0


def test_impossible_batches_are_our_bugs(store: VectorStore) -> None:
    for batch in (
        with_sparse(plain(0, 1), [3], [-1.0]),
        with_sparse(plain(0, 1), [3], [float("nan")]),
        replace(plain(0, 1), dense=np.full((1, DIM), np.nan, np.float32)),
        batch_of([Row(1, 1, "/a", "", 0, 0, "")] * 2),
    ):
        with pytest.raises(ValueError, match="must be"):
            store.insert(batch)


def test_an_open_store_is_busy_for_everyone_else(embedded: Place) -> None:
    script = (
        "import sys, pathlib\n"
        "from engine.store.open import StoreSetting, open_store\n"
        "from engine.protocol.errors import StoreError\n"
        "try: open_store(StoreSetting(), pathlib.Path(sys.argv[1]), 'a', 8)\n"
        "except StoreError as error: print(error.code)\n"
    )
    with embedded.opened():
        with pytest.raises(StoreBusyError), embedded.opened():
            pass
        command = [sys.executable, "-c", script, str(embedded.folder)]
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
        assert done.stdout.strip() == "store-busy"
    with embedded.opened() as store:
        assert store.count() == 0


def test_a_store_of_another_dimension_says_so_and_can_be_made_anew(embedded: Place) -> None:
    with embedded.opened(dim=DIM) as store:
        store.insert(plain(0, 3))
    with pytest.raises(StoreDimensionError), embedded.opened(dim=DIM + 1):
        pass
    put_aside(embedded.folder)
    with embedded.opened(dim=DIM + 1) as store:
        assert store.count() == 0


def test_a_store_of_a_newer_version_is_left_alone(
    embedded: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with embedded.opened() as store:
        store.insert(plain(0, 3))
    with monkeypatch.context() as patched:
        patched.setattr("engine.store.schema.VERSION", 2)
        patched.setattr("engine.store.milvus_link.VERSION", 2)
        with embedded.opened() as newer:
            newer.insert(plain(0, 1))
    with pytest.raises(StoreTooNewError), embedded.opened():
        pass


def test_a_damaged_store_is_an_expected_failure(embedded: Place) -> None:
    with embedded.opened() as store:
        store.insert(plain(0, 3))
    for path in embedded.folder.rglob("*"):
        if path.is_file() and "lock" not in path.name.lower():
            path.write_bytes(b"not what it was" * 1000)
    with pytest.raises(StoreError) as caught, embedded.opened():
        pass
    assert caught.value.code.startswith("store-")
    put_aside(embedded.folder)
    with embedded.opened() as store:
        assert store.count() == 0


def test_a_server_that_is_not_there_is_an_expected_failure(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachableError) as caught:
        open_store(StoreSetting(uri=f"http://localhost:{free_port()}"), tmp_path, "a", DIM)
    assert caught.value.hint


def test_a_closed_store_says_so_and_closes_twice(place: Place) -> None:
    with place.opened() as store:
        store.close()
        with pytest.raises(StoreError):
            store.count()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_a_killed_writer_loses_no_acknowledged_row(embedded: Place) -> None:
    script = (
        "import sys, pathlib\n"
        "from engine.store.open import StoreSetting, open_store\n"
        "from tests.contract.passages import plain\n"
        "store = open_store(StoreSetting(), pathlib.Path(sys.argv[1]), 'a', 8)\n"
        "for first in range(int(sys.argv[2]), 10**9, 50):\n"
        "    store.insert(plain(first, 50)); print(first + 50, flush=True)\n"
    )
    rng, done = random.Random(5), 0
    for _ in range(3):
        command = [sys.executable, "-c", script, str(embedded.folder), str(done)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as writer:
            assert writer.stdout
            for _ in range(rng.randint(5, 40)):
                done = int(writer.stdout.readline())
            writer.send_signal(signal.SIGKILL)
            done = max([done, *(int(line) for line in writer.stdout if line.endswith("\n"))])
        with embedded.opened() as store:
            keys = found(store)
            assert keys >= set(range(done))
            assert store.count() == len(keys) <= done + 50
            store.delete_files(list(range(done // 10, done // 10 + 10)))
            done = store.count()
