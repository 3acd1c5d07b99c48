"""Watching whole trees, as on macOS and Windows; on Linux watchdog does it with inotify."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.files.native import Native
from engine.files.watching import FolderWatch
from tests.process.watching_parts import Library


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.files.patience.QUIET", 0.1)
    monkeypatch.setattr("engine.files.watching.TURN", 0.2)


@pytest.fixture
def watch() -> Iterator[FolderWatch]:
    before = set(threading.enumerate())
    watch = FolderWatch(Native())
    yield watch
    watch.close()
    assert set(threading.enumerate()) <= before  # another test's last thread may end meanwhile


def test_what_happens_anywhere_under_a_root_is_marked(watch: FolderWatch, tmp_path: Path):
    deep = tmp_path / "x" / "y"
    deep.mkdir(parents=True)
    library, path = Library(watch, tmp_path), deep / "a.txt"
    path.write_text("a")
    library.wait_for(path)
    path.rename(tmp_path / "b.txt")
    library.wait_for(path, tmp_path / "b.txt")
    (tmp_path / "b.txt").unlink()
    library.wait_for(tmp_path / "b.txt")
    (deep / ".gitignore").write_text("*")
    library.wait_for(deep)


def test_a_root_that_is_made_again_is_watched_again(watch: FolderWatch, tmp_path: Path):
    root = tmp_path / "root"
    root.mkdir()
    library = Library(watch, root)
    root.rename(tmp_path / "aside")
    library.wait_for(root)
    root.mkdir()
    library.wait_for(root)
    library.settle()
    (root / "a.txt").write_text("a")
    library.wait_for(root / "a.txt")


def test_two_libraries_with_one_root_are_both_told_until_they_leave(
    watch: FolderWatch, tmp_path: Path
):
    one, two = Library(watch, tmp_path), Library(watch, tmp_path)
    (tmp_path / "a.txt").write_text("a")
    one.wait_for(tmp_path / "a.txt")
    two.wait_for(tmp_path / "a.txt")
    one.settle()
    one.watch.close()
    (tmp_path / "b.txt").write_text("b")
    two.wait_for(tmp_path / "b.txt")
    assert one.settle() == []


def test_what_is_told_waits_for_nobody_who_watches_or_unwatches(watch: FolderWatch, tmp_path: Path):
    """watchdog calls under a lock that it also takes where something is watched or unwatched."""
    library = Library(watch, tmp_path)
    with watch._source.lock:  # as `set_roots` and `entering` do
        (tmp_path / "a.txt").write_text("a")
        library.wait_for(tmp_path / "a.txt")


def test_a_root_that_is_made_again_is_watched_again_for_all_libraries_that_have_it(
    watch: FolderWatch, tmp_path: Path
):
    root = tmp_path / "root"
    root.mkdir()
    one, two = Library(watch, root), Library(watch, root)
    root.rename(tmp_path / "aside")
    root.mkdir()
    one.wait_for(root)
    one.walk(root)
    (root / "a.txt").write_text("a")
    one.wait_for(root / "a.txt")
    two.wait_for(root / "a.txt")
    two.walk(root)
    one.watch.close()
    two.settle()
    (root / "b.txt").write_text("b")
    two.wait_for(root / "b.txt")
    two.watch.close()
    assert watch._source._trees == {}  # pyright: ignore[reportAttributeAccessIssue]
