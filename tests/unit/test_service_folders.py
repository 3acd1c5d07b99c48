"""Which folders a library has: inside one another, linked, hidden, of no kind, and gone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.files.ignoring import LibraryRules
from engine.protocol import messages as m
from engine.protocol.errors import UsageError
from engine.service.folders import NoSuchPathError, with_folders, without_folders
from tests.unit.service_engine import Engine, add, names, wait_for


def test_a_folder_inside_another_is_covered_by_it(tmp_path: Path) -> None:
    inner, beside = tmp_path / "a" / "b", tmp_path / "ab"
    inner.mkdir(parents=True)
    beside.mkdir()
    outer = str(tmp_path / "a")
    assert with_folders([], [outer, str(inner)]) == (outer,)
    assert with_folders([str(inner)], [outer, str(beside)]) == (outer, str(beside))
    assert with_folders([outer], [f"{outer}/../a/"]) == (outer,)


def test_a_folder_that_the_outer_one_does_not_let_in_stands_beside_it(tmp_path: Path) -> None:
    outer = tmp_path / "outer"
    hidden, left_out, odd = outer / ".notes", outer / "private", outer / "odd.unknown"
    (hidden / "deep").mkdir(parents=True)
    left_out.mkdir()
    odd.write_text("of no known kind")
    for inner in (hidden, hidden / "deep", odd):
        assert with_folders([str(outer)], [str(inner)]) == (str(outer), str(inner))
        assert with_folders([str(inner)], [str(outer)]) == (str(inner), str(outer))
    assert with_folders([str(outer)], [str(left_out)]) == (str(outer),)
    rules = LibraryRules(exclude=("private/",))
    assert with_folders([str(outer)], [str(left_out)], rules) == (str(outer), str(left_out))
    both = with_folders([str(outer)], [str(hidden), str(hidden / "deep")])
    assert both == (str(outer), str(hidden))


def test_a_folder_under_another_name_is_not_taken_twice(tmp_path: Path) -> None:
    outer, elsewhere = tmp_path / "outer", tmp_path / "elsewhere"
    (outer / "inner").mkdir(parents=True)
    elsewhere.mkdir()
    same, below = tmp_path / "same", tmp_path / "below"
    same.symlink_to(outer)
    below.symlink_to(outer / "inner")
    (outer / "out").symlink_to(elsewhere)
    for other in (same, below, same / "inner"):
        assert with_folders([str(outer)], [str(other)]) == (str(outer),)
    assert with_folders([str(below)], [str(outer)]) == (str(outer),)
    assert with_folders([str(outer)], [str(outer / "out")]) == (str(outer), str(outer / "out"))


def test_what_is_no_folder_and_no_file_is_refused_with_all_that_stands_beside_it(
    engine: Engine, documents: Path, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe")
    for odd in ("/dev/zero", str(tmp_path / "pipe"), "", "/a\0b"):
        failed = engine.last(m.AddFolders(paths=(str(documents), odd)))
        assert isinstance(failed, m.Failed)
        assert failed.code == "no-such-path"
    assert not engine.libraries()


def test_a_hidden_folder_is_followed_inside_one_that_leaves_it_out(
    engine: Engine, documents: Path
) -> None:
    notes = documents / ".notes"
    notes.mkdir()
    (notes / "stars.txt").write_text("A telescope shows the moons of Jupiter.\n")
    add(engine, documents)
    add(engine, notes)
    engine.last(m.Index())
    assert "stars.txt" in names(engine.search("telescope"))
    (notes / "tides.txt").write_text("The moon pulls the tides.\n")
    wait_for(lambda: "tides.txt" in names(engine.search("tides")))
    wait_for(lambda: engine.libraries()["Default"].files == 4)  # another may be read again


def test_a_folder_that_is_not_there_can_be_removed_but_not_added(tmp_path: Path) -> None:
    gone = str(tmp_path / "gone")
    assert without_folders([gone], [gone]) == ()
    with pytest.raises(NoSuchPathError):
        with_folders([], [gone])
    with pytest.raises(UsageError):
        without_folders([gone], ["/other"])
