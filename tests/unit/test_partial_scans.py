"""A scan of some places finds there what a scan of everything finds there."""

from __future__ import annotations

import os
import random
import sys
import unicodedata
from pathlib import Path

import pytest

from engine.files.ignoring import LibraryRules
from engine.files.places import among
from engine.files.scan import scan
from engine.host.cancellation import Token
from tests.unit.scanned_folders import look, names, write


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "root"
    folder.mkdir()
    return folder


# --- which files a place stands for ---------------------------------------------------------------


def test_a_place_is_a_file_or_a_folder_with_all_in_it(root: Path):
    write(root, "a.txt", "b/c.txt", "b/d/e.txt", "f.txt")
    assert names(look(root, root / "a.txt", root / "b"), root) == {"a.txt", "b/c.txt", "b/d/e.txt"}


def test_a_scan_speaks_of_its_places_only(root: Path):
    write(root, "a.txt")
    found = look(root, root / "gone", root / "a.txt")
    assert found.covers(str(root / "gone" / "x.txt"))
    assert not found.covers(str(root / "gone2.txt"))
    assert look(root, whole=True).covers("/anything")


def test_a_root_and_what_holds_it_are_places_too(root: Path):
    write(root, "a.txt")
    assert names(look(root, root), root) == {"a.txt"}
    assert names(look(root, root.parent), root) == {"a.txt"}


def test_what_lies_outside_of_the_library_is_no_place(root: Path, tmp_path: Path):
    write(tmp_path, "other/a.txt")
    assert look(root, tmp_path / "other" / "a.txt").files == {}


def test_the_rules_of_the_folders_on_the_way_hold(root: Path):
    write(root, "a/b/c.txt", "a/b/keep.txt", "node_modules/x/y.txt", "p/build/z.txt", "p/Makefile")
    write(root, "env/lib/v.txt", "env/pyvenv.cfg")
    (root / "a" / ".gitignore").write_text("c.txt\n")
    every = list(root.rglob("*.txt"))
    assert names(look(root, *every), root) == {"a/b/keep.txt"}


def test_links_on_the_way_are_not_followed(root: Path, tmp_path: Path):
    write(tmp_path, "else/a.txt")
    (root / "link").symlink_to(tmp_path / "else")
    (root / "b.txt").symlink_to(tmp_path / "else" / "a.txt")
    assert look(root, root / "link" / "a.txt", root / "link", root / "b.txt").files == {}


def test_the_outer_root_decides_what_both_hold_as_in_a_scan_of_everything(root: Path):
    write(root, "in/a.txt", "in/b.txt", ".hidden/c.txt")
    (root / ".gitignore").write_text("a.txt\n")
    roots = [root, root / "in", root / ".hidden"]
    whole = look(roots, whole=True).files
    assert look(roots, *(Path(path) for path in root.rglob("*.txt"))).files == whole


def test_folders_are_entered_before_they_are_listed(root: Path):
    write(root, "a/b/c.txt")
    entered: list[str] = []

    def entering(folder: str) -> None:
        entered.append(folder)
        (Path(folder) / "late.txt").touch()

    found = scan([str(root)], lambda name: name.endswith(".txt"), Token(), entering=entering)
    assert entered == [str(root), str(root / "a"), str(root / "a" / "b")]
    assert sum(path.endswith("late.txt") for path in found.files) == 3


def test_a_folder_that_holds_itself_is_walked_once(root: Path):
    from engine.files.descent import Inside, loop
    from engine.files.ignoring import Rules

    facts = root.stat()
    inside = Inside(Rules.of_root(str(root)), (), ((facts.st_dev, facts.st_ino),))
    assert loop(facts, inside)
    assert not loop((root.parent).stat(), inside)


def test_a_tree_of_many_levels_is_reached(tmp_path: Path):
    deep = tmp_path
    for _ in range(400):
        deep = deep / "d"
        deep.mkdir()
    (deep / "a.txt").write_text("a")
    assert len(look(tmp_path, deep / "a.txt").files) == 1
    assert len(look(tmp_path, whole=True).files) == 1


@pytest.mark.parametrize("seed", range(20))
def test_places_add_up_to_everything(tmp_path: Path, seed: int):
    chance = random.Random(seed)
    folders = [tmp_path / "root"]
    for number in range(25):
        name = chance.choice(["a", "b", ".h", "build", "node_modules", "노트", "env"])
        folders.append(chance.choice(folders) / f"{name}{chance.choice(['', str(number)])}")
    for folder in folders:
        write(folder, *chance.sample(["x.txt", "y.txt", "z.bin", ".s.txt", "Makefile"], 3))
        if chance.random() < 0.3:
            rule = chance.choice(["x.txt", "!build/", "y*", "/a/", "!x.txt", "!.h*/", "!.s.txt"])
            file = chance.choice([".gitignore", ".findlingignore"])
            (folder / file).write_text(rule + "\n")
        if chance.random() < 0.1:
            (folder / "pyvenv.cfg").touch()
    rules = chance.choice(
        [LibraryRules(), LibraryRules(exclude=("b/",)), LibraryRules(include=("x.txt", "a/"))]
    )
    whole = look(tmp_path / "root", whole=True, rules=rules).files
    every = [Path(at, name) for at, _, files in os.walk(tmp_path / "root") for name in files]
    assert look(tmp_path / "root", *every, rules=rules).files == whole
    for folder in set(folders):
        inside = {path for path in whole if among(path, {str(folder)})}
        assert set(look(tmp_path / "root", folder, rules=rules).files) == inside


# --- names ----------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform != "linux", reason="two names for one file elsewhere")
def test_composed_and_decomposed_names_are_two_files(root: Path):
    composed, decomposed = (
        unicodedata.normalize(form, "Müller 노트.txt") for form in ("NFC", "NFD")
    )
    write(root, composed, decomposed)
    assert names(look(root, whole=True), root) == {composed, decomposed}
    assert names(look(root, root / composed, root / decomposed), root) == {composed, decomposed}


def test_where_case_is_folded_the_name_in_the_folder_counts(
    root: Path, monkeypatch: pytest.MonkeyPatch
):
    """No such file system can be mounted here: the folding is put before the system's answer."""
    write(root, "README.txt", "Über/a.txt")
    ask = os.lstat

    def folding(path: str) -> os.stat_result:
        folder, name = Path(path).parent, Path(path).name
        for other in folder.iterdir() if folder.is_dir() else ():
            if _folded(other.name) == _folded(name):
                return ask(other)
        return ask(path)

    def _folded(name: str) -> str:
        return unicodedata.normalize("NFC", name).casefold()

    monkeypatch.setattr(os, "lstat", folding)
    places = [root / "readme.txt", root / unicodedata.normalize("NFD", "über") / "a.txt"]
    found = look(root, *places)
    assert names(found, root) == {"README.txt", "Über/a.txt"}
    assert found.covers(str(root / "readme.txt"))
