"""The process of Milvus Lite 2.5 may die, hang or be orphaned at any moment."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import random
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest

from engine.store.open import LITE_25_FILE, StoreSetting, lite_version, open_store
from tests.contract.passages import found, plain

if lite_version() >= (3,):
    pytest.skip("Milvus Lite 3 has no process of its own", allow_module_level=True)

from engine.store import lite25_link, lite25_server
from engine.store.filters import PathIs
from engine.store.lite25_link import Lite25Link
from engine.store.milvus_dialect import LITE_25
from engine.store.milvus_errors import LinkLostError, StoreBrokenError
from engine.store.milvus_store import MilvusVectors
from engine.store.schema import Shape
from engine.store.vectors import Place as FilePlace

ROOT = Path(__file__).parents[2]


@pytest.fixture
def link(tmp_path: Path) -> Iterator[Lite25Link]:
    opened = Lite25Link(tmp_path / LITE_25_FILE, Shape(8))
    yield opened
    opened.close()


@pytest.fixture
def store(link: Lite25Link) -> MilvusVectors:
    return MilvusVectors(link, "a", Shape(8))


def kill(pid: int) -> None:
    """Kill a child of this process and wait until it is dead."""
    process = psutil.Process(pid)
    process.kill()
    psutil.wait_procs([process], timeout=10)


def test_a_dead_server_is_started_again_by_whatever_comes_next(
    link: Lite25Link, store: MilvusVectors
) -> None:
    batch = plain(0, 100)
    store.insert(batch)
    kill(link.pid)
    assert store.search_dense(batch.dense[5], 1)[0].pk == 5
    kill(link.pid)
    store.insert(plain(100, 100))
    kill(link.pid)
    store.delete_files([0])
    kill(link.pid)
    assert found(store) == set(range(10, 200))


def test_a_server_killed_during_inserts_loses_and_doubles_nothing(
    link: Lite25Link, store: MilvusVectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lite25_link, "CRASH_SECONDS", 0.0)
    acknowledged, never = threading.Event(), threading.Event()
    rng, done = random.Random(1), 0

    def killer() -> None:
        landed = 0
        while landed < 6:
            acknowledged.clear()
            assert acknowledged.wait(60)
            never.wait(rng.uniform(0.0, 0.03))
            with contextlib.suppress(psutil.NoSuchProcess):  # between two servers
                kill(link.pid)
                landed += 1

    thread = threading.Thread(target=killer)
    thread.start()
    while thread.is_alive():
        store.insert(plain(done, 200))
        done += 200
        acknowledged.set()
    thread.join()
    assert store.count() == done
    assert found(store) == set(range(min(done, 16_384)))


def test_a_server_killed_during_deletes_and_moves_keeps_none_and_loses_none(
    link: Lite25Link, store: MilvusVectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lite25_link, "CRASH_SECONDS", 0.0)
    acknowledged, never = threading.Event(), threading.Event()
    rng, kept = random.Random(2), set(range(4_000))
    store.insert(plain(0, 4_000))

    def killer() -> None:
        for _ in range(6):
            acknowledged.clear()
            assert acknowledged.wait(60)
            never.wait(rng.uniform(0.0, 0.03))
            with contextlib.suppress(psutil.NoSuchProcess):  # between two servers
                kill(link.pid)

    thread = threading.Thread(target=killer)
    thread.start()
    gone, moved = 0, 1
    while thread.is_alive():
        store.delete_files([gone])
        kept -= set(range(gone * 10, gone * 10 + 10))
        store.retag({moved: FilePlace("/moved.md", "md", 7)})
        gone, moved = gone + 2, moved + 2
        acknowledged.set()
    thread.join()
    assert found(store) == kept
    assert store.count() == len(kept)
    assert store.count(PathIs("/moved.md")) == 5 * gone


def test_a_server_killed_while_it_loads_is_started_again(tmp_path: Path) -> None:
    first = Lite25Link(tmp_path / LITE_25_FILE, Shape(8))
    MilvusVectors(first, "a", Shape(8)).insert(plain(0, 2_000))
    first.close()
    never = threading.Event()

    def killer(delay: float) -> None:
        while not (servers := psutil.Process().children()):
            never.wait(0.001)
        never.wait(delay)
        with contextlib.suppress(psutil.NoSuchProcess):
            kill(servers[0].pid)

    for delay in (0.0, 0.02, 0.05, 0.1, 0.2):
        thread = threading.Thread(target=killer, args=(delay,))
        thread.start()
        link = Lite25Link(tmp_path / LITE_25_FILE, Shape(8))
        thread.join()
        assert MilvusVectors(link, "a", Shape(8)).count() == 2_000
        link.close()


def test_a_server_killed_during_searches_is_not_noticed(
    link: Lite25Link, store: MilvusVectors
) -> None:
    batch = plain(0, 500)
    store.insert(batch)
    expected = [store.search_dense(batch.dense[i], 5) for i in range(50)]
    answers: dict[int, list[object]] = {}

    def search(first: int) -> None:
        for i in range(first, 50, 2):
            answers[i] = list(store.search_dense(batch.dense[i], 5))

    threads = [threading.Thread(target=search, args=(first,)) for first in range(2)]
    for thread in threads:
        thread.start()
    kill(link.pid)
    for thread in threads:
        thread.join()
    assert [answers[i] for i in range(50)] == expected


def test_a_hanging_server_is_replaced_after_the_time_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lite25_server, "LITE_25", dataclasses.replace(LITE_25, call_seconds=1.0))
    link = Lite25Link(tmp_path / LITE_25_FILE, Shape(8))
    store = MilvusVectors(link, "a", Shape(8))
    store.insert(plain(0, 50))
    os.kill(link.pid, signal.SIGSTOP)
    assert store.count() == 50
    link.close()


def test_a_living_server_that_no_call_reaches_any_more_is_replaced(
    link: Lite25Link, store: MilvusVectors, caplog: pytest.LogCaptureFixture
) -> None:
    store.insert(plain(0, 50))
    first = link.pid
    server = link._server  # pyright: ignore[reportPrivateUsage]
    assert server is not None
    server.connection.close()
    for _ in range(lite25_link.MOST_LOST - 1):
        with pytest.raises(LinkLostError):
            store.count()
    assert store.count() == 50
    assert link.pid != first
    assert "was started again" in caplog.text


def test_a_server_that_keeps_dying_is_given_up(link: Lite25Link, store: MilvusVectors) -> None:
    def crash() -> None:
        for _ in range(lite25_link.MOST_CRASHES + 1):
            kill(link.pid)
            store.count()

    with pytest.raises(StoreBrokenError, match="times in five minutes") as caught:
        crash()
    assert caught.value.hint


def test_an_orphaned_server_ends_and_the_store_opens_again_at_once(tmp_path: Path) -> None:
    script = (
        "import sys, pathlib\n"
        "from engine.store.lite25_link import Lite25Link\n"
        "from engine.store.schema import Shape\n"
        "link = Lite25Link(pathlib.Path(sys.argv[1]), Shape(8))\n"
        "print(link.pid, flush=True); sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path / LITE_25_FILE)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    ) as owner:
        assert owner.stdout
        server = psutil.Process(int(owner.stdout.readline()))
        owner.kill()
    store = open_store(StoreSetting(), tmp_path, "a", 8)
    store.insert(plain(0, 3))
    store.close()
    psutil.wait_procs([server], timeout=10)
    assert not server.is_running() or server.status() == psutil.STATUS_ZOMBIE


@pytest.mark.parametrize("umask", [0o000, 0o022])
def test_nobody_else_can_reach_the_server_or_read_its_files(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        link = Lite25Link(tmp_path / LITE_25_FILE, Shape(8))
    finally:
        os.umask(before)
    MilvusVectors(link, "a", Shape(8)).insert(plain(0, 3))
    server = link._server
    assert server is not None
    socket = Path(server.process.uri.removeprefix("unix:"))
    assert stat.S_IMODE(socket.parent.stat().st_mode) == 0o700
    for path in (*tmp_path.iterdir(), socket):
        assert not stat.S_IMODE(path.stat().st_mode) & 0o077, path
    link.close()
    assert not socket.parent.exists()


def test_folders_with_any_name_are_opened(tmp_path: Path) -> None:
    folder = tmp_path / "내 문서 \"x\" 'y' $z"
    folder.mkdir()
    store = open_store(StoreSetting(), folder, "a", 8)
    store.insert(plain(0, 3))
    assert len(store.search_dense(np.ones(8, np.float32), 5)) == 3
    store.close()
