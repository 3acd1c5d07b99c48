"""What a scan of some places means for the catalogue: what is gone, has moved, has changed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.store.catalogue import Catalogue
from engine.store.catalogue_rows import Signature
from tests.unit.scanned_folders import index, look, plan, write


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    (tmp_path / "data").mkdir()
    opened = Catalogue(tmp_path / "data" / "catalogue.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "root"
    folder.mkdir()
    return folder


def test_only_what_is_known_in_the_places_can_be_gone(root: Path, catalogue: Catalogue):
    write(root, "a.txt", "b/c.txt", "b/d.txt", "bc.txt", "e.txt")
    index(catalogue, look(root, whole=True))
    for name in ("a.txt", "b/c.txt", "b/d.txt", "bc.txt"):
        (root / name).unlink()
    (root / "b").rmdir()
    found = plan(catalogue, look(root, root / "b", root / "e.txt"))
    gone = {row.path for row in catalogue.files(found.gone).values()}
    assert gone == {str(root / "b" / "c.txt"), str(root / "b" / "d.txt")}


def test_a_file_of_old_size_and_time_is_read_again_when_its_content_is_new(
    root: Path, catalogue: Catalogue
):
    write(root, "a.txt")
    facts = (root / "a.txt").stat()
    index(catalogue, look(root, whole=True))
    (root / "a.txt").write_text("B.txt")
    os.utime(root / "a.txt", ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert list(plan(catalogue, look(root, whole=True)).changed) == [1]


def test_the_content_of_a_named_place_is_compared_though_nothing_shows_a_change(
    root: Path, catalogue: Catalogue
):
    write(root, "a.txt", "b/c.txt")
    index(catalogue, look(root, whole=True))
    for name in ("a.txt", "b/c.txt"):
        before = catalogue.files_at([str(root / name)])[str(root / name)]
        (root / name).write_text(name.upper())
        now = Signature.of((root / name).stat())
        catalogue.record_scan(touched={before.id: now})  # as if the clock stood still
    assert set(plan(catalogue, look(root, root / "a.txt", root / "b")).changed) == {1}


def test_new_rights_are_no_new_content(root: Path, catalogue: Catalogue):
    write(root, "a.txt")
    index(catalogue, look(root, whole=True))
    (root / "a.txt").chmod(0o600)
    found = plan(catalogue, look(root, root / "a.txt"))
    assert (found.changed, list(found.touched)) == ({}, [1])


def test_a_file_that_moved_here_from_a_place_not_named_has_moved(root: Path, catalogue: Catalogue):
    write(root, "a.txt", "new/x.txt")
    index(catalogue, look(root, whole=True))
    (root / "a.txt").rename(root / "new" / "b.txt")
    found = plan(catalogue, look(root, root / "new"))
    assert {file: moved.path for file, moved in found.moved.items()} == {
        1: str(root / "new" / "b.txt")
    }
    assert found.added == []


def test_a_moved_file_is_told_from_a_new_one_that_looks_the_same(root: Path, catalogue: Catalogue):
    write(root, "a.txt")
    index(catalogue, look(root, whole=True))
    facts = (root / "a.txt").stat()
    (root / "a.txt").rename(root / "b.txt")
    (root / "b.txt").write_text("A.txt")
    os.utime(root / "b.txt", ns=(facts.st_atime_ns, facts.st_mtime_ns))
    found = plan(catalogue, look(root, root / "a.txt", root / "b.txt"))
    assert (found.moved, found.gone) == ({}, [1])


def test_a_file_changed_behind_its_times_back_and_renamed_is_read_again(
    root: Path, catalogue: Catalogue
):
    write(root, "a.txt")
    index(catalogue, look(root, whole=True))
    facts = (root / "a.txt").stat()
    (root / "a.txt").write_text("A.txt")
    os.utime(root / "a.txt", ns=(facts.st_atime_ns, facts.st_mtime_ns))
    (root / "a.txt").rename(root / "b.txt")
    found = plan(catalogue, look(root, whole=True))
    assert (found.moved, found.gone) == ({}, [1])


def test_a_file_written_to_through_another_name_is_read_again_under_all(
    root: Path, catalogue: Catalogue
):
    write(root, "a.txt", "b/x.txt", "c.txt")
    os.link(root / "a.txt", root / "b" / "same.txt")
    index(catalogue, look(root, whole=True))
    known = catalogue.files_at([str(root / "a.txt"), str(root / "b" / "same.txt")]).values()
    (root / "a.txt").write_text("something else")
    found = plan(catalogue, look(root, root / "a.txt"))
    assert (set(found.changed), found.gone) == ({row.id for row in known}, [])


def test_the_places_between_which_a_tree_moved_give_moves_alone(root: Path, catalogue: Catalogue):
    write(root, *(f"old/{n}/{m}.txt" for n in range(5) for m in range(5)))
    index(catalogue, look(root, whole=True))
    (root / "old").rename(root / "new")
    found = plan(catalogue, look(root, root / "old", root / "new"))
    assert len(found.moved) == 25
    assert (found.added, found.gone, found.changed) == ([], [], {})


def test_two_files_that_swapped_names_are_read_again(root: Path, catalogue: Catalogue):
    (root / "a.txt").write_text("one")
    (root / "b.txt").write_text("two")
    index(catalogue, look(root, whole=True))
    (root / "a.txt").rename(root / "c")
    (root / "b.txt").rename(root / "a.txt")
    (root / "c").rename(root / "b.txt")
    assert set(plan(catalogue, look(root, root)).changed) == {1, 2}


def test_a_file_that_became_a_folder_is_gone_and_what_is_in_it_is_new(
    root: Path, catalogue: Catalogue
):
    write(root, "a.txt")
    index(catalogue, look(root, whole=True))
    (root / "a.txt").unlink()
    write(root, "a.txt/b.txt")
    found = plan(catalogue, look(root, root / "a.txt"))
    assert (found.gone, [f.path for f in found.added]) == ([1], [str(root / "a.txt" / "b.txt")])


def test_troubles_of_other_places_stay(root: Path, catalogue: Catalogue, tmp_path: Path):
    roots = [root, tmp_path / "gone", tmp_path / "lost"]
    found = look(roots, whole=True)
    catalogue.record_scan(troubles=found.troubles, covers=found.covers)
    (tmp_path / "gone").mkdir()
    found = look(roots, tmp_path / "gone")
    catalogue.record_scan(troubles=found.troubles, covers=found.covers)
    assert [t.path for t in catalogue.troubles()] == [str(tmp_path / "lost")]


def test_under_a_root_that_is_not_there_nothing_is_gone(root: Path, catalogue: Catalogue):
    write(root, "a.txt")
    index(catalogue, look(root, whole=True))
    (root / "a.txt").unlink()
    root.rmdir()
    found = look(root, root / "a.txt")
    assert plan(catalogue, found).gone == []
    assert [t.code for t in found.troubles] == ["folder-missing"]


@pytest.mark.skipif(sys.platform != "linux", reason="two names for one file elsewhere")
def test_a_rename_that_changes_only_case_is_a_move(root: Path, catalogue: Catalogue):
    write(root, "readme.txt")
    index(catalogue, look(root, whole=True))
    (root / "readme.txt").rename(root / "README.txt")
    found = plan(catalogue, look(root, root / "readme.txt", root / "README.txt"))
    assert [moved.path for moved in found.moved.values()] == [str(root / "README.txt")]
    assert found.gone == []


def test_a_place_whose_name_is_no_text_does_no_harm(root: Path, catalogue: Catalogue):
    if sys.platform != "linux":
        pytest.skip("names are text elsewhere")
    path = root / os.fsdecode(b"\xff.txt")
    path.touch()
    found = look(root, path)
    assert [t.code for t in found.troubles] == ["name-not-text"]
    assert not plan(catalogue, found)
    catalogue.record_scan(troubles=found.troubles, covers=found.covers)
