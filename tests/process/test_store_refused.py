"""A sound store outlives whatever keeps its server from starting."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from engine.jobs.index import LibraryIndex
from engine.protocol.errors import StoreError
from engine.store.integrity import OpenMark
from engine.store.open import embedded_database, lite_version
from tests.process.indexing_parts import content, fill, opened, run

if lite_version() >= (3,):
    pytest.skip("Milvus Lite 3 has no process of its own", allow_module_level=True)

from engine.store import lite25_process, lite25_server
from engine.store.milvus_connection import MilvusConnection
from engine.store.milvus_errors import StoreNotStartedError
from engine.store.schema import Shape

Refusal = Callable[[pytest.MonkeyPatch, Path], None]


@pytest.fixture
def library(tmp_path: Path) -> tuple[Path, Path]:
    """The state of an index and its documents."""
    fill(tmp_path / "documents", 3, 2)
    with opened(tmp_path / "state", tmp_path / "documents") as index:
        run(index)
    return tmp_path / "state", tmp_path / "documents"


def refusing(number: int) -> Callable[..., None]:
    """Return something that the system refuses."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, "refused")

    return refuse


def no_temporary_folder(patch: pytest.MonkeyPatch, _: Path) -> None:
    patch.setattr(lite25_process, "private_folder", refusing(errno.ENOSPC))


def no_descriptor_for_the_lock(patch: pytest.MonkeyPatch, _: Path) -> None:
    patch.setattr(lite25_process, "_locked", refusing(errno.EMFILE))


def no_process(patch: pytest.MonkeyPatch, _: Path) -> None:
    patch.setattr(lite25_process.subprocess, "Popen", refusing(errno.EAGAIN))


def killed_while_it_starts(patch: pytest.MonkeyPatch, folder: Path) -> None:
    (folder / "milvus").write_text("#!/bin/sh\nkill -9 $$\n")
    (folder / "milvus").chmod(0o755)
    patch.setattr(lite25_process, "binary_folder", lambda: folder)


def killed_while_it_loads(patch: pytest.MonkeyPatch, _: Path) -> None:
    ready = lite25_server.make_ready

    def make_ready(connection: MilvusConnection, shape: Shape) -> None:
        for child in psutil.Process().children():
            if child.name() == "milvus" and any("unix:" in word for word in child.cmdline()):
                child.kill()
                child.wait(10)
        ready(connection, shape)

    patch.setattr(lite25_server, "make_ready", make_ready)


REFUSALS = (
    no_temporary_folder,
    no_descriptor_for_the_lock,
    no_process,
    killed_while_it_starts,
    killed_while_it_loads,
)


def store_file(state: Path) -> int:
    """Return the number that tells the store's file from one made anew."""
    database = embedded_database(state)
    assert database is not None
    return database.stat().st_ino


@pytest.mark.parametrize("refusal", REFUSALS)
def test_a_server_that_cannot_start_costs_no_store(
    library: tuple[Path, Path],
    refusal: Refusal,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    state, documents = library
    before = store_file(state)
    with monkeypatch.context() as patch:
        refusal(patch, tmp_path)
        for _ in range(5):
            with pytest.raises(StoreNotStartedError) as caught, opened(state, documents):
                pass
            assert caught.value.hint
    assert store_file(state) == before
    with opened(state, documents) as index:
        assert index.healed == ()
        assert index.store.count() > 0


@pytest.mark.parametrize("refusal", REFUSALS)
def test_a_store_that_is_given_up_stays_until_another_one_opens(
    library: tuple[Path, Path],
    refusal: Refusal,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    state, documents = library
    before = store_file(state)
    for _ in range(3):
        OpenMark(state).distrust()
    with monkeypatch.context() as patch:
        refusal(patch, tmp_path)
        with pytest.raises(StoreNotStartedError), opened(state, documents):
            pass
    assert store_file(state) == before
    with opened(state, documents) as index:
        assert [healed.code for healed in index.healed] == ["store-remade"]
        run(index)
        assert content(index).totals[0] > 0
    assert not list(state.glob("*aside*"))


def test_what_a_crash_left_aside_is_removed_by_the_next_opening(
    library: tuple[Path, Path],
) -> None:
    state, documents = library
    from engine.store.aside import put_aside

    put_aside(state)
    with opened(state, documents) as index:
        run(index)
        assert content(index).totals[0] > 0
    assert not list(state.glob("*aside*"))


def test_failures_count_together_only_within_hours(tmp_path: Path) -> None:
    now = [1e9]

    def mark() -> OpenMark:
        return OpenMark(tmp_path, now=lambda: now[0])

    for _ in range(2):
        mark().distrust()
    now[0] += 7 * 3600
    for _ in range(2):
        mark().distrust()
    assert not mark().given_up
    mark().distrust()
    assert mark().given_up


def test_openings_that_fail_at_once_count_as_one(tmp_path: Path) -> None:
    now = [1e9]
    for _ in range(9):
        OpenMark(tmp_path, now=lambda: now[0]).could_not_open()
    assert not OpenMark(tmp_path, now=lambda: now[0]).given_up
    for _ in range(2):
        now[0] += 61
        OpenMark(tmp_path, now=lambda: now[0]).could_not_open()
    assert OpenMark(tmp_path, now=lambda: now[0]).given_up


def test_a_closed_store_does_not_count_as_damaged(library: tuple[Path, Path]) -> None:
    state, documents = library
    with opened(state, documents) as index:
        assert isinstance(index, LibraryIndex)
    with pytest.raises(StoreError) as caught:
        index.store.count()
    assert caught.value.code == "store-closed"
