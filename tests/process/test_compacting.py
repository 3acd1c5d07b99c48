"""Dead space is given back while searches go on; a crash at any point leaves one whole store."""

from __future__ import annotations

import errno
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from engine.host.cancellation import Token
from engine.protocol.errors import Cancelled
from engine.store import compacting
from engine.store.open import LITE_25_FILE, StoreSetting, lite_version, open_store
from tests.contract.passages import found, plain

if lite_version() >= (3,):
    pytest.skip("Milvus Lite 3 compacts on its own", allow_module_level=True)

from engine.store.lite25_link import Lite25Link
from engine.store.milvus_errors import StaleCopyError
from engine.store.milvus_store import MilvusVectors
from engine.store.schema import Shape

pytestmark = pytest.mark.usefixtures("eager")
ROOT = Path(__file__).parents[2]
ROWS, LEFT = 6_000, 1_000
DEAD_FILES = list(range((ROWS - LEFT) // 10))
LIVING = set(range(ROWS - LEFT, ROWS))


@pytest.fixture
def link(tmp_path: Path) -> Iterator[Lite25Link]:
    opened = Lite25Link(tmp_path / LITE_25_FILE, Shape(8))
    yield opened
    opened.close()


@pytest.fixture
def store(link: Lite25Link) -> MilvusVectors:
    """A store of which more than half is dead."""
    store = MilvusVectors(link, "a", Shape(8))
    for first in range(0, ROWS, 2_000):
        store.insert(plain(first, 2_000))
    store.delete_files(DEAD_FILES)
    return store


def databases(folder: Path) -> list[str]:
    """Return the names of what is in a folder but locks and logs."""
    names = (path.name for path in folder.iterdir())
    return sorted(name for name in names if not name.endswith((".lock", ".log")))


def size(folder: Path) -> int:
    """Return the bytes of the databases in a folder."""
    return sum((folder / name).stat().st_size for name in databases(folder))


def test_dead_space_goes_back_to_the_disk(store: MilvusVectors, tmp_path: Path) -> None:
    before = size(tmp_path)
    assert store.compact(Token()) == before - size(tmp_path) > before // 2
    assert found(store) == LIVING
    assert store.compact(Token()) == 0
    store.insert(plain(0, 500))
    assert store.count() == LEFT + 500
    store.close()
    again = open_store(StoreSetting(), tmp_path, "a", 8)
    assert found(again) == LIVING | set(range(500))
    again.delete_files(list(range(ROWS // 10)))
    assert again.compact(Token()) > 0
    assert again.count() == 0
    assert databases(tmp_path) == [f"{LITE_25_FILE}.2"]
    again.close()


def test_rows_that_only_memory_holds_are_let_go(link: Lite25Link, store: MilvusVectors) -> None:
    store.compact(Token())
    first = link.pid
    rewritten = plain(ROWS - LEFT, LEFT)
    for _ in range(5):
        store.upsert(rewritten)
    assert store.compact(Token()) == 0
    assert link.pid == first  # few are dead
    store.upsert(rewritten)
    store.compact(Token())
    assert link.pid != first
    assert found(store) == LIVING
    second = link.pid
    store.compact(Token())
    assert link.pid == second


def test_what_is_mostly_alive_is_left_alone(store: MilvusVectors, tmp_path: Path) -> None:
    store.compact(Token())
    store.delete_files(list(range(ROWS // 10 - LEFT // 30, ROWS // 10)))
    before = databases(tmp_path)
    assert store.compact(Token()) == 0
    assert databases(tmp_path) == before


def test_searches_go_on_meanwhile_and_agree(link: Lite25Link, store: MilvusVectors) -> None:
    batch = plain(ROWS - 50, 50)
    alone = [store.search_dense(vector, 20) for vector in batch.dense]
    done, started = threading.Event(), threading.Event()
    answers: list[bool] = []

    def search() -> None:
        while not done.is_set():
            for vector, expected in zip(batch.dense, alone, strict=True):
                answers.append(store.search_dense(vector, 20) == expected)
                started.set()

    threads = [threading.Thread(target=search) for _ in range(2)]
    for thread in threads:
        thread.start()
    started.wait(30)
    first = link.pid
    assert store.compact(Token()) > 0
    seen = len(answers)
    while len(answers) < seen + 100 and any(thread.is_alive() for thread in threads):
        done.wait(0.01)
    done.set()
    for thread in threads:
        thread.join()
    assert link.pid != first
    assert not psutil.pid_exists(first)
    assert all(answers)
    assert len(answers) >= seen + 100


def test_called_off_it_leaves_all_as_it_was(store: MilvusVectors, tmp_path: Path) -> None:
    token = Token()
    token.cancel()
    with pytest.raises(Cancelled):
        store.compact(token)
    assert databases(tmp_path) == [LITE_25_FILE]
    assert found(store) == LIVING


def test_called_off_while_the_copy_is_loaded_it_leaves_all_as_it_was(
    store: MilvusVectors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, copy_live = Token(), compacting.copy_live

    def copied(database: Path, target: Path, token: Token) -> None:
        copy_live(database, target, token)
        token.cancel()

    monkeypatch.setattr(compacting, "copy_live", copied)
    with pytest.raises(Cancelled):
        store.compact(token)
    assert databases(tmp_path) == [LITE_25_FILE]
    assert found(store) == LIVING


def test_a_token_that_is_cancelled_later_does_no_harm(store: MilvusVectors) -> None:
    token = Token()
    assert store.compact(token) > 0
    token.cancel()
    assert found(store) == LIVING


def test_without_room_nothing_is_done(
    store: MilvusVectors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compacting, "SPARE_BYTES", 1 << 60)
    assert store.compact(Token()) == 0
    assert databases(tmp_path) == [LITE_25_FILE]


def test_a_server_killed_while_the_copy_is_made_is_not_noticed(
    link: Lite25Link, store: MilvusVectors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_live = compacting.copy_live

    def copied(database: Path, target: Path, token: Token) -> None:
        copy_live(database, target, token)
        server = psutil.Process(link.pid)
        server.kill()
        psutil.wait_procs([server], timeout=10)

    monkeypatch.setattr(compacting, "copy_live", copied)
    assert store.compact(Token()) > 0
    assert found(store) == LIVING
    assert databases(tmp_path) == [f"{LITE_25_FILE}.1"]


def refuse(*_: object) -> None:
    """Fail as a disk does."""
    raise OSError(errno.EIO, "Input/output error")


def test_a_copy_that_is_not_on_the_disk_for_sure_is_removed_and_not_tried_again_soon(
    link: Lite25Link, store: MilvusVectors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(compacting, "flush_folder", refuse)
        assert store.compact(Token()) == 0
        assert databases(tmp_path) == [LITE_25_FILE]
    assert store.compact(Token()) == 0  # it rests, though it would succeed
    store.delete_files([ROWS // 10 - 1])
    link.close()
    again = open_store(StoreSetting(), tmp_path, "a", 8)
    assert found(again) == LIVING - set(range(ROWS - 10, ROWS))
    assert again.compact(Token()) > 0
    again.close()


def test_a_copy_that_cannot_be_removed_is_said(
    store: MilvusVectors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(compacting, "flush_folder", refuse)
        patch.setattr(Path, "unlink", refuse_numbered(Path.unlink))
        with pytest.raises(StaleCopyError):
            store.compact(Token())
    store.close()
    again = open_store(StoreSetting(), tmp_path, "a", 8)
    assert found(again) == LIVING
    again.close()


def refuse_numbered(unlink: Callable[..., None]) -> Callable[..., None]:
    """Return what removes files, but no numbered copies."""

    def chosen(path: Path, *, missing_ok: bool = False) -> None:
        if path.name.endswith(".1"):
            refuse()
        unlink(path, missing_ok=missing_ok)

    return chosen


@pytest.mark.parametrize("moment", ["copy_live", "replace", "served", "exchanged", "removed"])
def test_killed_at_any_moment_one_whole_store_is_left(
    store: MilvusVectors, tmp_path: Path, moment: str
) -> None:
    store.close()
    command = [sys.executable, "-m", "tests.process.compacting_killed", str(tmp_path), moment]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == -9, done.stderr
    again = open_store(StoreSetting(), tmp_path, "a", 8)
    assert found(again) == LIVING
    assert len(databases(tmp_path)) == 1
    again.insert(plain(0, 10))
    again.close()
    again = open_store(StoreSetting(), tmp_path, "a", 8)
    assert again.count() == LEFT + 10
    again.close()
