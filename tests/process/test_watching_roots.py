"""Watched libraries' own folders: moved away, linked, shared, single files, and removed."""

import sys
from pathlib import Path

import pytest

from engine.files.watching import FolderWatch
from tests.process.watching_parts import Library

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="inotify"),
    pytest.mark.usefixtures("soon_quiet"),
]


def test_folders_that_a_scan_does_not_enter_are_not_watched(watch: FolderWatch, root: Path):
    (root / "node_modules" / "x").mkdir(parents=True)
    library = Library(watch, root, skip=lambda path: path.name == "node_modules")
    assert watch.watches == 2
    (root / "node_modules" / "x" / "a.txt").write_text("a")
    (root / "b.txt").write_text("b")
    assert library.wait_for(root / "b.txt") == [str(root / "b.txt")]


def test_folders_that_a_whole_scan_enters_no_more_are_unwatched(watch: FolderWatch, root: Path):
    library = Library(watch, root)
    assert watch.watches == 2
    library.watch.entering(str(root))
    library.watch.scanned((), whole=True)
    assert watch.watches == 1


def test_a_root_that_is_moved_away_and_one_that_takes_its_place_are_marked(
    watch: FolderWatch, root: Path, tmp_path: Path
):
    library = Library(watch, root)
    root.rename(tmp_path / "aside")
    library.wait_for(root)
    assert watch.watches == 0
    root.mkdir()
    library.wait_for(root)
    (root / "a.txt").write_text("a")
    library.wait_for(root / "a.txt")


def test_a_root_below_a_folder_that_is_renamed_is_marked(
    watch: FolderWatch, root: Path, tmp_path: Path
):
    library = Library(watch, root / "sub")
    root.rename(tmp_path / "renamed")
    library.wait_for(root / "sub")
    (tmp_path / "renamed").rename(root)
    library.wait_for(root / "sub")


def test_a_single_file_as_a_root_is_marked_when_it_changes_goes_and_comes(
    watch: FolderWatch, root: Path
):
    path = root / "sub" / "old.txt"
    library = Library(watch, path)
    assert watch.watches == 0
    beside = path.with_name("beside")
    beside.write_text("another")
    beside.replace(path)
    library.wait_for(path)
    path.unlink()
    library.wait_for(path)
    path.write_text("back")
    library.wait_for(path)


def test_a_linked_root_is_watched_but_no_link_below(watch: FolderWatch, root: Path, tmp_path: Path):
    link = tmp_path / "link"
    link.symlink_to(root)
    (root / "loop").symlink_to(root)
    library = Library(watch, link)
    (link / "sub" / "a.txt").write_text("a")
    assert library.wait_for(link / "sub" / "a.txt") == [str(link / "sub" / "a.txt")]
    assert watch.watches == 2


def test_two_libraries_with_the_same_folder_share_its_watch_and_both_are_told(
    watch: FolderWatch, root: Path
):
    one, two = Library(watch, root), Library(watch, root / "sub")
    assert watch.watches == 2
    (root / "sub" / "a.txt").write_text("a")
    one.wait_for(root / "sub" / "a.txt")
    two.wait_for(root / "sub" / "a.txt")
    one.watch.close()
    assert watch.watches == 1
    (root / "sub" / "a.txt").write_text("b")
    two.wait_for(root / "sub" / "a.txt")
    assert one.settle() == []


def test_removing_a_folder_of_a_library_unwatches_it(
    watch: FolderWatch, root: Path, tmp_path: Path
):
    other = tmp_path / "other"
    (other / "deep").mkdir(parents=True)
    library = Library(watch, root, other)
    assert watch.watches == 4
    library.set_roots(root)
    assert watch.watches == 2


def test_what_the_engine_writes_itself_is_no_news(root: Path):
    watch = FolderWatch(own=[str(root / "sub")])
    try:
        library = Library(watch, root)
        assert watch.watches == 1
        (root / "sub" / "a.txt").write_text("a")
        (root / "b.txt").write_text("b")
        assert library.wait_for(root / "b.txt") == [str(root / "b.txt")]
    finally:
        watch.close()
