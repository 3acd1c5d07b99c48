"""Watching real folders: everything that happens is marked, once it is quiet."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.files.watching import FolderWatch
from tests.process.watching_parts import Library

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="inotify")


@pytest.fixture(autouse=True)
def _soon_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.files.patience.QUIET", 0.15)


@pytest.fixture
def watch() -> Iterator[FolderWatch]:
    watch = FolderWatch()
    yield watch
    watch.close()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "root"
    (root / "sub").mkdir(parents=True)
    (root / "sub" / "old.txt").write_text("old")
    return root


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


@pytest.mark.parametrize(
    "temporary", ["{}.tmp", ".{}.swp", "4913", ".goutputstream-X1Y2Z3", "{}~", "lu83hf2.tmp"]
)
def test_an_editors_atomic_save_marks_the_file(watch: FolderWatch, root: Path, temporary: str):
    library, path = Library(watch, root), root / "sub" / "old.txt"
    beside = path.with_name(temporary.format(path.name))
    beside.write_text("new")
    beside.replace(path)
    library.wait_for(path)


def test_a_save_that_keeps_a_copy_first_marks_the_file(watch: FolderWatch, root: Path):
    """As vim with ``backupcopy=no``: the old one aside, a new one made, the old deleted."""
    library, path = Library(watch, root), root / "sub" / "old.txt"
    path.rename(path.with_name("old.txt~"))
    path.write_text("new")
    path.with_name("old.txt~").unlink()
    library.wait_for(path)


def test_an_office_programs_lock_and_rewriting_in_place_mark_the_file(
    watch: FolderWatch, root: Path
):
    library, path = Library(watch, root), root / "sub" / "old.txt"
    lock = path.with_name(".~lock.old.txt#")
    lock.write_text("me")
    with path.open("r+") as stream:
        stream.truncate(0)
        stream.write("rewritten")
    lock.unlink()
    library.wait_for(path)


def test_a_growing_download_is_given_out_once_when_it_is_whole(watch: FolderWatch, root: Path):
    library, path = Library(watch, root), root / "film.txt"
    script = (
        "import sys, threading\n"
        "with open(sys.argv[1], 'w') as stream:\n"
        "    for _ in range(8):\n"
        "        stream.write('x' * 1000); stream.flush(); threading.Event().wait(0.3)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", script, str(path)])
    given = library.wait_for(path)
    size = path.stat().st_size
    assert process.wait() == 0
    assert (given, size) == ([str(path)], 8000)
    assert library.settle() == []


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
