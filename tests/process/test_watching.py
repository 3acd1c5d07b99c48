"""Watching real folders: everything that happens is marked, once it is quiet."""

import os
import shutil
import sys
import threading
from pathlib import Path

import pytest

from engine.files.watching import FolderWatch
from tests.process.watching_parts import Library

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="inotify"),
    pytest.mark.usefixtures("soon_quiet"),
]


def test_a_file_made_changed_and_deleted_is_marked_each_time(watch: FolderWatch, root: Path):
    library, path = Library(watch, root), root / "sub" / "a.txt"
    path.write_text("one")
    assert library.wait_for(path) == [str(path)]
    path.write_text("two")
    assert library.wait_for(path) == [str(path)]
    path.unlink()
    assert library.wait_for(path) == [str(path)]


def test_a_change_of_rights_or_time_alone_is_marked(watch: FolderWatch, root: Path):
    library, path = Library(watch, root), root / "sub" / "old.txt"
    path.chmod(0o600)
    library.wait_for(path)
    os.utime(path, (1, 1))
    library.wait_for(path)


def test_both_names_of_a_moved_file_are_given_out_together(watch: FolderWatch, root: Path):
    library = Library(watch, root)
    (root / "sub" / "old.txt").rename(root / "new.txt")
    places = library.next()
    assert places is not None
    assert set(places.paths) == {str(root / "sub" / "old.txt"), str(root / "new.txt")}


def test_a_rename_over_another_file_marks_both(watch: FolderWatch, root: Path):
    (root / "b.txt").write_text("b")
    library = Library(watch, root)
    (root / "sub" / "old.txt").replace(root / "b.txt")
    library.wait_for(root / "sub" / "old.txt", root / "b.txt")


def test_a_case_only_rename_and_the_two_forms_of_a_name_mark_every_name(
    watch: FolderWatch, root: Path
):
    library = Library(watch, root)
    composed, decomposed = root / "caf\u00e9.txt", root / "cafe\u0301.txt"
    composed.write_text("x")
    library.wait_for(composed)
    composed.rename(decomposed)
    library.wait_for(composed, decomposed)
    decomposed.rename(root / "CAFE\u0301.txt")
    library.wait_for(decomposed, root / "CAFE\u0301.txt")


def test_a_folder_made_later_is_watched_with_all_that_is_put_into_it(
    watch: FolderWatch, root: Path
):
    library = Library(watch, root)
    deep = root / "x" / "y" / "z"
    deep.mkdir(parents=True)
    library.wait_for(root / "x")
    (deep / "a.txt").write_text("a")
    library.wait_for(deep / "a.txt")


def test_a_moved_tree_is_watched_at_its_new_place_and_no_more_at_its_old(
    watch: FolderWatch, root: Path
):
    (root / "a" / "b").mkdir(parents=True)
    library = Library(watch, root)
    (root / "a").rename(root / "sub" / "c")
    library.wait_for(root / "a", root / "sub" / "c")
    (root / "sub" / "c" / "b" / "f.txt").write_text("f")
    assert library.wait_for(root / "sub" / "c" / "b" / "f.txt") == [
        str(root / "sub" / "c" / "b" / "f.txt")
    ]
    assert watch.watches == 4


def test_two_trees_that_change_places_keep_their_names_apart(watch: FolderWatch, root: Path):
    for name in "ab":
        (root / name / "in").mkdir(parents=True)
    library = Library(watch, root)
    (root / "a").rename(root / "t")
    (root / "b").rename(root / "a")
    (root / "t").rename(root / "b")
    library.wait_for(root / "a", root / "b")
    (root / "a" / "in" / "x.txt").write_text("x")
    assert library.wait_for(root / "a" / "in" / "x.txt") == [str(root / "a" / "in" / "x.txt")]
    (root / "b" / "in" / "y.txt").write_text("y")
    assert library.wait_for(root / "b" / "in" / "y.txt") == [str(root / "b" / "in" / "y.txt")]


def test_a_tree_moved_out_is_watched_no_more(watch: FolderWatch, root: Path, tmp_path: Path):
    (root / "a" / "b").mkdir(parents=True)
    library = Library(watch, root)
    before = watch.watches
    (root / "a").rename(tmp_path / "outside")
    library.wait_for(root / "a")
    assert watch.watches == before - 2
    (tmp_path / "outside" / "b" / "f.txt").write_text("f")
    (root / "last.txt").write_text("x")
    assert library.wait_for(root / "last.txt") == [str(root / "last.txt")]


def test_a_deleted_tree_leaves_no_watch(watch: FolderWatch, root: Path):
    library = Library(watch, root)
    before = watch.watches
    shutil.copytree(root / "sub", root / "copy")
    library.wait_for(root / "copy")
    assert watch.watches == before + 1
    shutil.rmtree(root / "copy")
    library.wait_for(root / "copy")
    library.settle()
    assert watch.watches == before


def test_a_tree_that_is_deleted_and_made_again_at_once_is_watched(watch: FolderWatch, root: Path):
    library = Library(watch, root)
    for _ in range(20):
        shutil.rmtree(root / "sub")
        (root / "sub").mkdir()
    library.wait_for(root / "sub")
    library.settle()
    (root / "sub" / "a.txt").write_text("a")
    library.wait_for(root / "sub" / "a.txt")


def test_a_rule_file_marks_its_folder(watch: FolderWatch, root: Path):
    library = Library(watch, root)
    (root / "sub" / ".findlingignore").write_text("*.txt")
    library.wait_for(root / "sub")
    (root / "sub" / ".findlingignore").unlink()
    library.wait_for(root / "sub")


def test_a_project_file_that_comes_or_goes_marks_itself_and_its_folder(
    watch: FolderWatch, root: Path
):
    library, path = Library(watch, root), root / "sub" / "Makefile"
    path.write_text("all:")
    library.wait_for(path, root / "sub")
    path.write_text("none:")
    assert library.wait_for(path) == [str(path)]
    path.unlink()
    library.wait_for(path, root / "sub")


def test_names_that_are_no_text_mark_the_folder_they_come_to(watch: FolderWatch, root: Path):
    library = Library(watch, root)
    Path(os.fsdecode(os.fsencode(root / "sub") + b"/\xff.txt")).write_text("x")
    library.wait_for(root / "sub")


def test_folders_whose_names_are_no_text_are_left_alone(watch: FolderWatch, root: Path):
    library = Library(watch, root)
    odd = Path(os.fsdecode(os.fsencode(root) + b"/\xff"))
    odd.mkdir()
    library.wait_for(root)
    (odd / "a.txt").write_text("a")
    (root / "b.txt").write_text("b")
    assert library.wait_for(root / "b.txt") == [str(root / "b.txt")]
    odd.rename(root / "even")
    library.wait_for(root / "even")


def open_descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_closing_leaves_no_thread_no_descriptor_and_no_watch(root: Path):
    threads, descriptors = set(threading.enumerate()), open_descriptors()
    for _ in range(5):
        watch = FolderWatch()
        library = Library(watch, root)
        (root / "a.txt").write_text("a")
        library.wait_for(root / "a.txt")
        watch.close()
        library.watch.entering(str(root))
        assert watch.watches == 0
    assert set(threading.enumerate()) <= threads
    assert open_descriptors() == descriptors
